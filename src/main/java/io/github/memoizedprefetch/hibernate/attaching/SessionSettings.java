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
package io.github.memoizedprefetch.hibernate.attaching;

import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;

import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import org.hibernate.engine.creation.internal.SessionCreationOptions;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.resource.jdbc.internal.EmptyStatementInspector;
import org.hibernate.resource.jdbc.internal.LogicalConnectionProvidedImpl;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;

/**
 * What a session would read by, and the loading session does not: that reads as the
 * session factory is told to. Left out is what changes nothing that is read: who is told
 * of events and statements, when a session flushes, closes and gives its connection back,
 * how many rows it fetches at a time. Interceptors are asked when a target is built in
 * their session; whether that is read-only is its own affair too.
 */
final class SessionSettings {

	private SessionSettings() {
	}

	static void requireDefaults(SessionImplementor session) throws UnservableReferenceException {
		SessionFactoryImplementor factory = session.getFactory();
		SessionCreationOptions defaults = (SessionCreationOptions) factory.withOptions();
		if (session.getJdbcCoordinator().getLogicalConnection() instanceof LogicalConnectionProvidedImpl) {
			throw left("was opened with a connection of its own, and the memo is filled over others;"
					+ " let Hibernate open the connection");
		}
		if (!Objects.equals(session.getJdbcTimeZone(), defaults.getJdbcTimeZone())) {
			throw left("has the jdbcTimeZone " + name(session.getJdbcTimeZone()) + ", and rows are memoized with that"
					+ " of the factory (" + name(defaults.getJdbcTimeZone()) + "); set hibernate.jdbc.time_zone");
		}
		if (inspector(session) != orEmpty(defaults.getStatementInspector())) {
			throw left("has a StatementInspector of its own, which may change what is read;"
					+ " set hibernate.session_factory.statement_inspector");
		}
		requireNoFetchProfiles(session);
		if (session.getCacheMode() != defaults.getInitialCacheMode()
				&& factory.getSessionFactoryOptions().isSecondLevelCacheEnabled()) {
			throw left("has the CacheMode " + session.getCacheMode()
					+ ", and rows are memoized as found with that of the factory (" + defaults.getInitialCacheMode()
					+ "); leave the mode of the session alone, or the targets out of the second-level cache");
		}
	}

	private static void requireNoFetchProfiles(SessionImplementor session) throws UnservableReferenceException {
		if (session.getLoadQueryInfluencers().hasEnabledFetchProfiles()) {
			Set<String> profiles = session.getLoadQueryInfluencers().getEnabledFetchProfileNames();
			throw left("has fetch profiles enabled (" + profiles + "), and would load more;"
					+ " disable them, and give the paths of what they fetch");
		}
	}

	private static UnservableReferenceException left(String reason) {
		return new UnservableReferenceException("its session " + reason);
	}

	private static String name(@Nullable TimeZone zone) {
		return (zone != null) ? zone.getID() : "none";
	}

	private static StatementInspector inspector(SessionImplementor session) {
		return session.getJdbcSessionContext().getStatementInspector();
	}

	private static StatementInspector orEmpty(@Nullable StatementInspector inspector) {
		return (inspector != null) ? inspector : EmptyStatementInspector.INSTANCE;
	}

}
