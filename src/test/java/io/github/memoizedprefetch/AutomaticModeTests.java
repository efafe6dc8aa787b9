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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.memoizedprefetch.model.post.Content;
import io.github.memoizedprefetch.model.post.Material;
import io.github.memoizedprefetch.model.post.Parcel;
import io.github.memoizedprefetch.model.post.Parcels;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import io.github.memoizedprefetch.support.StatementCounter;
import jakarta.persistence.EntityManager;
import org.hibernate.LazyInitializationException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What is touched is prefetched from then on, with the statements that declared paths
 * take.
 */
class AutomaticModeTests {

	private static final int CHUNKS = 12;

	private static final int SIZE = 20;

	@AutoClose
	private final Database database = Parcels.open(CHUNKS * SIZE);

	private final List<String> lines = new ArrayList<>();

	/** Of tables that are not loaded whole, however often misses come. */
	private MemoizedPrefetch.Builder builder() {
		return builder(this.database);
	}

	private static MemoizedPrefetch.Builder builder(Database database) {
		return MemoizedPrefetch.builder(database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Content.class).prefetchAll(false),
					MemoizedPrefetchConfig.of(Material.class).prefetchAll(false));
	}

	private MemoizedPrefetch automatic(String... paths) {
		return builder().automatic().paths(paths).build();
	}

	private MemoizedPrefetch declared(String... paths) {
		return builder().paths(paths).build();
	}

	/** The statements of each chunk but those of the reader. */
	private List<Integer> run(MemoizedPrefetch prefetch, Consumer<Parcel> processor) {
		return run(this.database, prefetch, processor);
	}

	private static List<Integer> run(Database database, MemoizedPrefetch prefetch, Consumer<Parcel> processor) {
		List<Integer> statements = new ArrayList<>();
		StatementCounter counter = database.statements();
		for (int chunk = 0; chunk < CHUNKS; chunk++) {
			int number = chunk;
			database.inTransaction((entityManager) -> {
				List<Parcel> parcels = parcels(entityManager, number);
				statements.add(counter.during(() -> {
					prefetch.processChunk(parcels);
					parcels.forEach(processor);
					entityManager.flush();
				}).size());
			});
		}
		return statements;
	}

	private void all(Parcel parcel) {
		this.lines.add(Parcels.all(parcel));
	}

	private static List<Integer> each(int statements) {
		return Collections.nCopies(CHUNKS, statements);
	}

	private static List<Integer> first(int first, int others) {
		List<Integer> expected = new ArrayList<>(each(others));
		expected.set(0, first);
		return expected;
	}

	@Test
	void should_take_the_statements_of_declared_paths() {
		assertThat(run(declared("content.material", "stamps.paper"), this::all)).isEqualTo(each(3));
		List<String> expected = List.copyOf(this.lines);
		this.lines.clear();

		assertThat(run(automatic(), this::all)).isEqualTo(first(4, 3));
		assertThat(this.lines).isEqualTo(expected);
	}

	@Test
	void should_take_a_statement_for_each_path_of_the_first_chunk() {
		assertThat(run(automatic(), (parcel) -> Parcels.content(parcel))).isEqualTo(each(2));
		assertThat(run(automatic(), (parcel) -> Parcels.stamps(parcel))).isEqualTo(each(2));
	}

	@Test
	void should_prefetch_declared_paths_and_others() {
		assertThat(run(automatic("content"), this::all)).isEqualTo(first(4, 3));
	}

	@Test
	void should_take_no_statement_where_nothing_is_touched() {
		assertThat(run(automatic(), Parcel::getState)).isEqualTo(each(0));
	}

	@Test
	void should_load_what_few_items_touch_for_these_alone() {
		MemoizedPrefetch prefetch = automatic();

		List<Integer> statements = run(prefetch, (parcel) -> {
			if (parcel.getId() % SIZE == 15) {
				parcel.getContent().getName();
			}
		});

		assertThat(statements).isEqualTo(each(1));
		assertThat(prefetch.statistics().target(Content.class).loads()).isEqualTo(CHUNKS);
	}

	@Test
	void should_not_go_on_with_what_only_the_first_items_touch() {
		MemoizedPrefetch prefetch = automatic();

		List<Integer> statements = run(prefetch, (parcel) -> {
			if (parcel.getId() == 0 || parcel.getId() % SIZE == 15) {
				parcel.getContent().getName();
			}
		});

		assertThat(statements).isEqualTo(each(1));
		assertThat(prefetch.statistics().target(Content.class).loads()).isEqualTo(4 * SIZE + CHUNKS - 4);
	}

	@Test
	void should_drop_what_is_not_touched_any_more() {
		List<Integer> statements = run(automatic(), (parcel) -> {
			if (parcel.getId() < 2 * SIZE) {
				parcel.getContent().getName();
			}
		});

		assertThat(statements).containsExactly(1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0);
	}

	@Test
	void should_prefetch_where_hibernate_fetches_in_batches() {
		try (Database batched = Parcels.populate(
				Database.open(Map.of("hibernate.default_batch_fetch_size", 5), Parcels.ENTITIES), CHUNKS * SIZE)) {
			assertThat(run(batched, builder(batched).automatic().build(), this::all)).isEqualTo(first(4, 3));
			assertThat(run(batched, builder(batched).automatic().build(), (parcel) -> {
				if (parcel.getId() % SIZE == 15) {
					parcel.getContent().getName();
				}
			})).isEqualTo(each(1));
		}
	}

	@Test
	void should_tell_strict_mode_of_nothing_that_it_serves() {
		MemoizedPrefetch strict = builder().automatic().strictMode(StrictMode.FAIL).build();

		assertThat(run(strict, this::all)).isEqualTo(first(4, 3));
		assertThat(strict.lazyLoads()).isEmpty();
	}

	@Test
	void should_name_what_is_touched_without_a_session() {
		List<Parcel> detached = detached();
		try (LogCapture log = new LogCapture()) {
			MemoizedPrefetch prefetch = automatic();
			prefetch.processChunk(detached);
			for (int i = 0; i < 2; i++) {
				Parcel parcel = detached.get(i);
				prefetch.explain(catchThrowable(() -> parcel.getContent().getName()), (i == 0) ? parcel : null);
			}

			assertThat(log.warnings()).containsExactly("Touched without a session: content of Parcel. Automatic mode"
					+ " hears of lazy loads alone, and detached items have none; add .paths(\"content\"), or prefetch"
					+ " what is to-one by .automatic(depth)");
		}
	}

	@Test
	void should_prefetch_what_is_to_one_of_detached_items_to_a_depth() {
		List<Parcel> detached = detached();
		MemoizedPrefetch prefetch = builder().automatic(2).build();

		assertThat(this.database.statements().during(() -> prefetch.processChunk(detached))).hasSize(2);
		detached.forEach((parcel) -> this.lines.add(Parcels.content(parcel)));
		assertThat(this.lines).hasSize(SIZE);
		assertThat(catchThrowable(() -> detached.get(0).getStamps().size()))
			.isInstanceOf(LazyInitializationException.class);
		assertThat(run(prefetch, Parcel::getState)).as("of items that have a session").isEqualTo(each(0));
	}

	@Test
	void should_serve_detached_items_in_every_chunk_once_it_has_learnt() {
		MemoizedPrefetch prefetch = automatic();
		this.database.inTransaction((entityManager) -> {
			List<Parcel> first = parcels(entityManager, 0);
			prefetch.processChunk(first);
			first.forEach(this::all);
		});

		List<Integer> statements = new ArrayList<>();
		for (int chunk = 1; chunk < CHUNKS; chunk++) {
			List<Parcel> detached = detached(chunk);
			statements.add(this.database.statements().during(() -> prefetch.processChunk(detached)).size());
			detached.forEach(this::all);
		}
		assertThat(statements).isEqualTo(Collections.nCopies(CHUNKS - 1, 3));
		assertThat(this.lines).hasSize(CHUNKS * SIZE);
	}

	@Test
	void should_drop_what_is_not_touched_any_more_although_other_chunks_are_detached() {
		MemoizedPrefetch prefetch = automatic();
		List<Integer> statements = new ArrayList<>();
		for (int chunk = 0; chunk < CHUNKS; chunk++) {
			boolean touching = chunk < 2;
			List<Parcel> detached = (chunk % 2 == 1) ? detached(chunk) : List.of();
			int number = chunk;
			this.database.inTransaction((entityManager) -> {
				List<Parcel> parcels = detached.isEmpty() ? parcels(entityManager, number) : detached;
				statements.add(this.database.statements().during(() -> {
					prefetch.processChunk(parcels);
					parcels.stream().filter((parcel) -> touching).forEach((parcel) -> parcel.getContent().getName());
				}).size());
			});
		}

		assertThat(statements).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0);
	}

	private List<Parcel> detached() {
		return detached(0);
	}

	private List<Parcel> detached(int chunk) {
		return this.database.read((entityManager) -> parcels(entityManager, chunk));
	}

	private static List<Parcel> parcels(EntityManager entityManager, int chunk) {
		return entityManager.createQuery("from Parcel where id between ?1 and ?2 order by id", Parcel.class)
			.setParameter(1, chunk * SIZE)
			.setParameter(2, chunk * SIZE + SIZE - 1)
			.getResultList();
	}

	@Test
	void should_wait_for_the_next_chunk_while_flushing() {
		List<Integer> statements = run(automatic(), (parcel) -> parcel.setState("weigh"));

		assertThat(statements).isEqualTo(first(2 * SIZE, SIZE + 1));
	}

}
