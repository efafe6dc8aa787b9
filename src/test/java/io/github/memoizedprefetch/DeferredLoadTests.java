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
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.deferred.Desk;
import io.github.memoizedprefetch.model.deferred.Desk.Coded;
import io.github.memoizedprefetch.model.deferred.Desk.Folder;
import io.github.memoizedprefetch.model.deferred.Desk.Heard;
import io.github.memoizedprefetch.model.deferred.Desk.Leaf;
import io.github.memoizedprefetch.model.deferred.Desk.Letter;
import io.github.memoizedprefetch.model.deferred.Desk.Listened;
import io.github.memoizedprefetch.model.deferred.Desk.Trimmed;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.hibernate.Interceptor;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostLoadEventListener;
import org.hibernate.event.spi.PreLoadEventListener;
import org.hibernate.type.Type;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Targets whose loading is heard of, or leaves something to be written: callbacks and
 * writes are those of plain Hibernate, whether an item comes to them or not.
 */
class DeferredLoadTests {

	private static final int ITEMS = 6;

	/** The 1st, 2nd, 5th and 6th item. */
	private static final Predicate<Desk> SOME = (desk) -> desk.getId() % 4 == 1 || desk.getId() % 4 == 2;

	private static final Consumer<Database> NOBODY = (database) -> {
	};

	/**
	 * What a job has seen and left.
	 *
	 * @param loaded the callbacks of each chunk
	 */
	private record Outcome(List<String> lines, List<String> rows, List<String> loaded, List<String> writes) {
	}

	private static Database open(Map<String, Object> settings) {
		Database database = Database.open(settings, Desk.class, Letter.class, Leaf.class, Listened.class, Heard.class,
				Trimmed.class, Coded.class, Folder.class);
		database.inTransaction(DeferredLoadTests::populate);
		database.execute("update Trimmed set name = '  t' || id || ' '");
		Desk.LOADED.clear();
		return database;
	}

	private static void populate(EntityManager entityManager) {
		List<Letter> letters = new ArrayList<>();
		for (int id = 1; id <= ITEMS; id++) {
			Leaf leaf = new Leaf(id, "leaf" + id);
			Letter letter = new Letter(id, "letter" + id, leaf);
			letters.add(letter);
			Folder folder = new Folder(id, letter);
			Stream.of(leaf, letter, folder, new Listened(id), new Heard(id), new Trimmed(id), new Coded(id))
				.forEach(entityManager::persist);
		}
		for (int id = 1; id <= ITEMS; id++) {
			// two desks of a chunk share each, and a ring of letters is closed
			int shared = id - (id + 1) % 2;
			letters.get(id - 1).setNext(letters.get(id % ITEMS));
			letters.get(id - 1).enclose(letters.get((id + 1) % ITEMS), letters.get((id + 2) % ITEMS));
			Desk desk = new Desk(id);
			desk.fill(letters.get(shared - 1), letters, entityManager.getReference(Listened.class, (long) id),
					entityManager.getReference(Heard.class, (long) id),
					entityManager.getReference(Trimmed.class, (long) id),
					entityManager.getReference(Coded.class, (long) id),
					entityManager.getReference(Folder.class, (long) id));
			entityManager.persist(desk);
		}
	}

	private static List<String> rows(Database database) {
		return database.read((entityManager) -> Stream
			.of("select id, text from Letter", "select id, name from Listened", "select id, name from Heard",
					"select id, name from Trimmed", "select id, name from Leaf")
			.flatMap((sql) -> ((List<?>) entityManager.createNativeQuery(sql + " order by id", Object[].class)
				.getResultList()).stream())
			.map((row) -> List.of((Object[]) row).toString())
			.toList());
	}

	private static Outcome outcome(Database database, Chunks.Result result) {
		List<String> loaded = Desk.LOADED.stream().sorted().toList();
		List<String> writes = result.lazy().stream().filter((sql) -> !sql.startsWith("select")).sorted().toList();
		return new Outcome(result.lines(), rows(database), loaded, writes);
	}

	/**
	 * Some items come to what is prefetched, and some do not.
	 * @param statements what is prefetched takes in the first chunk
	 */
	private static void assertSame(Map<String, Object> settings, Consumer<Database> listeners,
			Function<Desk, String> work, int statements, String... paths) {
		assertSame(4, settings, listeners, work, statements, paths);
	}

	private static void assertSame(int chunkSize, Map<String, Object> settings, Consumer<Database> listeners,
			Function<Desk, String> work, int statements, String... paths) {
		for (Predicate<Desk> coming : List.<Predicate<Desk>>of((desk) -> false, SOME, (desk) -> true)) {
			Function<Desk, String> each = (desk) -> coming.test(desk) ? work.apply(desk) : "";
			Outcome plain;
			try (Database database = open(settings)) {
				listeners.accept(database);
				Chunks<Desk> chunks = new Chunks<>(database, Desk.class, chunkSize, each);
				plain = outcome(database, chunks.managed((items) -> {
				}));
			}
			try (Database database = open(settings); LogCapture log = new LogCapture()) {
				listeners.accept(database);
				Chunks<Desk> chunks = new Chunks<>(database, Desk.class, chunkSize, each);
				MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
					.itemType(Desk.class)
					.paths(paths)
					.strictMode(StrictMode.FAIL)
					.build();
				Chunks.Result result = chunks.managed(prefetch::processChunk);
				assertThat(outcome(database, result)).isEqualTo(plain);
				assertThat(result.prefetched().get(0)).isEqualTo(statements);
				assertThat(result.lazy()).noneMatch((sql) -> sql.startsWith("select"));
				assertThat(log.warnings()).isEmpty();
			}
		}
	}

	private static void assertSame(Function<Desk, String> work, int statements, String... paths) {
		assertSame(Map.of(), NOBODY, work, statements, paths);
	}

	private static void on(Database database, EventType<PostLoadEventListener> type, PostLoadEventListener listener) {
		database.entityManagerFactory()
			.unwrap(SessionFactoryImplementor.class)
			.getEventListenerRegistry()
			.appendListeners(type, listener);
	}

	@Test
	void should_load_by_callbacks_what_items_come_to() {
		assertSame((desk) -> desk.getLetter().getText(), 1, "letter");
	}

	@Test
	void should_load_by_an_entity_listener_what_items_come_to() {
		assertSame((desk) -> desk.getListened().getName(), 1, "listened");
	}

	@Test
	void should_load_by_a_post_load_listener_what_items_come_to() {
		assertSame(Map.of(), (database) -> on(database, EventType.POST_LOAD, (event) -> {
			if (event.getEntity() instanceof Heard heard) {
				Desk.LOADED.add(heard + " heard");
				heard.setName(heard.getName() + "!");
			}
		}), (desk) -> desk.getHeard().getName(), 1, "heard");
	}

	@Test
	void should_load_by_a_pre_load_listener_what_items_come_to() {
		PreLoadEventListener listener = (event) -> {
			if (event.getEntity() instanceof Heard) {
				Desk.LOADED.add(event.getId() + " before");
				event.getState()[0] = event.getState()[0] + "?";
			}
		};
		assertSame(Map.of(),
				(database) -> database.entityManagerFactory()
					.unwrap(SessionFactoryImplementor.class)
					.getEventListenerRegistry()
					.appendListeners(EventType.PRE_LOAD, listener),
				(desk) -> desk.getHeard().getName(), 1, "heard");
	}

	@Test
	void should_load_by_an_interceptor_what_items_come_to() {
		Interceptor interceptor = new Interceptor() {

			@Override
			public boolean onLoad(Object entity, Object id, Object[] state, String[] propertyNames, Type[] types) {
				if (entity instanceof Heard) {
					Desk.LOADED.add(id + " intercepted");
					state[0] = state[0] + "#";
					return true;
				}
				return false;
			}

		};
		assertSame(Map.of("hibernate.session_factory.interceptor", interceptor), NOBODY,
				(desk) -> desk.getHeard().getName(), 1, "heard");
	}

	@Test
	void should_set_what_items_come_to_by_setters() {
		assertSame((desk) -> desk.getTrimmed().getName(), 1, "trimmed");
	}

	/** Dirty checking takes it for another value whenever it is loaded. */
	@Test
	void should_write_what_is_not_equal_to_its_copy_only_where_items_come_to_it() {
		assertSame((desk) -> desk.getCoded().getCode().value(), 1, "coded");
	}

	@Test
	void should_fill_collections_that_items_come_to() {
		assertSame((desk) -> desk.getLetters().stream().map(Letter::getText).toList() + "", 1, "letters");
	}

	@Test
	void should_fill_maps_that_items_come_to() {
		assertSame((desk) -> {
			Map<String, String> texts = new TreeMap<>();
			desk.getByName().forEach((name, letter) -> texts.put(name, letter.getText()));
			return texts.toString();
		}, 1, "byName");
	}

	/** What is behind has no callback of its own. */
	@Test
	void should_find_what_is_behind() {
		assertSame((desk) -> desk.getLetter().getText() + desk.getLetter().getLeaf().getName(), 2, "letter.leaf");
	}

	@Test
	void should_come_to_a_target_without_what_is_behind() {
		assertSame((desk) -> desk.getLetter().getText(), 2, "letter.leaf");
	}

	@Test
	void should_find_what_is_behind_elements() {
		assertSame((desk) -> desk.getLetters()
			.stream()
			.map((letter) -> letter.getText() + letter.getLeaf().getName())
			.toList() + "", 2, "letters.leaf");
	}

	/** The folder is told of nothing, but its letter, which is EAGER. */
	@Test
	void should_load_with_its_companions_what_items_come_to() {
		assertSame((desk) -> desk.getFolder().getLetter().getText(), 1, "folder");
	}

	@Test
	void should_find_what_is_behind_an_embedded_value() {
		assertSame((desk) -> desk.getLetter().getText() + desk.getLetter().getEnvelope().getEnclosed().getText(), 2,
				"letter.envelope.enclosed");
	}

	@Test
	void should_come_to_a_target_without_what_is_behind_its_embedded_value() {
		assertSame((desk) -> desk.getLetter().getText(), 2, "letter.envelope.enclosed");
	}

	@Test
	void should_find_what_is_behind_elements_that_are_embedded_values() {
		assertSame((desk) -> desk.getLetter().getText()
				+ desk.getLetter().getEnvelopes().stream().map((envelope) -> envelope.getEnclosed().getText()).toList(),
				3, "letter.envelopes.enclosed");
	}

	@Test
	void should_come_to_a_target_without_what_is_behind_its_elements() {
		assertSame((desk) -> desk.getLetter().getText(), 3, "letter.envelopes.enclosed");
	}

	@Test
	void should_go_around_a_ring() {
		assertSame((desk) -> desk.getLetter().getNext().getNext().getText(), 3, "letter.next.next");
	}

	@Test
	void should_find_the_collection_of_a_target() {
		assertSame(
				(desk) -> desk.getLetter().getText()
						+ desk.getLetter().getReplies().stream().map(Letter::getText).sorted().toList(),
				2, "letter.replies");
	}

	@Test
	void should_make_what_plain_hibernate_makes() {
		assertSame((desk) -> {
			Letter letter = desk.getLetter();
			String before = "" + Hibernate.isInitialized(letter);
			letter.getText();
			return before + letter.getClass().equals(Letter.class) + Hibernate.isInitialized(letter.getLeaf())
					+ desk.getLetters().stream().filter((other) -> other == letter).count()
					+ desk.getLetters().contains(letter) + Hibernate.isInitialized(letter.getNext());
		}, 2, "letter", "letter.next", "letters");
	}

	@Test
	void should_tell_of_what_is_loaded_along_in_batches() {
		assertSame(Map.of("hibernate.default_batch_fetch_size", 10), NOBODY, (desk) -> desk.getLetter().getText(), 1,
				"letter");
		assertSame(Map.of("hibernate.default_batch_fetch_size", 10), NOBODY,
				(desk) -> desk.getLetters().stream().map(Letter::getText).toList() + "", 1, "letters");
	}

	/**
	 * In one chunk: a subselect has no limit, and brings what other pages hold as well.
	 */
	@Test
	void should_tell_of_what_is_loaded_along_by_subselects() {
		assertSame(ITEMS, Map.of("hibernate.use_subselect_fetch", true), (database) -> {
			database.execute("delete from Desk_Letter");
			database.execute("insert into Desk_Letter (Desk_id, letters_id) select id, id from Desk");
		}, (desk) -> desk.getLetters().stream().map(Letter::getText).toList() + "", 1, "letters");
	}

}
