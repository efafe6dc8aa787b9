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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.bags.Child;
import io.github.memoizedprefetch.model.bags.Hobby;
import io.github.memoizedprefetch.model.bags.Parent;
import io.github.memoizedprefetch.model.bags.Sentence;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bags within targets: one owner that several targets refer to has its elements once, and
 * a change of them writes what it does without the library.
 */
class EagerBagTests {

	@AutoClose
	private final Database database = open();

	private static Database open() {
		return Database.open(Sentence.class, Child.class, Parent.class, Hobby.class);
	}

	@BeforeEach
	void populate() {
		this.database.inTransaction(EagerBagTests::populate);
	}

	private static void populate(EntityManager entityManager) {
		List<Hobby> hobbies = new ArrayList<>();
		for (int id = 1; id <= 3; id++) {
			hobbies.add(new Hobby(id));
		}
		hobbies.forEach(entityManager::persist);
		Parent one = new Parent(1, List.of(hobbies.get(0), hobbies.get(1), hobbies.get(1)));
		Parent two = new Parent(2, List.of(hobbies.get(2)));
		Stream.of(one, two).forEach(entityManager::persist);
		for (int id = 1; id <= 4; id++) {
			Child child = new Child(id, (id < 4) ? one : two, one);
			entityManager.persist(child);
			entityManager.persist(new Sentence(id, child));
			entityManager.persist(new Sentence(id + 10, child));
		}
	}

	private static String eager(Sentence sentence) {
		return describe(sentence.getChild().getParent());
	}

	private static String describe(Parent parent) {
		return parent.getId() + " " + parent.getWords().stream().sorted().toList()
				+ parent.getHobbies().stream().map(Hobby::getName).sorted().toList();
	}

	private static String all(Sentence sentence) {
		Parent guardian = sentence.getChild().getGuardian();
		return eager(sentence) + sentence.getChild().getToys().stream().sorted().toList() + describe(guardian)
				+ guardian.getNames().stream().sorted().toList();
	}

	private static MemoizedPrefetch prefetch(Database database,
			UnaryOperator<MemoizedPrefetchConfig<Child>> configurer) {
		return MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Sentence.class)
			.config(configurer.apply(MemoizedPrefetchConfig.of(Child.class, "child")))
			.build();
	}

	private void check(Function<Sentence, String> work, UnaryOperator<MemoizedPrefetchConfig<Child>> configurer) {
		Chunks<Sentence> chunks = new Chunks<>(this.database, Sentence.class, 8, work);
		MemoizedPrefetch prefetch = prefetch(this.database, configurer);
		MemoizedPrefetch other = prefetch(this.database, configurer);
		List<String> plain = chunks.plain();
		assertThat(plain).hasSize(8);
		for (int run = 0; run < 2; run++) {
			Chunks.Result managed = chunks.managed(prefetch::processChunk);
			assertThat(managed.lines()).isEqualTo(plain);
			assertThat(managed.lazy()).isEmpty();
			Chunks.Result detached = chunks.detached(other::processChunk);
			assertThat(detached.lines()).isEqualTo(plain);
			assertThat(detached.lazy()).isEmpty();
		}
	}

	@Test
	void should_have_the_elements_once_however_many_refer_to_their_owner() {
		check(EagerBagTests::eager, (config) -> config);
	}

	@Test
	void should_have_them_once_if_the_whole_table_is_loaded() {
		check(EagerBagTests::eager, (config) -> config.prefetchAll(true));
	}

	@Test
	void should_have_them_once_if_rows_are_restricted() {
		check(EagerBagTests::eager,
				(config) -> config.restriction((root, query, builder) -> builder.isNotNull(root.get("parent"))));
	}

	@Test
	void should_have_those_once_that_are_fetched_along() {
		check(EagerBagTests::all, (config) -> config.fetch("toys", "guardian.names"));
	}

	@Test
	void should_have_those_once_that_are_fetched_along_with_a_whole_table() {
		check(EagerBagTests::all, (config) -> config.fetch("toys", "guardian.names").prefetchAll(true));
	}

	@Test
	void should_have_those_once_that_are_fetched_along_with_restricted_rows() {
		check(EagerBagTests::all, (config) -> config.fetch("toys", "guardian.names")
			.restriction((root, query, builder) -> builder.isNotNull(root.get("parent"))));
	}

	@Test
	void should_have_those_once_that_a_loader_has_joined() {
		check(EagerBagTests::eager, (config) -> config.loader((ids, entityManager) -> entityManager
			.createQuery("select c from Child c join fetch c.parent p join fetch p.words where c.id in :ids",
					Child.class)
			.setParameter("ids", ids)
			.getResultList()));
	}

	@Test
	void should_read_bags_again_with_one_statement_for_each_role_at_most() {
		MemoizedPrefetch prefetch = prefetch(this.database, (config) -> config);
		List<Sentence> items = this.database
			.read((em) -> em.createQuery("from Sentence", Sentence.class).getResultList());
		List<String> statements = this.database.statements().during(() -> prefetch.processChunk(items));
		// the children with one of the bags, the other, and the first again
		assertThat(statements).hasSizeLessThanOrEqualTo(4);
	}

	/**
	 * In the order in which a job would do it, with a chunk that has nothing to do first.
	 */
	private static List<String> change(Database database, MemoizedPrefetch prefetch) {
		List<String> written = new ArrayList<>();
		for (int run = 0; run < 2; run++) {
			database.inTransaction((entityManager) -> {
				List<Sentence> items = entityManager.createQuery("from Sentence order by id", Sentence.class)
					.getResultList();
				if (prefetch != null) {
					prefetch.processChunk(items);
				}
				Parent parent = items.get(0).getChild().getParent();
				items.get(3).getChild().getParent();
				assertThat(describe(parent)).isNotEmpty();
				parent.getWords().remove("word");
				parent.getHobbies().remove(0);
				written.addAll(database.statements().during(entityManager::flush));
			});
			written.addAll(rows(database));
		}
		return written;
	}

	@Test
	void should_write_what_is_written_without() {
		try (Database plain = open()) {
			plain.inTransaction(EagerBagTests::populate);
			assertThat(change(this.database, prefetch(this.database, (config) -> config)))
				.isEqualTo(change(plain, null));
		}
	}

	private static List<String> rows(Database database) {
		return database.read((entityManager) -> Stream
			.of("select Parent_id, words from Parent_words", "select Parent_id, hobbies_id from Parent_Hobby",
					"select Parent_id, names from Parent_names")
			.flatMap((sql) -> ((List<?>) entityManager.createNativeQuery(sql + " order by 1, 2", Object[].class)
				.getResultList()).stream())
			.map((row) -> List.of((Object[]) row).toString())
			.toList());
	}

	private static List<Sentence> read(EntityManager entityManager) {
		return entityManager.createQuery("from Sentence order by id", Sentence.class).getResultList();
	}

	private static void change(Parent parent) {
		parent.getWords().remove("word");
		parent.getWords().add("other");
		parent.getHobbies().remove(0);
	}

	/** Each owner, however many instances there are of it. */
	private static Stream<Parent> parents(List<Sentence> sentences) {
		return sentences.stream().map((sentence) -> sentence.getChild().getParent()).distinct();
	}

	/**
	 * A chunk changes nothing, the next one has it from the memo.
	 */
	private static List<String> changeWarm(Database database, Consumer<List<Sentence>> prefetch) {
		List<String> written = new ArrayList<>();
		for (boolean changing : new boolean[] { false, true }) {
			database.inTransaction((entityManager) -> {
				List<Sentence> items = read(entityManager);
				prefetch.accept(items);
				items.forEach((item) -> written.add(eager(item)));
				if (changing) {
					parents(items).forEach(EagerBagTests::change);
				}
				written.addAll(database.statements().during(entityManager::flush));
			});
			written.addAll(rows(database));
		}
		return written;
	}

	@Test
	void should_write_from_the_memo_what_is_written_without() {
		List<Integer> statements = new ArrayList<>();
		MemoizedPrefetch prefetch = prefetch(this.database, (config) -> config);
		List<String> written = changeWarm(this.database, (items) -> statements
			.add(this.database.statements().during(() -> prefetch.processChunk(items)).size()));
		assertThat(statements).hasSize(2).last().isEqualTo(0);
		try (Database plain = open()) {
			plain.inTransaction(EagerBagTests::populate);
			assertThat(written).isEqualTo(changeWarm(plain, (items) -> {
			})).anyMatch((line) -> line.startsWith("delete"));
		}
	}

	/**
	 * The bags are read while the items are managed, or put into the detached ones.
	 */
	private static List<String> merge(Database database, MemoizedPrefetch prefetch, boolean changing) {
		List<Sentence> items = database.read((entityManager) -> {
			List<Sentence> sentences = read(entityManager);
			if (prefetch == null) {
				sentences.forEach(EagerBagTests::eager);
			}
			return sentences;
		});
		if (prefetch != null) {
			assertThat(database.statements().during(() -> prefetch.processChunk(items))).isEmpty();
		}
		List<String> written = new ArrayList<>(items.stream().map(EagerBagTests::eager).toList());
		if (changing) {
			parents(items).forEach(EagerBagTests::change);
		}
		database.inTransaction((entityManager) -> {
			items.forEach((item) -> entityManager.merge(item.getChild().getParent()));
			written.addAll(database.statements().during(entityManager::flush));
		});
		written.addAll(rows(database));
		return written;
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void should_merge_owners_from_the_memo_as_those_whose_bags_are_initialised(boolean changing) {
		MemoizedPrefetch prefetch = prefetch(this.database, (config) -> config);
		prefetch.processChunk(this.database.read(EagerBagTests::read));
		try (Database plain = open()) {
			plain.inTransaction(EagerBagTests::populate);
			assertThat(merge(this.database, prefetch, changing)).isEqualTo(merge(plain, null, changing));
		}
	}

}
