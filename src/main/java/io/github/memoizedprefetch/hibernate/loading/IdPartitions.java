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
package io.github.memoizedprefetch.hibernate.loading;

import java.util.ArrayList;
import java.util.List;

import org.hibernate.dialect.Dialect;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * Ids in parts that one statement can bind: 1,000 on Oracle, 2,048 on SQL Server.
 */
final class IdPartitions {

	/** For the databases whose dialect names no limit: PostgreSQL's is 32,767. */
	private static final int LIMIT = 30_000;

	private IdPartitions() {
	}

	/**
	 * @param columns how many columns an id has
	 */
	static List<List<Object>> of(List<Object> ids, int columns, SharedSessionContractImplementor session) {
		Dialect dialect = session.getFactory().getJdbcServices().getDialect();
		int limit = smaller(dialect.getInExpressionCountLimit(), smaller(dialect.getParameterCountLimit(), LIMIT));
		int size = Math.max(1, limit / columns);
		List<List<Object>> partitions = new ArrayList<>();
		for (int from = 0; from < ids.size(); from += size) {
			partitions.add(ids.subList(from, Math.min(ids.size(), from + size)));
		}
		return partitions;
	}

	private static int smaller(int dialectLimit, int limit) {
		return (dialectLimit > 0) ? Math.min(dialectLimit, limit) : limit;
	}

}
