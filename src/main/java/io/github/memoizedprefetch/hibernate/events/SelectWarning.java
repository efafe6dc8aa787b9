/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.memoizedprefetch.hibernate.events;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.memoizedprefetch.message.LoggerName;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.HSQLDialect;
import org.hibernate.dialect.OracleDialect;
import org.hibernate.event.spi.EventSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Native queries that return rows, and may have changed some: {@code update ..
 * returning}, a function, {@code final table (..)}. Hibernate does not tell the SQL.
 */
final class SelectWarning {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private final boolean possible;

	private final AtomicBoolean said = new AtomicBoolean();

	SelectWarning(Dialect dialect) {
		this.possible = !(dialect instanceof HSQLDialect || dialect instanceof OracleDialect);
	}

	/**
	 * Whether a native query that returns rows is taken for a change.
	 * @param tables its query spaces, empty if it has none
	 */
	boolean mayChange(EventSource session, Set<String> tables) {
		if (!this.possible || session.isDefaultReadOnly() || session instanceof OwnSession) {
			return false;
		}
		if (tables.isEmpty() && this.said.compareAndSet(false, true)) {
			logger.warn("A native query that returns rows may change some as well (returning, a function), and does not"
					+ " tell of which tables: when its transaction commits, all that is remembered is forgotten, and"
					+ " references of its own transaction are left as Hibernate made them. Name the tables with the hint"
					+ " org.hibernate.query.native.spaces or addSynchronizedEntityClass(..); for a query that only reads,"
					+ " name any that is not prefetched, or use a read-only transaction.");
		}
		return true;
	}

}
