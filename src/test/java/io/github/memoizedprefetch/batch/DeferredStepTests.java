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
package io.github.memoizedprefetch.batch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.StrictMode;
import io.github.memoizedprefetch.batch.TestStep.Kind;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Steps whose targets have callbacks that change them, and whose items come to some of
 * these: callbacks, output and writes are those of the same step without the library.
 */
class DeferredStepTests {

	private static final int ROWS = 24;

	private static final int CHUNK = 6;

	/** What a run has left. */
	private record Result(List<String> lines, List<String> tables, List<String> loaded, List<String> writes,
			long selects) {

		void assertSame(Result plain) {
			assertThat(this.lines).isEqualTo(plain.lines);
			assertThat(this.tables).isEqualTo(plain.tables);
			assertThat(this.loaded).isEqualTo(plain.loaded);
			assertThat(this.writes).isEqualTo(plain.writes);
		}

	}

	record Row(long id, long letterId) {
	}

	/** The step of a test, on a database of its own. */
	private static final class Desks {

		private final Database database;

		private final List<String> lines = new ArrayList<>();

		private final Set<Long> failed = new HashSet<>();

		private final TestStep<Object, String> step;

		private Set<Long> failingOnce = Set.of();

		private Set<Long> notWritten = Set.of();

		private boolean managed;

		Desks(Database database, Kind kind) {
			this.database = database;
			this.step = new TestStep<Object, String>(kind).chunkSize(CHUNK)
				.transactionManager(new JpaTransactionManager(database.entityManagerFactory()))
				.processor(this::process)
				.writer(this::write);
		}

		private EntityManager session() {
			return EntityManagerFactoryUtils.getTransactionalEntityManager(this.database.entityManagerFactory());
		}

		private ItemReader<Object> reader() {
			Iterator<Long> ids = LongStream.rangeClosed(1, ROWS).iterator();
			return () -> {
				if (!ids.hasNext()) {
					return null;
				}
				long id = ids.next();
				return this.managed ? session().find(Desk.class, id) : new Row(id, 1 + id % 7);
			};
		}

		private String process(Object item) {
			long id = (item instanceof Desk desk) ? desk.getId() : ((Row) item).id();
			String line = id + ":";
			if (id % 3 == 0) {
				Letter letter = (item instanceof Desk desk) ? desk.getLetter()
						: session().find(Letter.class, ((Row) item).letterId());
				line += letter.getText() + letter.getLeaf().getName();
			}
			if (id % 5 == 0 && item instanceof Desk desk) {
				line += desk.getLetters().stream().map(Letter::getText).toList();
			}
			if (this.failingOnce.contains(id) && this.failed.add(id)) {
				throw new IllegalStateException("first attempt on " + id);
			}
			return line;
		}

		private void write(Chunk<? extends String> chunk) {
			for (String line : chunk) {
				if (this.notWritten.contains(Long.valueOf(line.substring(0, line.indexOf(':'))))) {
					throw new IllegalStateException("not written: " + line);
				}
			}
			this.lines.addAll(chunk.getItems());
		}

		Result run() {
			this.step.reader(reader());
			Desk.LOADED.clear();
			this.database.statements().reset();
			assertThat(this.step.run().getStatus()).isEqualTo(BatchStatus.COMPLETED);
			List<String> statements = this.database.statements().statements();
			List<String> loaded = Desk.LOADED.stream().sorted().toList();
			List<String> tables = this.database.read((entityManager) -> ((List<?>) entityManager
				.createNativeQuery("select id, text from Letter order by id", Object[].class)
				.getResultList()).stream().map((row) -> List.of((Object[]) row).toString()).toList());
			return new Result(this.lines, tables, loaded,
					statements.stream().filter((sql) -> !sql.startsWith("select")).sorted().toList(),
					statements.stream().filter((sql) -> sql.startsWith("select")).count());
		}

	}

	private static Result run(Kind kind, UnaryOperator<Desks> settings) {
		try (Database database = Database.open(Desk.class, Letter.class, Leaf.class, Listened.class, Heard.class,
				Trimmed.class, Coded.class, Folder.class)) {
			database.inTransaction(DeferredStepTests::populate);
			return settings.apply(new Desks(database, kind)).run();
		}
	}

	private static void populate(EntityManager entityManager) {
		List<Letter> letters = new ArrayList<>();
		for (int id = 1; id <= 7; id++) {
			Leaf leaf = new Leaf(id, "leaf" + id);
			Letter letter = new Letter(id, "letter" + id, leaf);
			letters.add(letter);
			entityManager.persist(leaf);
			entityManager.persist(letter);
		}
		for (int id = 1; id <= ROWS; id++) {
			Desk desk = new Desk(id);
			desk.fill(letters.get(id % 7), letters, null, null, null, null, null);
			entityManager.persist(desk);
		}
	}

	private static Desks managed(Desks desks) {
		desks.managed = true;
		return desks;
	}

	private static MemoizedPrefetch.Builder builder(Desks desks) {
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(desks.database.entityManagerFactory())
			.strictMode(StrictMode.FAIL);
		return desks.managed ? builder.itemType(Desk.class).paths("letter.leaf", "letters.leaf")
				: builder.itemType(Row.class).key("letterId", Letter.class, "leaf");
	}

	private static Desks listening(Desks desks) {
		desks.step.listener(new MemoizedPrefetchItemReadListener<>(builder(desks).build()));
		return desks;
	}

	@ParameterizedTest
	@EnumSource
	void should_load_what_managed_items_come_to(Kind kind) {
		Result plain = run(kind, DeferredStepTests::managed);
		Result prefetched = run(kind, (desks) -> listening(managed(desks)));
		prefetched.assertSame(plain);
		// those of the reader, and what the commits before have changed again
		assertThat(prefetched.selects()).isLessThan(plain.selects()).isEqualTo(ROWS + 7);
	}

	@ParameterizedTest
	@EnumSource
	void should_load_what_is_found_by_keys(Kind kind) {
		Result plain = run(kind, UnaryOperator.identity());
		Result keyed = run(kind, DeferredStepTests::listening);
		keyed.assertSame(plain);
		assertThat(keyed.selects()).isLessThan(plain.selects()).isEqualTo(5);
	}

	@ParameterizedTest
	@EnumSource
	void should_load_again_what_is_found_again(Kind kind) {
		UnaryOperator<Desks> failing = (desks) -> {
			desks.failingOnce = Set.of(6L, 15L);
			desks.step.tolerate(IllegalStateException.class, 3);
			return desks;
		};
		Result plain = run(kind, failing);
		Result keyed = run(kind, (desks) -> listening(failing.apply(desks)));
		keyed.assertSame(plain);
		assertThat(keyed.selects()).isLessThan(plain.selects());
	}

	@ParameterizedTest
	@EnumSource
	void should_load_while_a_chunk_is_scanned(Kind kind) {
		UnaryOperator<Desks> failing = (desks) -> {
			desks.notWritten = Set.of(5L, 9L);
			desks.step.tolerate(IllegalStateException.class, 1);
			return desks;
		};
		Result plain = run(kind, failing);
		Result keyed = run(kind, (desks) -> listening(failing.apply(desks)));
		keyed.assertSame(plain);
		assertThat(keyed.selects()).isLessThan(plain.selects());
	}

}
