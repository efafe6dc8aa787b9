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
package io.github.memoizedprefetch.benchmark.step;

import java.util.function.UnaryOperator;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReader;
import io.github.memoizedprefetch.samples.bookshop.model.Book;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Makes this library's part of a step.
 */
final class Prefetches {

	private static final int ALL_TARGETS = 50_000;

	private static final int WINDOW = 10_000;

	private Prefetches() {
	}

	static MemoizedPrefetch create(Work work, Strategy strategy, EntityManagerFactory factory) {
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(factory).itemType(work.itemType());
		if (strategy.isAutomatic()) {
			return builder.automatic().build();
		}
		if (strategy == Strategy.MEMOIZED_JOINED) {
			return builder
				.config(MemoizedPrefetchConfig.of(Book.class, "book").fetch("author", "translator", "publisher"))
				.build();
		}
		if (work.cacheSize() != null) {
			builder.cacheSize(work.cacheSize());
		}
		builder.paths(work.paths().toArray(new String[0]));
		switch (strategy) {
			case MEMOIZED_ALL -> configure(work, builder, (target) -> target.prefetchAll(true).cacheSize(ALL_TARGETS));
			case MEMOIZED_SHARED -> configure(work, builder, (target) -> target.shared(true));
			case MEMOIZED_READ_ONLY -> configure(work, builder, (target) -> target.readOnly(true));
			default -> {
			}
		}
		return builder.build();
	}

	private static void configure(Work work, MemoizedPrefetch.Builder builder,
			UnaryOperator<MemoizedPrefetchConfig<?>> options) {
		work.targets().forEach((target) -> builder.config(options.apply(new MemoizedPrefetchConfig<>(target))));
	}

	/** In place of a listener. */
	static ItemReader<Object> windows(Strategy strategy, ItemReader<?> reader, MemoizedPrefetch prefetch,
			int chunkSize) {
		MemoizedPrefetchItemReader.Builder<Object> windows = MemoizedPrefetchItemReader
			.<Object>builder(reader, prefetch)
			.windowSize(WINDOW)
			.saveState(false);
		return (strategy == Strategy.MEMOIZED_AHEAD) ? windows.prefetchSize(chunkSize).loadAhead(2).build()
				: windows.build();
	}

}
