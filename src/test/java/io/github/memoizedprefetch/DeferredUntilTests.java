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
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import io.github.memoizedprefetch.model.deferred.Desk;
import io.github.memoizedprefetch.model.deferred.Desk.Coded;
import io.github.memoizedprefetch.model.deferred.Desk.Folder;
import io.github.memoizedprefetch.model.deferred.Desk.Heard;
import io.github.memoizedprefetch.model.deferred.Desk.Leaf;
import io.github.memoizedprefetch.model.deferred.Desk.Letter;
import io.github.memoizedprefetch.model.deferred.Desk.Listened;
import io.github.memoizedprefetch.model.deferred.Desk.Trimmed;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Between the chunk's prefetch and the moment that an item comes to a target: what waits
 * for that is found by whoever asks, as long as it is what Hibernate would read.
 */
class DeferredUntilTests {

	@AutoClose
	private final Database database = Database.open(Desk.class, Letter.class, Leaf.class, Listened.class, Heard.class,
			Trimmed.class, Coded.class, Folder.class);

	private final MemoizedPrefetch prefetch = prefetch();

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			List<Letter> letters = new ArrayList<>();
			for (int id = 1; id <= 4; id++) {
				Leaf leaf = new Leaf(id, "leaf" + id);
				Letter letter = new Letter(id, "letter" + id, leaf);
				letters.add(letter);
				Stream.of(leaf, letter).forEach(entityManager::persist);
			}
			for (int id = 1; id <= 4; id++) {
				Desk desk = new Desk(id);
				desk.fill(letters.get(id - 1), letters, null, null, null, null, null);
				entityManager.persist(desk);
			}
		});
		Desk.LOADED.clear();
	}

	private MemoizedPrefetch prefetch() {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Desk.class)
			.paths("letter.leaf", "letters.leaf")
			.build();
	}

	private static List<Desk> desks(EntityManager entityManager) {
		return entityManager.createQuery("from Desk order by id", Desk.class).getResultList();
	}

	/** The statements, and what they have brought. */
	private record Seen(Object value, int selects, List<String> loaded) {
	}

	private Seen see(boolean prefetched, BiFunction<EntityManager, List<Desk>, ?> work) {
		Desk.LOADED.clear();
		try (EntityManager entityManager = this.database.entityManagerFactory().createEntityManager()) {
			entityManager.getTransaction().begin();
			List<Desk> desks = desks(entityManager);
			if (prefetched) {
				this.prefetch.processChunk(desks);
			}
			List<Object> values = new ArrayList<>();
			List<String> statements = this.database.statements()
				.during(() -> values.add(work.apply(entityManager, desks)));
			entityManager.getTransaction().rollback();
			return new Seen(values.get(0), (int) statements.stream().filter((sql) -> sql.startsWith("select")).count(),
					List.copyOf(Desk.LOADED));
		}
	}

	/**
	 * The same as without prefetch, with so many statements more than without a lazy
	 * load.
	 */
	private void assertSame(int selects, BiFunction<EntityManager, List<Desk>, ?> work) {
		Seen plain = see(false, work);
		Seen prefetched = see(true, work);
		assertThat(prefetched.value()).isEqualTo(plain.value());
		assertThat(prefetched.loaded()).isEqualTo(plain.loaded());
		assertThat(prefetched.selects()).isEqualTo(selects);
	}

	@Test
	void should_be_found_by_its_id() {
		assertSame(0, (entityManager, desks) -> entityManager.find(Letter.class, 2L).getText());
	}

	@Test
	void should_be_found_behind_a_reference() {
		assertSame(0, (entityManager, desks) -> {
			Letter letter = entityManager.getReference(Letter.class, 3L);
			return Hibernate.isInitialized(letter) + letter.getText() + letter.getLeaf().getName();
		});
	}

	@Test
	void should_be_read_with_a_lock() {
		assertSame(1, (entityManager, desks) -> entityManager.find(Letter.class, 2L, LockModeType.PESSIMISTIC_WRITE)
			.getText());
	}

	@Test
	void should_be_what_a_query_has_read_before() {
		assertSame(1,
				(entityManager,
						desks) -> entityManager.createQuery("from Letter order by id", Letter.class)
							.getResultList()
							.stream()
							.map(Letter::getText)
							.toList() + desks.get(1).getLetter().getText());
	}

	@Test
	void should_be_read_again_after_a_change_of_its_own_transaction() {
		assertSame(2, (entityManager, desks) -> {
			String before = desks.get(0).getLetter().getText();
			entityManager.createQuery("update Letter set text = 'changed' where id = 2").executeUpdate();
			return before + desks.get(1).getLetter().getText() + desks.get(2).getLetter().getText();
		});
	}

	@Test
	void should_read_a_collection_again_after_a_change_of_its_own_transaction() {
		assertSame(1, (entityManager, desks) -> {
			entityManager.createQuery("update Letter set text = 'changed' where id = 1").executeUpdate();
			return desks.get(3).getLetters().stream().map(Letter::getText).toList() + "";
		});
	}

	@Test
	void should_be_read_again_after_a_commit_of_another_transaction() {
		assertSame(1, (entityManager, desks) -> {
			this.database.inTransaction(
					(other) -> other.createQuery("update Letter set text = 'new' where id = 2").executeUpdate());
			return desks.get(1).getLetter().getText();
		});
	}

	@Test
	void should_read_a_collection_again_after_a_commit_of_another_transaction() {
		assertSame(1, (entityManager, desks) -> {
			this.database.inTransaction((other) -> other.find(Letter.class, 1L).setText("new"));
			return desks.get(3).getLetters().stream().map(Letter::getText).toList() + "";
		});
	}

	@Test
	void should_not_outlast_a_clear() {
		assertSame(1, (entityManager, desks) -> {
			entityManager.clear();
			return entityManager.find(Letter.class, 1L).getText();
		});
	}

	@Test
	void should_queue_what_is_added_to_a_bag() {
		assertSame(0, (entityManager, desks) -> {
			Letter letter = desks.get(0).getLetter();
			List<Letter> letters = desks.get(3).getLetters();
			letters.add(letter);
			return letters.stream().map(Letter::getText).toList();
		});
	}

	@Test
	void should_be_initialized_by_hibernate() {
		assertSame(0, (entityManager, desks) -> {
			Hibernate.initialize(desks.get(1).getLetter());
			Hibernate.initialize(desks.get(3).getLetters());
			return desks.get(1).getLetter().getText() + desks.get(3).getLetters().size();
		});
	}

	@Test
	void should_not_be_loaded_by_removing_what_refers_to_it() {
		assertSame(0, (entityManager, desks) -> {
			entityManager.remove(desks.get(0));
			entityManager.flush();
			return desks.get(1).getLetter().getText();
		});
	}

	@Test
	void should_be_known_to_another_prefetch() {
		MemoizedPrefetch other = prefetch();
		this.database.inTransaction((entityManager) -> {
			List<Desk> desks = desks(entityManager);
			this.prefetch.processChunk(desks);
			int statements = this.database.statements().during(() -> {
				other.processChunk(desks);
				this.prefetch.processChunk(desks);
				desks.forEach((desk) -> desk.getLetters().forEach((letter) -> letter.getLeaf().getName()));
				desks.forEach((desk) -> desk.getLetter().getLeaf().getName());
			}).size();
			assertThat(statements).isZero();
			assertThat(Desk.LOADED).hasSize(4).doesNotHaveDuplicates();
			entityManager.clear();
		});
		assertThat(other.statistics().target(Letter.class).references()).isZero();
	}

	@Test
	void should_be_counted_when_it_is_looked_up() {
		List<TargetStatistics> counted = new ArrayList<>();
		for (boolean touched : new boolean[] { false, true }) {
			MemoizedPrefetch fresh = prefetch();
			this.database.inTransaction((entityManager) -> {
				List<Desk> desks = desks(entityManager);
				fresh.processChunk(desks);
				desks.forEach((desk) -> assertThat(touched ? desk.getLetter().getText() : "").isNotNull());
				entityManager.clear();
			});
			counted.add(fresh.statistics().target(Letter.class));
		}
		assertThat(counted.get(0).references()).isEqualTo(12);
		assertThat(counted.get(0).misses()).isEqualTo(counted.get(1).misses());
		assertThat(counted.get(0).hits()).isEqualTo(counted.get(1).hits());
		assertThat(counted.get(0).references()).isEqualTo(counted.get(1).references());
	}

	@Test
	void should_be_served_at_once_for_detached_items() {
		List<Desk> desks = this.database.read(DeferredUntilTests::desks);
		this.prefetch.processChunk(desks);
		assertThat(desks).allMatch((desk) -> Hibernate.isInitialized(desk.getLetter()))
			.allMatch((desk) -> Hibernate.isInitialized(desk.getLetters()));
	}

	/** Learnt within the load of the first item, which finds it prefetched. */
	@Test
	void should_take_the_statements_of_declared_paths_in_automatic_mode() {
		Function<MemoizedPrefetch, List<Integer>> run = (each) -> {
			List<Integer> statements = new ArrayList<>();
			for (int chunk = 0; chunk < 3; chunk++) {
				this.database.inTransaction((entityManager) -> {
					List<Desk> desks = desks(entityManager);
					statements.add(this.database.statements().during(() -> {
						each.processChunk(desks);
						desks.forEach((desk) -> desk.getLetter().getLeaf().getName());
					}).size());
					entityManager.clear();
				});
			}
			return statements;
		};
		List<Integer> declared = run.apply(prefetch("letter.leaf"));
		MemoizedPrefetch automatic = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Desk.class)
			.automatic()
			.build();
		assertThat(run.apply(automatic)).isEqualTo(declared).isEqualTo(List.of(2, 0, 0));
		assertThat(Desk.LOADED).hasSize(24);
	}

	private MemoizedPrefetch prefetch(String... paths) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory()).itemType(Desk.class).paths(paths).build();
	}

	/** Nothing of it keeps the session. */
	@Test
	void should_be_dropped_with_its_step() {
		this.database.inTransaction((entityManager) -> {
			List<Desk> desks = desks(entityManager);
			this.prefetch.processChunk(desks);
			this.prefetch.clear();
			int statements = this.database.statements().during(() -> desks.get(0).getLetter().getText()).size();
			assertThat(statements).isEqualTo(1);
			entityManager.clear();
		});
	}

	@Test
	void should_wait_for_each_session_apart() {
		this.database.inTransaction((one) -> this.database.inTransaction((other) -> {
			Map<EntityManager, Desk> desks = Map.of(one, desks(one).get(0), other, desks(other).get(0));
			this.prefetch.processChunk(desks.values());
			int statements = this.database.statements()
				.during(() -> desks.values().forEach((desk) -> desk.getLetter().getText()))
				.size();
			assertThat(statements).isZero();
			assertThat(desks.get(one).getLetter()).isNotSameAs(desks.get(other).getLetter());
			assertThat(Desk.LOADED).containsExactly("letter 1", "letter 1");
			desks.keySet().forEach(EntityManager::clear);
		}));
	}

}
