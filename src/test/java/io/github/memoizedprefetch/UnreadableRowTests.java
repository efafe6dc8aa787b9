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

import io.github.memoizedprefetch.hibernate.loading.UnreadableRowException;
import io.github.memoizedprefetch.model.spoilt.Crate;
import io.github.memoizedprefetch.model.spoilt.Crate.Colour;
import io.github.memoizedprefetch.model.spoilt.Crate.Label;
import io.github.memoizedprefetch.model.spoilt.Crate.Sticker;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rows that hold what is no value of their attribute. Hibernate fails where the step
 * comes to them, and so does a step with prefetch, there and nowhere else.
 */
class UnreadableRowTests {

	@AutoClose
	private final Database database = Database.open(Crate.class, Label.class, Sticker.class);

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			List<Label> labels = new ArrayList<>();
			for (long id = 0; id < 9; id++) {
				labels.add((id % 2 == 0) ? new Label(id) : new Sticker(id));
				entityManager.persist(labels.get((int) id));
			}
			for (int id = 0; id < 9; id++) {
				Crate crate = new Crate(id, labels.get(id % 3));
				crate.getOrdered().add(labels.get(id));
				crate.getLinked().addAll(List.of(labels.get(id % 3), labels.get(3 + id % 3)));
				crate.getColours().addAll(List.of(Colour.RED, Colour.BLUE));
				entityManager.persist(crate);
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "label, Label set colour = 'NONE' where id = 0", "label, Label set tone = 'none' where id = 0",
			"label, Label set number = null where id = 0", "label, Label set kind = 'Other' where id = 0",
			"ordered, Label set place = null where id = 0", "ordered, Label set colour = 'NONE' where id = 0",
			"linked, Label set tone = 'none' where id = 0", "linked, Label set kind = 'Other' where id = 0",
			"colours, Crate_colours set colour = 'NONE' where Crate_id = 0" })
	void should_fail_where_the_step_comes_to_them(String path, String spoil) {
		spoil(spoil);
		Chunks<Crate> touching = new Chunks<>(this.database, Crate.class, 4, (crate) -> tried(crate, path));
		Chunks<Crate> passing = new Chunks<>(this.database, Crate.class, 4,
				(crate) -> (crate.getId() % 3 == 0) ? "not touched" : describe(crate, path));
		List<String> plain = touching.plain();
		assertThat(plain).hasSize(9).anyMatch((line) -> line.startsWith("failed"));
		for (Chunks<Crate> chunks : List.of(touching, passing)) {
			MemoizedPrefetch prefetch = prefetch(path);
			try (LogCapture log = new LogCapture()) {
				for (int run = 0; run < 2; run++) {
					assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(chunks.plain());
				}
				assertThat(log.warnings())
					.anyMatch((warning) -> warning.contains("could not be loaded together, and is left to Hibernate"));
			}
		}
	}

	@Test
	void should_be_left_where_the_table_is_loaded_whole() {
		spoil("Label set colour = 'NONE' where id = 8");
		Chunks<Crate> chunks = new Chunks<>(this.database, Crate.class, 4, (crate) -> describe(crate, "label"));
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("label")
			.config(MemoizedPrefetchConfig.of(Label.class).prefetchAll(true))
			.build();
		Chunks.Result result = chunks.managed(prefetch::processChunk);
		assertThat(result.lines()).isEqualTo(chunks.plain());
		assertThat(result.lazy()).isEmpty();
	}

	@Test
	void should_be_found_by_those_who_ask_for_them() {
		spoil("Label set colour = 'NONE' where id = 0");
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemsAreIdsOf(Label.class)
			.build();
		for (boolean prefetched : new boolean[] { false, true }) {
			List<String> lines = this.database.read((entityManager) -> {
				if (prefetched) {
					prefetch.processChunk(List.of(0L, 1L, 2L), entityManager);
				}
				return List.of(entityManager.find(Label.class, 1L).text(), entityManager.find(Label.class, 2L).text());
			});
			assertThat(lines).containsExactly("1 RED Tone[text=dark] 1", "2 RED Tone[text=dark] 2");
		}
	}

	/** As the JVM throws what it has thrown very often. */
	@Test
	void should_be_known_without_a_stack_trace() {
		RuntimeException bare = new NullPointerException();
		bare.setStackTrace(new StackTraceElement[0]);
		assertThat(UnreadableRowException.of(bare, false)).isInstanceOf(UnreadableRowException.class);
		RuntimeException elsewhere = new NullPointerException();
		assertThat(UnreadableRowException.of(elsewhere, false)).isSameAs(elsewhere);
	}

	private MemoizedPrefetch prefetch(String path) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory()).itemType(Crate.class).paths(path).build();
	}

	/** Tables that Hibernate has not created know no constants. */
	private void spoil(String change) {
		this.database.inTransaction((entityManager) -> {
			List<?> drops = entityManager.createNativeQuery("""
					select 'alter table ' || t.table_name || ' drop constraint ' || t.constraint_name
					from information_schema.table_constraints t
					join information_schema.check_constraints c on c.constraint_name = t.constraint_name
					where c.check_clause not like '%IS NOT NULL'""", String.class).getResultList();
			drops.forEach((drop) -> entityManager.createNativeQuery((String) drop).executeUpdate());
			entityManager.createNativeQuery("update " + change).executeUpdate();
		});
	}

	private static String tried(Crate crate, String path) {
		try {
			return describe(crate, path);
		}
		catch (RuntimeException ex) {
			return "failed: " + ex;
		}
	}

	private static String describe(Crate crate, String path) {
		return crate.getId() + " " + switch (path) {
			case "label" -> crate.getLabel().text();
			case "ordered" -> crate.getOrdered().stream().map(Label::text).toList().toString();
			case "linked" -> crate.getLinked().stream().map(Label::text).sorted().toList().toString();
			default -> crate.getColours().toString();
		};
	}

}
