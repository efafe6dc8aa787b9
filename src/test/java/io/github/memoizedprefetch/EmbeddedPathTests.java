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
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.trays.Tray;
import io.github.memoizedprefetch.model.trays.Tray.Cover;
import io.github.memoizedprefetch.model.trays.Tray.Lining;
import io.github.memoizedprefetch.model.trays.Tray.Mark;
import io.github.memoizedprefetch.model.trays.Tray.Note;
import io.github.memoizedprefetch.model.trays.Tray.Seal;
import io.github.memoizedprefetch.model.trays.Tray.Stub;
import io.github.memoizedprefetch.model.trays.Tray.Ticket;
import io.github.memoizedprefetch.model.trays.Tray.TicketId;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.hibernate.proxy.HibernateProxy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Paths that lead on through embedded values: what refers to what is loaded later has a
 * proxy of it, as in plain Hibernate, which reads the owner's row first.
 */
class EmbeddedPathTests {

	private static final int ITEMS = 6;

	@AutoClose
	private static final Database database = Database.open(Tray.class, Note.class, Seal.class, Ticket.class,
			Stub.class);

	/** Where a path leads. */
	enum Way {

		BEFORE_VALUE("note", 2, (tray) -> Stream.of(in(tray.note).eager)),

		VALUE("note.cover.seal", 3, (tray) -> Stream.of(in(tray.note).cover.seal)),

		NESTED_VALUE("note.cover.lining.inside", 3, (tray) -> Stream.of(in(tray.note).cover.lining.inside)),

		COLLECTION_OF_VALUE("note.cover.seals", 3, (tray) -> in(tray.note).cover.seals.stream()),

		ELEMENTS("note.marks.seal", 4, (tray) -> in(tray.note).marks.stream().map((mark) -> mark.seal)),

		NESTED_IN_ELEMENTS("note.marks.lining.inside", 4,
				(tray) -> in(tray.note).marks.stream().map((mark) -> mark.lining.inside)),

		BESIDE_EMBEDDED_ID("ticket.seal", 3, (tray) -> Stream.of(in(tray.ticket).seal)),

		VALUE_BESIDE_EMBEDDED_ID("ticket.lining.inside", 3, (tray) -> Stream.of(in(tray.ticket).lining.inside)),

		BEHIND_EMBEDDED_ID("ticket.note.cover.seal", 4, (tray) -> Stream.of(in(in(tray.ticket).note).cover.seal)),

		PART_OF_ID("stub.seal", 3, (tray) -> Stream.of(in(tray.stub).seal)),

		PROPERTY("note.outer", 3, (tray) -> Stream.of(in(tray.note).getOuter()));

		private final String path;

		/** Of one chunk. */
		private final int statements;

		private final Function<Tray, Stream<Seal>> work;

		Way(String path, int statements, Function<Tray, Stream<Seal>> work) {
			this.path = path;
			this.statements = statements;
			this.work = work;
		}

	}

	@BeforeAll
	static void populate() {
		database.inTransaction((entityManager) -> {
			List<Seal> seals = LongStream.range(0, 40).mapToObj(Seal::new).toList();
			seals.forEach(entityManager::persist);
			for (int id = 1; id <= ITEMS; id++) {
				// what is EAGER is what the item refers to as well
				Seal eager = seals.get(id * 5);
				Note note = note(id, eager, seals);
				entityManager.persist(note);
				Ticket ticket = new Ticket();
				ticket.id = new TicketId((long) id, null);
				ticket.seal = seals.get(id * 5 + 1);
				ticket.eager = eager;
				ticket.note = note;
				ticket.lining = new Lining(seals.get(id * 5 + 2));
				entityManager.persist(ticket);
				Stub stub = new Stub();
				stub.number = (long) id;
				stub.seal = seals.get(id * 5 + 1);
				stub.eager = eager;
				entityManager.persist(stub);
				Tray tray = new Tray();
				tray.id = (long) id;
				tray.first = eager;
				tray.note = note;
				tray.ticket = ticket;
				tray.stub = stub;
				tray.previous = entityManager.find(Tray.class, id - 1L);
				tray.last = seals.get(id * 5 + 3);
				entityManager.persist(tray);
			}
		});
	}

	private static Note note(int id, Seal eager, List<Seal> seals) {
		Note note = new Note();
		note.id = (long) id;
		note.eager = eager;
		note.cover = new Cover();
		note.cover.label = "label" + id;
		note.cover.seal = seals.get(id * 5 + 1);
		note.cover.lining = new Lining(seals.get(id * 5 + 2));
		note.cover.seals.addAll(List.of(seals.get(id * 5 + 3), seals.get(id * 5 + 4)));
		note.marks.add(new Mark("red", seals.get(id * 5 + 3), seals.get(id * 5 + 2)));
		note.marks.add(new Mark("blue", eager, seals.get(id * 5 + 4)));
		return note;
	}

	/** Initialised, and no proxy. */
	private static <T> T in(T value) {
		Hibernate.initialize(value);
		return type(value).cast(Hibernate.unproxy(value));
	}

	@SuppressWarnings("unchecked")
	private static <T> Class<T> type(T value) {
		return (Class<T>) Hibernate.getClass(value);
	}

	private static String kind(Object value) {
		if (value == null) {
			return "none";
		}
		String state = !Hibernate.isInitialized(value) ? "lazy " : (value instanceof HibernateProxy) ? "proxy " : "";
		return state + database.entityManagerFactory().getPersistenceUnitUtil().getIdentifier(value);
	}

	private static String describe(Tray item) {
		List<String> lines = new ArrayList<>();
		if (Hibernate.isInitialized(item)) {
			Tray tray = in(item);
			lines.add("tray " + kind(item) + ": "
					+ Stream.of(tray.first, tray.note, tray.ticket, tray.stub, tray.previous, tray.last)
						.map(EmbeddedPathTests::kind)
						.toList());
			Stream.of(tray.note, tray.ticket, tray.stub)
				.filter(Hibernate::isInitialized)
				.forEach((each) -> lines.add(describe(in(each))));
		}
		return String.join("; ", lines);
	}

	private static String describe(Object owner) {
		if (owner instanceof Ticket ticket) {
			return "ticket " + kind(ticket.seal) + ", " + kind(ticket.eager) + ", " + kind(ticket.lining.inside) + ", "
					+ (Hibernate.isInitialized(ticket.note) ? describe(in(ticket.note)) : "lazy");
		}
		if (owner instanceof Stub stub) {
			return "stub " + kind(stub.seal) + ", " + kind(stub.eager);
		}
		Note note = (Note) owner;
		String marks = !Hibernate.isInitialized(note.marks) ? "lazy"
				: note.marks.stream().map((mark) -> kind(mark.seal) + " " + kind(mark.lining.inside)).toList() + "";
		String seals = !Hibernate.isInitialized(note.cover.seals) ? "lazy"
				: note.cover.seals.stream().map(EmbeddedPathTests::kind).toList() + "";
		return "note " + kind(note.eager) + ", " + kind(note.cover.seal) + ", " + kind(note.cover.lining.inside) + ", "
				+ seals + ", " + marks;
	}

	/** What a step has seen, and the statements of its prefetches and of its own. */
	private record Outcome(List<String> seen, List<Integer> prefetched, List<String> lazy) {
	}

	/**
	 * A step in chunks.
	 * @param items makes items of ids
	 * @param tray what the step comes to first
	 */
	private static <T> Outcome run(BiFunction<EntityManager, Long, T> items, BiFunction<EntityManager, T, Tray> tray,
			Way way, BiConsumer<List<T>, EntityManager> prefetch) {
		Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
		for (long from = 2; from <= ITEMS; from += 3) {
			List<Long> ids = LongStream.range(from, Math.min(from + 3, ITEMS + 1)).boxed().toList();
			database.inTransaction((entityManager) -> {
				List<T> chunk = ids.stream().map((id) -> items.apply(entityManager, id)).toList();
				outcome.prefetched
					.add(database.statements().during(() -> prefetch.accept(chunk, entityManager)).size());
				List<Tray> trays = new ArrayList<>();
				outcome.lazy.addAll(database.statements().during(() -> chunk.forEach((item) -> {
					Tray come = tray.apply(entityManager, item);
					way.work.apply(in(come)).forEach(Hibernate::initialize);
					trays.add(come);
				})));
				trays.forEach((each) -> outcome.seen.add(describe(each)));
				chunk.forEach((item) -> outcome.seen.add((item instanceof Tray each) ? describe(each) : ""));
			});
		}
		return outcome;
	}

	private static <T> void assertSame(BiFunction<EntityManager, Long, T> items,
			BiFunction<EntityManager, T, Tray> tray, Way way, int statements, MemoizedPrefetch prefetch) {
		List<String> plain = run(items, tray, way, (chunk, entityManager) -> {
		}).seen();
		assertThat(plain).isNotEmpty().anyMatch((line) -> line.contains("proxy ") && line.contains("lazy "));
		try (LogCapture log = new LogCapture()) {
			Outcome first = run(items, tray, way, prefetch::processChunk);
			assertThat(first.seen()).isEqualTo(plain);
			assertThat(first.lazy()).isEmpty();
			assertThat(first.prefetched()).containsExactly(statements, statements);
			Outcome second = run(items, tray, way, prefetch::processChunk);
			assertThat(second.seen()).isEqualTo(plain);
			assertThat(second.lazy()).isEmpty();
			assertThat(second.prefetched()).containsExactly(0, 0);
			assertThat(log.warnings()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_refer_as_hibernate_where_items_are_references(Way way) {
		assertSame((entityManager, id) -> entityManager.getReference(Tray.class, id), (entityManager, item) -> item,
				way, way.statements,
				MemoizedPrefetch.builder(database.entityManagerFactory()).itemType(Tray.class).paths(way.path).build());
	}

	@ParameterizedTest
	@EnumSource
	void should_refer_as_hibernate_where_items_are_ids(Way way) {
		assertSame((entityManager, id) -> id, (entityManager, id) -> entityManager.find(Tray.class, id), way,
				way.statements,
				MemoizedPrefetch.builder(database.entityManagerFactory()).itemsAreIdsOf(Tray.class, way.path).build());
	}

	@ParameterizedTest
	@EnumSource
	void should_refer_as_hibernate_behind_another_step(Way way) {
		assertSame((entityManager, id) -> entityManager.find(Tray.class, id),
				(entityManager, item) -> Objects.requireNonNull(item.previous), way, way.statements,
				MemoizedPrefetch.builder(database.entityManagerFactory())
					.itemType(Tray.class)
					.paths("previous." + way.path)
					.build());
	}

}
