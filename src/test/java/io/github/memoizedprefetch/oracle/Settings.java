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

package io.github.memoizedprefetch.oracle;

import java.util.TimeZone;
import java.util.function.UnaryOperator;

import io.github.memoizedprefetch.oracle.model.Kind;
import org.hibernate.CacheMode;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/**
 * What the sessions of a case are opened with.
 */
enum Settings {

	/** Nothing. */
	NONE,

	/** A time zone that times in the database are of. */
	TIME_ZONE,

	/** A cache mode. */
	CACHE_MODE,

	/** A fetch profile. */
	FETCH_PROFILE,

	/** A filter. */
	FILTER,

	/** Read-only by default. */
	READ_ONLY,

	/** A statement inspector of their own. */
	STATEMENT_INSPECTOR;

	static Settings of(OracleCase oracleCase) {
		return (oracleCase.kind() == Kind.SESSIONS)
				? values()[1 + (int) Math.floorMod(oracleCase.seed() / 7, values().length - 1)] : NONE;
	}

	Session open(SessionFactoryImplementor factory) {
		return switch (this) {
			case NONE -> factory.openSession();
			case TIME_ZONE -> factory.withOptions().jdbcTimeZone(TimeZone.getTimeZone("GMT+14")).openSession();
			case STATEMENT_INSPECTOR ->
				factory.withOptions().statementInspector(UnaryOperator.identity()).openSession();
			default -> set(factory.openSession());
		};
	}

	private Session set(Session session) {
		switch (this) {
			case CACHE_MODE -> session.setCacheMode(CacheMode.REFRESH);
			case FETCH_PROFILE -> session.enableFetchProfile("deep");
			case FILTER -> session.enableFilter("early");
			default -> session.setDefaultReadOnly(true);
		}
		return session;
	}

}
