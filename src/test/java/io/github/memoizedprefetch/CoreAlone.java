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

import java.util.List;

import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Database;

/**
 * What {@link CoreAloneTests} runs where there is neither Spring nor Micrometer.
 */
public final class CoreAlone implements Runnable {

	@Override
	public void run() {
		try (Database database = Database.open().populate()) {
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Review.class)
				.paths(AssociationPath.of(Review::getBook))
				.paths("book.author", "book.translator", "book.publisher", "book.categories")
				.cacheSize(5)
				.build();
			for (int chunk = 0; chunk < 2; chunk++) {
				List<Review> reviews = database
					.read((entityManager) -> entityManager.createQuery("from Review", Review.class).getResultList());
				prefetch.processChunk(reviews);
				reviews.forEach(Bookshop::credits);
				reviews.forEach(Bookshop::categories);
			}
			if (prefetch.statistics().total().statements() != 9) {
				throw new IllegalStateException(prefetch.statistics().toString());
			}
			MemoizedLookup<String, Review> lookup = MemoizedLookup.many(Review.class, "book.title", String.class);
			MemoizedPrefetch.builder(database.entityManagerFactory()).lookup(lookup).build();
			if (!lookup.all("?").isEmpty()) {
				throw new IllegalStateException(lookup.toString());
			}
		}
	}

}
