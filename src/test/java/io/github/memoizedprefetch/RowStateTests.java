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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.rows.Fixed;
import io.github.memoizedprefetch.model.rows.Frame;
import io.github.memoizedprefetch.model.rows.Framed;
import io.github.memoizedprefetch.model.rows.Heard;
import io.github.memoizedprefetch.model.rows.Marked;
import io.github.memoizedprefetch.model.rows.Reading;
import io.github.memoizedprefetch.model.rows.Trimmed;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import org.hibernate.Interceptor;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostLoadEventListener;
import org.hibernate.event.spi.PreLoadEventListener;
import org.hibernate.type.Type;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Entities that callbacks, listeners and accessors make something else of than their
 * rows: managed and detached items read, and write, what they do without the library.
 */
class RowStateTests {

	private static final int RUNS = 3;

	private static final Map<String, Function<Reading, String>> PATHS = Map.of("marked",
			(item) -> item.getMarked().getName() + item.getMarked().getMark().getName(), "marks",
			(item) -> item.getMarks().stream().map((marked) -> marked.getName() + marked.getMark().getName()).toList()
					+ "",
			"heard", (item) -> item.getHeard().getName(), "trimmed.parent",
			(item) -> item.getTrimmed().getName() + item.getTrimmed().words() + item.getTrimmed().getStep()
					+ item.getTrimmed().getParent().getName(),
			"fixed", (item) -> item.getFixed().getName(), "framed", (item) -> item.getFramed().getFrame().getLabel());

	/**
	 * What a job has seen and left.
	 *
	 * @param lines what the items were, in all runs
	 * @param rows the tables at the end
	 * @param loaded the callbacks
	 */
	private record Outcome(List<String> lines, List<String> rows, List<Long> loaded) {
	}

	private static Database open(Map<String, Object> settings) {
		Database database = Database.open(settings, Reading.class, Marked.class, Heard.class, Trimmed.class,
				Fixed.class, Framed.class);
		database.inTransaction(RowStateTests::populate);
		// as if others had written it
		database.execute("update Trimmed set name = '  t' || id || ' ', step = 0");
		database.execute("update Fixed set name = 'f' || id");
		database.execute("update Framed set label = 'l' || id");
		return database;
	}

	private static void populate(EntityManager entityManager) {
		Marked mark = new Marked(9, "mark", null);
		Trimmed parent = new Trimmed(9, null);
		Stream.of(mark, parent).forEach(entityManager::persist);
		for (int id = 1; id <= 3; id++) {
			Marked marked = new Marked(id, "m" + id, mark);
			Heard heard = new Heard(id, "h" + id);
			Trimmed trimmed = new Trimmed(id, parent);
			Fixed fixed = new Fixed(id);
			Framed framed = new Framed(id, new Frame("new"));
			Stream.of(marked, heard, trimmed, fixed, framed).forEach(entityManager::persist);
			entityManager.persist(new Reading(id, marked, heard, trimmed, fixed, framed));
			entityManager.persist(new Reading(id + 10, marked, heard, trimmed, fixed, framed));
		}
	}

	private static List<String> rows(Database database) {
		return database.read((entityManager) -> Stream
			.of("select id, name from Marked", "select id, name from Heard", "select id, name, step from Trimmed",
					"select id, name from Fixed", "select id, label from Framed")
			.flatMap((sql) -> ((List<?>) entityManager.createNativeQuery(sql + " order by id", Object[].class)
				.getResultList()).stream())
			.map((row) -> List.of((Object[]) row).toString())
			.toList());
	}

	private static Outcome run(Database database, Function<Reading, String> work, Consumer<List<Reading>> prefetch) {
		Chunks<Reading> chunks = new Chunks<>(database, Reading.class, 2, work);
		List<String> lines = new ArrayList<>();
		Marked.LOADED.clear();
		for (int run = 0; run < RUNS; run++) {
			lines.addAll(chunks.managed(prefetch).lines());
		}
		List<Long> loaded = List.copyOf(Marked.LOADED);
		return new Outcome(lines, rows(database), loaded.stream().sorted().toList());
	}

	/** A job's outcome is the same, in the right number of statements. */
	private static void check(Map<String, Object> settings, Consumer<Database> listeners, String path,
			Boolean prefetchAll) {
		Function<Reading, String> work = PATHS.get(path);
		try (Database plain = open(settings); Database database = open(settings)) {
			listeners.accept(plain);
			listeners.accept(database);
			MemoizedPrefetch prefetch = prefetch(database, path, prefetchAll);
			assertThat(run(database, work, prefetch::processChunk)).isEqualTo(run(plain, work, (items) -> {
			}));
		}
		if (path.equals("framed")) {
			return; // left as Hibernate made it
		}
		try (Database database = open(settings)) {
			listeners.accept(database);
			// all in one chunk, or plain Hibernate would read what it has written
			Chunks<Reading> chunks = new Chunks<>(database, Reading.class, 10, work);
			MemoizedPrefetch prefetch = prefetch(database, path, prefetchAll);
			List<String> cold = chunks.detached(prefetch::processChunk).lines();
			Chunks.Result warm = chunks.detached(prefetch::processChunk);
			assertThat(warm.lazy()).isEmpty();
			assertThat(warm.prefetched()).containsOnly(0);
			assertThat(List.of(cold, warm.lines())).containsOnly(chunks.plain());
		}
	}

	private static MemoizedPrefetch prefetch(Database database, String path, Boolean prefetchAll) {
		Map<String, Class<?>> types = Map.of("marked", Marked.class, "heard", Heard.class, "fixed", Fixed.class,
				"framed", Framed.class, "trimmed.parent", Trimmed.class, "marks", Marked.class);
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Reading.class);
		return ((prefetchAll != null)
				? builder.config(MemoizedPrefetchConfig.of(types.get(path), path).prefetchAll(prefetchAll))
				: builder.paths(path))
			.build();
	}

	private static void check(String path) {
		for (Boolean prefetchAll : new Boolean[] { null, true, false }) {
			check(Map.of(), (database) -> {
			}, path, prefetchAll);
		}
	}

	private static void checkHeard(Map<String, Object> settings, Consumer<Database> listeners) {
		for (Boolean prefetchAll : new Boolean[] { null, true, false }) {
			check(settings, listeners, "heard", prefetchAll);
		}
	}

	private static SessionFactoryImplementor factory(Database database) {
		return database.entityManagerFactory().unwrap(SessionFactoryImplementor.class);
	}

	@Test
	void should_write_what_a_post_load_callback_makes_of_a_row() {
		check("marked");
	}

	@Test
	void should_write_what_a_post_load_callback_makes_of_an_element() {
		check("marks");
	}

	@Test
	void should_write_what_a_post_load_listener_makes_of_a_row() {
		PostLoadEventListener listener = (event) -> {
			if (event.getEntity() instanceof Heard heard) {
				heard.setName("<" + heard.getName() + ">");
			}
		};
		checkHeard(Map.of(), (database) -> factory(database).getEventListenerRegistry()
			.appendListeners(EventType.POST_LOAD, listener));
	}

	@Test
	void should_read_what_a_pre_load_listener_makes_of_a_row() {
		PreLoadEventListener listener = (event) -> {
			if (event.getEntity() instanceof Heard) {
				event.getState()[0] = "<" + event.getState()[0] + ">";
			}
		};
		checkHeard(Map.of(), (database) -> factory(database).getEventListenerRegistry()
			.appendListeners(EventType.PRE_LOAD, listener));
	}

	@Test
	void should_read_what_an_interceptor_makes_of_a_row() {
		Interceptor interceptor = new Interceptor() {

			@Override
			public boolean onLoad(Object entity, Object id, Object[] state, String[] propertyNames, Type[] types) {
				if (entity instanceof Heard) {
					state[0] = "<" + state[0] + ">";
				}
				return true;
			}

		};
		checkHeard(Map.of("hibernate.session_factory.interceptor", interceptor), (database) -> {
		});
	}

	@Test
	void should_write_what_a_setter_makes_of_a_row() {
		check("trimmed.parent");
	}

	@Test
	void should_read_what_a_setter_of_an_immutable_entity_makes_of_a_row() {
		check("fixed");
	}

	@Test
	void should_leave_an_immutable_entity_whose_row_is_not_known() {
		try (Database database = open(Map.of()); LogCapture log = new LogCapture()) {
			database.execute("update Fixed set name = '?' || id");
			Chunks<Reading> chunks = new Chunks<>(database, Reading.class, 2, PATHS.get("fixed"));
			MemoizedPrefetch prefetch = prefetch(database, "fixed", null);
			for (int run = 0; run < 2; run++) {
				assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(chunks.plain());
			}
			assertThat(log.warnings()).containsExactly(
					"Fixed is not prefetched any more: a setter changes what its getter returns, so that the value in the row is not known; field access would tell.");
		}
	}

	@Test
	void should_leave_an_embedded_value_whose_columns_are_not_known() {
		check("framed");
	}

}
