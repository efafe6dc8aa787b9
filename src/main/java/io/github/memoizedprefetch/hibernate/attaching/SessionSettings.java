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
import java.util.TreeSet;

import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import org.hibernate.CacheMode;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.engine.creation.internal.SessionCreationOptions;
import org.hibernate.engine.spi.LoadQueryInfluencers;
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
public final class SessionSettings {

	private static final String ITS = "its session ";

	private static final String STEPS = "it is detached, and the session of the thread's transaction, which may merge it, ";

	private SessionSettings() {
	}

	/** Of a session that is to have what is built. */
	static void requireDefaults(SessionImplementor session) throws UnservableReferenceException {
		requireFilters(session, Set.of(), ITS);
		requireDefaultValues(session, ITS);
		requireNoFetchProfiles(session);
		CacheMode usual = ((SessionCreationOptions) session.getFactory().withOptions()).getInitialCacheMode();
		if (session.getCacheMode() != usual
				&& session.getFactory().getSessionFactoryOptions().isSecondLevelCacheEnabled()) {
			throw left(ITS,
					"has the CacheMode " + session.getCacheMode()
							+ ", and rows are memoized as found with that of the factory (" + usual
							+ "); leave the mode of the session alone, or the targets out of the second-level cache");
		}
	}

	/**
	 * Of the sessions of the thread's transactions, which may merge the instances that
	 * another session builds for detached items: what these would not read they would
	 * take for a change.
	 * @param building the other one, which has the filters that all sessions have
	 */
	static void requireDefaultSteps(SessionImplementor building) throws UnservableReferenceException {
		for (SessionImplementor session : StepSessions.of(building.getFactory())) {
			requireFilters(session, filters(building), STEPS);
			requireDefaultValues(session, STEPS);
		}
	}

	/** The same values of rows, whichever it reads. */
	private static void requireDefaultValues(SessionImplementor session, String subject)
			throws UnservableReferenceException {
		SessionCreationOptions defaults = (SessionCreationOptions) session.getFactory().withOptions();
		if (session.getJdbcCoordinator().getLogicalConnection() instanceof LogicalConnectionProvidedImpl) {
			throw left(subject, "was opened with a connection of its own, and the memo is filled over others;"
					+ " let Hibernate open the connection");
		}
		if (!Objects.equals(session.getJdbcTimeZone(), defaults.getJdbcTimeZone())) {
			throw left(subject,
					"has the jdbcTimeZone " + name(session.getJdbcTimeZone()) + ", and rows are memoized with that"
							+ " of the factory (" + name(defaults.getJdbcTimeZone())
							+ "); set hibernate.jdbc.time_zone");
		}
		if (inspector(session) != orEmpty(defaults.getStatementInspector())) {
			throw left(subject, "has a StatementInspector of its own, which may change what is read;"
					+ " set hibernate.session_factory.statement_inspector");
		}
		if (TemporalSession.readsThePast(session)) {
			throw left(subject, "reads the rows of an earlier time, and only the current ones are memoized");
		}
	}

	private static void requireFilters(SessionImplementor session, Set<String> usual, String subject)
			throws UnservableReferenceException {
		Set<String> filters = filters(session);
		filters.removeAll(usual);
		if (!filters.isEmpty()) {
			throw left(subject, "has filters enabled (" + filters + "), which memoized rows do not know");
		}
	}

	/** Without the one of {@code @TenantId}, which loading sessions have as well. */
	public static Set<String> filters(SessionImplementor session) {
		LoadQueryInfluencers influencers = session.getLoadQueryInfluencers();
		Set<String> filters = new TreeSet<>();
		if (influencers.hasEnabledFilters()) {
			filters.addAll(influencers.getEnabledFilterNames());
			filters.remove(TenantIdBinder.FILTER_NAME);
		}
		return filters;
	}

	private static void requireNoFetchProfiles(SessionImplementor session) throws UnservableReferenceException {
		if (session.getLoadQueryInfluencers().hasEnabledFetchProfiles()) {
			Set<String> profiles = session.getLoadQueryInfluencers().getEnabledFetchProfileNames();
			throw left(ITS, "has fetch profiles enabled (" + profiles + "), and would load more;"
					+ " disable them, and give the paths of what they fetch");
		}
	}

	private static UnservableReferenceException left(String subject, String reason) {
		return new UnservableReferenceException(subject + reason);
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
