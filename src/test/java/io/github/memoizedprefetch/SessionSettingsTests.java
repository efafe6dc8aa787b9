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
package io.github.memoizedprefetch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import io.github.memoizedprefetch.support.MapRegionFactory;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.CacheMode;
import org.hibernate.ConnectionAcquisitionMode;
import org.hibernate.ConnectionReleaseMode;
import org.hibernate.FlushMode;
import org.hibernate.Hibernate;
import org.hibernate.Interceptor;
import org.hibernate.Session;
import org.hibernate.SessionBuilder;
import org.hibernate.SessionEventListener;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.FetchProfile;
import org.hibernate.type.Type;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All that a session can be opened with, or told since: what changes the rows that it
 * reads is left to it, the rest is served. Always the same as without the library, also
 * from a memo that another session has filled.
 */
class SessionSettingsTests {

	@AutoClose
	private final Database database = Database.open(
			Map.of("hibernate.cache.region.factory_class", MapRegionFactory.class.getName()), Visit.class, Stamp.class,
			Cached.class);

	@AutoClose
	private final LogCapture log = new LogCapture();

	private final MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
		.paths("stamp", "cached")
		.build();

	@BeforeEach
	void populate() {
		populate(this.database, "");
		this.database.inTransaction((entityManager) -> {
			Visit visit = entityManager.find(Visit.class, 1);
			this.prefetch.processChunk(List.of(visit));
			assertThat(Hibernate.isInitialized(visit.stamp)).isTrue();
			assertThat(Hibernate.isInitialized(visit.cached)).isTrue();
		});
	}

	private static void populate(Database database, String suffix) {
		database.inTransaction((entityManager) -> {
			Stamp kind = new Stamp(2, "kind" + suffix, null);
			Stamp stamp = new Stamp(1, "stamp" + suffix, kind);
			Cached cached = new Cached(1, "cached" + suffix);
			List.of(kind, stamp, cached, new Visit(1, stamp, cached)).forEach(entityManager::persist);
		});
	}

	/** What a session reads, alone and with the library. */
	private void assertSame(boolean served, UnaryOperator<SessionBuilder> options, Consumer<Session> settings) {
		String plain = read(options, settings, (visit) -> {
		});
		String prefetched = read(options, settings, (visit) -> {
			this.prefetch.processChunk(List.of(visit));
			if (served) { // an interceptor hears of what is built when it is come to
				this.database.statements().reset();
				Hibernate.initialize(visit.stamp);
				Hibernate.initialize(visit.cached);
				assertThat(this.database.statements().count()).isZero();
			}
			else {
				assertThat(Hibernate.isInitialized(visit.stamp)).isFalse();
				assertThat(Hibernate.isInitialized(visit.cached)).isFalse();
			}
		});
		assertThat(prefetched).isEqualTo(plain);
		if (served) {
			assertThat(this.log.warnings()).isEmpty();
		}
	}

	private String read(UnaryOperator<SessionBuilder> options, Consumer<Session> settings, Consumer<Visit> prefetch) {
		SessionFactory factory = this.database.entityManagerFactory().unwrap(SessionFactory.class);
		try (Session session = options.apply(factory.withOptions()).openSession()) {
			return read(session, settings, prefetch);
		}
	}

	private static String read(Session session, Consumer<Session> settings, Consumer<Visit> prefetch) {
		settings.accept(session);
		session.beginTransaction();
		Visit visit = session.find(Visit.class, 1);
		prefetch.accept(visit);
		String text = visit.stamp.getName() + visit.stamp.getTime() + visit.cached.getName()
				+ Hibernate.isInitialized(visit.stamp.getKind()) + session.isReadOnly(visit.stamp)
				+ session.isReadOnly(visit.cached);
		session.getTransaction().commit();
		return text;
	}

	private static void none(Session session) {
	}

	private void assertWarnings(String start) {
		assertThat(this.log.warnings()).isNotEmpty().allSatisfy((warning) -> assertThat(warning).contains(start));
	}

	@Test
	void should_leave_a_session_with_a_time_zone_of_its_own() {
		assertSame(false, (options) -> options.jdbcTimeZone(TimeZone.getTimeZone("Asia/Tokyo")),
				SessionSettingsTests::none);
		assertWarnings("its session has the jdbcTimeZone Asia/Tokyo, and rows are memoized with that of the factory"
				+ " (none); set hibernate.jdbc.time_zone.");
	}

	@Test
	void should_serve_a_session_that_names_the_time_zone_of_the_factory() {
		try (Database tokyo = Database.open(Map.of("hibernate.jdbc.time_zone", "Asia/Tokyo"), Visit.class, Stamp.class,
				Cached.class)) {
			populate(tokyo, "");
			MemoizedPrefetch memo = MemoizedPrefetch.builder(tokyo.entityManagerFactory()).paths("stamp").build();
			SessionFactory factory = tokyo.entityManagerFactory().unwrap(SessionFactory.class);
			Function<Consumer<Visit>, String> read = (with) -> {
				try (Session session = factory.withOptions()
					.jdbcTimeZone(TimeZone.getTimeZone("Asia/Tokyo"))
					.openSession()) {
					return read(session, SessionSettingsTests::none, with);
				}
			};
			assertThat(read.apply((visit) -> {
				memo.processChunk(List.of(visit));
				assertThat(Hibernate.isInitialized(visit.stamp)).isTrue();
			})).isEqualTo(read.apply((visit) -> {
			}));
		}
	}

	@Test
	void should_leave_a_session_that_rewrites_its_statements() {
		assertSame(false,
				(options) -> options
					.statementInspector((UnaryOperator<String>) (sql) -> sql.replace("s1_0.name", "upper(s1_0.name)")),
				SessionSettingsTests::none);
		assertWarnings("its session has a StatementInspector of its own, which may change what is read;"
				+ " set hibernate.session_factory.statement_inspector.");
	}

	@Test
	void should_leave_a_session_without_the_inspector_of_the_factory() {
		assertSame(false, SessionBuilder::noStatementInspector, SessionSettingsTests::none);
	}

	@Test
	void should_leave_a_session_with_a_connection_of_its_own() throws SQLException {
		try (Database other = Database.open(Visit.class, Stamp.class, Cached.class)) {
			populate(other, " elsewhere");
			try (Connection connection = other.dataSource().getConnection()) {
				connection.setAutoCommit(false);
				assertSame(false, (options) -> options.connection(connection),
						(session) -> session.setCacheMode(CacheMode.NORMAL));
			}
		}
		assertWarnings("its session was opened with a connection of its own, and the memo is filled over others;"
				+ " let Hibernate open the connection.");
	}

	@Test
	void should_leave_a_session_with_fetch_profiles() {
		assertSame(false, UnaryOperator.identity(), (session) -> session.enableFetchProfile("kinds"));
		assertWarnings("its session has fetch profiles enabled ([kinds]), and would load more;"
				+ " disable them, and give the paths of what they fetch.");
	}

	/** Somebody else changes a row, so that the second-level cache is stale. */
	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NORMAL")
	void should_leave_a_session_with_a_cache_mode_of_its_own(CacheMode mode) {
		changeCached();
		assertSame(false, UnaryOperator.identity(), (session) -> session.setCacheMode(mode));
		changeCached();
		assertSame(false, (options) -> options.initialCacheMode(mode), SessionSettingsTests::none);
		assertWarnings("its session has the CacheMode " + mode + ", and rows are memoized as found with that of the"
				+ " factory (NORMAL); leave the mode of the session alone, or the targets out of the second-level"
				+ " cache.");
	}

	@Test
	void should_read_what_the_second_level_cache_has_as_the_session_would() {
		changeCached();
		this.prefetch.clear();
		assertSame(true, UnaryOperator.identity(), SessionSettingsTests::none);
	}

	@Test
	void should_serve_a_session_with_a_cache_mode_of_its_own_where_nothing_is_cached() {
		try (Database uncached = Database.open(Visit.class, Stamp.class, Cached.class)) {
			populate(uncached, "");
			MemoizedPrefetch memo = MemoizedPrefetch.builder(uncached.entityManagerFactory()).paths("stamp").build();
			uncached.inTransaction((entityManager) -> {
				entityManager.unwrap(Session.class).setCacheMode(CacheMode.IGNORE);
				Visit visit = entityManager.find(Visit.class, 1);
				memo.processChunk(List.of(visit));
				assertThat(Hibernate.isInitialized(visit.stamp)).isTrue();
			});
		}
	}

	private void changeCached() {
		this.database.inTransaction((entityManager) -> entityManager.unwrap(Session.class).doWork((connection) -> {
			try (var statement = connection.createStatement()) {
				statement.executeUpdate("update Cached set name = concat(name, '!')");
			}
		}));
	}

	@Test
	void should_ask_the_interceptor_of_the_session_as_it_builds_targets_there() {
		assertSame(true, (options) -> options.interceptor(new Shouting()), SessionSettingsTests::none);
		assertSame(true, SessionBuilder::noInterceptor, SessionSettingsTests::none);
	}

	@Test
	void should_serve_a_read_only_session_with_read_only_targets() {
		assertSame(true, (options) -> options.readOnly(true), SessionSettingsTests::none);
		assertSame(true, UnaryOperator.identity(), (session) -> session.setDefaultReadOnly(true));
	}

	@Test
	void should_serve_whatever_batches_and_subselects_a_session_fetches_with() {
		assertSame(true, (options) -> options.defaultBatchFetchSize(7), SessionSettingsTests::none);
		assertSame(true, (options) -> options.subselectFetchEnabled(true), SessionSettingsTests::none);
		assertSame(true, UnaryOperator.identity(), (session) -> {
			session.setFetchBatchSize(3);
			session.setSubselectFetchingEnabled(true);
			session.setJdbcBatchSize(5);
		});
	}

	@Test
	void should_serve_however_a_session_flushes_closes_and_holds_its_connection() {
		assertSame(true, (options) -> options.flushMode(FlushMode.MANUAL), SessionSettingsTests::none);
		assertSame(true, (options) -> options.autoClear(true), SessionSettingsTests::none);
		assertSame(true, (options) -> options.autoClose(false), SessionSettingsTests::none);
		assertSame(true, (options) -> options.autoJoinTransactions(false), SessionSettingsTests::none);
		assertSame(true, (options) -> options.identifierRollback(true), SessionSettingsTests::none);
		for (ConnectionReleaseMode mode : List.of(ConnectionReleaseMode.ON_CLOSE,
				ConnectionReleaseMode.AFTER_TRANSACTION, ConnectionReleaseMode.BEFORE_TRANSACTION_COMPLETION)) {
			assertSame(true, (options) -> options.connectionHandling(ConnectionAcquisitionMode.AS_NEEDED, mode),
					SessionSettingsTests::none);
		}
	}

	@Test
	void should_serve_whoever_is_told_what_a_session_does() {
		assertSame(true, (options) -> options.eventListeners(new SessionEventListener() {
		}), SessionSettingsTests::none);
		assertSame(true, SessionBuilder::clearEventListeners, SessionSettingsTests::none);
	}

	/** What one of them has changed, both would read. */
	@Test
	void should_know_what_sessions_of_one_transaction_have_changed() {
		for (boolean parentChanges : new boolean[] { true, false }) {
			String plain = shared(parentChanges, (visit) -> {
			});
			assertThat(shared(parentChanges, (visit) -> this.prefetch.processChunk(List.of(visit)))).isEqualTo(plain)
				.startsWith("changed");
		}
	}

	private String shared(boolean parentChanges, Consumer<Visit> prefetch) {
		SessionFactory factory = this.database.entityManagerFactory().unwrap(SessionFactory.class);
		try (Session parent = factory.openSession()) {
			parent.beginTransaction();
			try (Session child = parent.sessionWithOptions().connection().open()) {
				Session changing = parentChanges ? parent : child;
				Session reading = parentChanges ? child : parent;
				changing.find(Stamp.class, 1).name = "changed";
				changing.flush();
				Visit visit = reading.find(Visit.class, 1);
				prefetch.accept(visit);
				String text = visit.stamp.getName();
				parent.getTransaction().rollback();
				return text;
			}
		}
	}

	private static final class Shouting implements Interceptor {

		@Override
		public boolean onLoad(Object entity, Object id, Object[] state, String[] propertyNames, Type[] types) {
			boolean changed = false;
			for (int i = 0; i < state.length; i++) {
				if (state[i] instanceof String text) {
					state[i] = text.toUpperCase(java.util.Locale.ROOT);
					changed = true;
				}
			}
			return changed;
		}

	}

	@Entity(name = "Visit")
	static class Visit {

		@Id
		Integer id;

		@ManyToOne(fetch = FetchType.LAZY)
		Stamp stamp;

		@ManyToOne(fetch = FetchType.LAZY)
		Cached cached;

		protected Visit() {
		}

		Visit(int id, Stamp stamp, Cached cached) {
			this.id = id;
			this.stamp = stamp;
			this.cached = cached;
		}

	}

	@Entity(name = "Stamp")
	@FetchProfile(name = "kinds",
			fetchOverrides = @FetchProfile.FetchOverride(entity = Stamp.class, association = "kind"))
	static class Stamp {

		@Id
		Integer id;

		String name;

		Date time = new Date(1_700_000_000_000L);

		@ManyToOne(fetch = FetchType.LAZY)
		Stamp kind;

		protected Stamp() {
		}

		Stamp(int id, String name, Stamp kind) {
			this.id = id;
			this.name = name;
			this.kind = kind;
		}

		String getName() {
			return this.name;
		}

		long getTime() {
			return this.time.getTime();
		}

		Stamp getKind() {
			return this.kind;
		}

	}

	@Entity(name = "Cached")
	@Cacheable
	@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
	static class Cached {

		@Id
		Integer id;

		String name;

		protected Cached() {
		}

		Cached(int id, String name) {
			this.id = id;
			this.name = name;
		}

		String getName() {
			return this.name;
		}

	}

}
