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
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.frozen.Frozen;
import io.github.memoizedprefetch.model.frozen.Held;
import io.github.memoizedprefetch.model.frozen.Holder;
import io.github.memoizedprefetch.model.frozen.Part;
import io.github.memoizedprefetch.model.frozen.Use;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values that the mapping calls immutable although their class is not: what is done to
 * them stays within the entity.
 */
class ImmutableValueTests {

	@AutoClose
	private final Database database = Database.open(Use.class, Frozen.class, Held.class);

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			for (int id = 1; id <= 2; id++) {
				Frozen frozen = new Frozen(id, List.of("a", "b" + id), new Date(0), new StringBuilder("text"),
						new Part(List.of("c")));
				Held held = new Held(id, new Holder("held"));
				Stream.of(frozen, held).forEach(entityManager::persist);
				entityManager.persist(new Use(id, frozen, held));
				entityManager.persist(new Use(id + 2, frozen, held));
			}
		});
	}

	/** Says what it finds, and spoils it. */
	private static String spoil(Frozen frozen) {
		String found = frozen.getTags() + " " + frozen.getDay().getTime() + " " + frozen.getText() + frozen.getDate()
				+ frozen.getPart().getMarks() + (frozen.getPart().getOwner().getTags() == frozen.getTags());
		frozen.getTags().add("spoilt");
		frozen.getDay().setTime(frozen.getDay().getTime() + 1);
		frozen.getText().append("!");
		frozen.getPart().getMarks().add("spoilt");
		return found;
	}

	private MemoizedPrefetch prefetch(MemoizedPrefetchConfig<?> config) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Use.class)
			.config(config)
			.build();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void should_not_be_shared_between_chunks(boolean prefetchAll) {
		Chunks<Use> chunks = new Chunks<>(this.database, Use.class, 2, (use) -> spoil(use.getFrozen()));
		MemoizedPrefetch prefetch = prefetch(
				MemoizedPrefetchConfig.of(Frozen.class, "frozen").prefetchAll(prefetchAll));
		Chunks.Result without = chunks.managed((items) -> {
		});
		List<String> plain = without.lines();
		List<String> updates = without.lazy().stream().filter((sql) -> sql.startsWith("update")).toList();
		List<String> lines = new ArrayList<>();
		for (int run = 0; run < 2; run++) {
			Chunks.Result managed = chunks.managed(prefetch::processChunk);
			Chunks.Result detached = chunks.detached(prefetch::processChunk);
			assertThat(managed.lazy()).isEqualTo(updates);
			assertThat(detached.lazy()).isEmpty();
			assertThat(managed.lines()).isEqualTo(plain);
			assertThat(detached.lines()).isEqualTo(plain);
			lines.addAll(detached.lines());
		}
		assertThat(lines).hasSize(8).allMatch((line) -> line.endsWith("true"));
	}

	@Test
	void should_leave_an_entity_whose_value_cannot_be_kept_apart() {
		try (LogCapture log = new LogCapture()) {
			Chunks<Use> chunks = new Chunks<>(this.database, Use.class, 2, (use) -> {
				String found = use.getHeld().getHolder().getText();
				use.getHeld().getHolder().setText(found + "!");
				return found;
			});
			MemoizedPrefetch prefetch = prefetch(MemoizedPrefetchConfig.of(Held.class, "held"));
			assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(chunks.plain());
			assertThat(log.warnings()).containsExactly(
					"'held' is not prefetched: Held.holder is mapped as immutable, but io.github.memoizedprefetch.model.frozen.Holder is not, and cannot be copied: make it Serializable or its fields final.");
		}
	}

	@Test
	void should_not_be_shared_between_collections() {
		Chunks<Use> chunks = new Chunks<>(this.database, Use.class, 2, (use) -> {
			String found = use.getTexts().toString();
			use.getTexts().get(0).append("!");
			return found;
		});
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Use.class)
			.paths("texts")
			.build();
		List<String> plain = chunks.plain();
		for (int run = 0; run < 2; run++) {
			assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(plain);
			assertThat(chunks.detached(prefetch::processChunk).lines()).isEqualTo(plain);
		}
	}

}
