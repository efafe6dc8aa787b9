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

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import com.zaxxer.hikari.HikariDataSource;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.samples.bookshop.model.Author;
import org.hibernate.SessionFactory;

/**
 * What the memo of all authors retains: the heap that is free again when it is cleared.
 */
public final class Footprint {

	private Footprint() {
	}

	/** A reference to an author. */
	record Credit(Author author) {
	}

	/**
	 * Measure it.
	 * @param wholeTable whether the table is loaded whole, or author by author
	 * @return bytes per author
	 */
	public static double bytesPerAuthor(String url, boolean wholeTable) {
		try (HikariDataSource dataSource = Worker.dataSource(url);
				SessionFactory factory = EntityManagerFactories.create(Work.A, Strategy.MEMOIZED, dataSource,
						(sql) -> sql)) {
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(factory)
				.itemType(Credit.class)
				.config(MemoizedPrefetchConfig.of(Author.class, "author").prefetchAll(wholeTable))
				.build();
			AtomicReference<List<Credit>> credits = new AtomicReference<>(
					factory.fromSession((session) -> session.createSelectionQuery("select id from Author", Long.class)
						.getResultList()
						.stream()
						.map((id) -> new Credit(session.getReference(Author.class, id)))
						.toList()));
			int authors = credits.get().size();
			prefetch.processChunk(credits.getAndSet(List.of()));
			long full = used();
			prefetch.clear();
			return (double) (full - used()) / authors;
		}
	}

	private static long used() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
