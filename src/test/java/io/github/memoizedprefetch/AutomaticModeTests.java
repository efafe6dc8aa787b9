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
import java.util.function.Consumer;

import io.github.memoizedprefetch.model.post.Content;
import io.github.memoizedprefetch.model.post.Material;
import io.github.memoizedprefetch.model.post.Parcel;
import io.github.memoizedprefetch.model.post.Parcels;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.StatementCounter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

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
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
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
		List<Integer> statements = new ArrayList<>();
		StatementCounter counter = this.database.statements();
		for (int chunk = 0; chunk < CHUNKS; chunk++) {
			int first = chunk * SIZE;
			this.database.inTransaction((entityManager) -> {
				List<Parcel> parcels = entityManager
					.createQuery("from Parcel where id between ?1 and ?2 order by id", Parcel.class)
					.setParameter(1, first)
					.setParameter(2, first + SIZE - 1)
					.getResultList();
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
	void should_wait_for_the_next_chunk_while_flushing() {
		List<Integer> statements = run(automatic(), (parcel) -> parcel.setState("weigh"));

		assertThat(statements).isEqualTo(first(2 * SIZE, SIZE + 1));
	}

}
