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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConcurrencyTests {

	private static final int THREADS = 4;

	private static final int CHUNKS = 25;

	@AutoClose
	private static final Database database = Database.open().populate();

	private static String line(Review review) {
		return Bookshop.credits(review) + Bookshop.categories(review) + Bookshop.linkedCategories(review.getBook());
	}

	private static List<Review> read(EntityManager entityManager, int chunk) {
		return entityManager.createQuery("from Review order by id", Review.class)
			.setFirstResult(7 * chunk % 90)
			.setMaxResults(10)
			.getResultList();
	}

	private static List<String> lines(List<Review> reviews) {
		return reviews.stream().map(ConcurrencyTests::line).toList();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 5, 1000 })
	void should_serve_several_threads_at_once(long cacheSize) throws Exception {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.paths("book.author", "book.translator", "book.publisher", "book.categories",
					"book.bookCategories.category.parent")
			.cacheSize(cacheSize)
			.build();
		List<List<String>> plain = new ArrayList<>();
		for (int chunk = 0; chunk < CHUNKS; chunk++) {
			int number = chunk;
			plain.add(database.read((entityManager) -> lines(read(entityManager, number))));
		}
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			List<Callable<List<List<String>>>> tasks = new ArrayList<>();
			for (int thread = 0; thread < THREADS; thread++) {
				boolean managed = thread % 2 == 0;
				tasks.add(() -> chunks(prefetch, managed));
			}
			for (Future<List<List<String>>> future : executor.invokeAll(tasks)) {
				assertThat(future.get()).isEqualTo(plain);
			}
		}
		finally {
			executor.shutdownNow();
		}
		if (cacheSize == 1000) {
			assertThat(prefetch.statistics().target(Author.class).loads()).isEqualTo(12);
		}
	}

	private static List<List<String>> chunks(MemoizedPrefetch prefetch, boolean managed) {
		List<List<String>> lines = new ArrayList<>();
		for (int chunk = 0; chunk < CHUNKS; chunk++) {
			int number = chunk;
			List<Review> items = database.read((entityManager) -> {
				List<Review> reviews = read(entityManager, number);
				if (managed) {
					prefetch.processChunk(reviews);
					lines.add(lines(reviews));
				}
				return reviews;
			});
			if (!managed) {
				prefetch.processChunk(items);
				lines.add(lines(items));
			}
		}
		return lines;
	}

}
