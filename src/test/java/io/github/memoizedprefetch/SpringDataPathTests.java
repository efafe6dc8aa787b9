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

import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.Test;
import org.springframework.data.core.PropertyPath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.springframework.util.ClassUtils.isPresent;

/**
 * The typed paths of Spring Data, new in 4.1.
 */
class SpringDataPathTests {

	@Test
	void should_be_prefetched_by_their_dot_path() {
		assumeTrue(isPresent("org.springframework.data.core.TypedPropertyPath", null));
		try (Database database = Database.open().populate()) {
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Review.class)
				.paths(PropertyPath.of(Review::getBook).then(Book::getAuthor).toDotPath(),
						PropertyPath.of(Review::getBook)
							.thenMany(Book::getCategories)
							.then(Category::getParent)
							.toDotPath())
				.build();
			Book book = database.read((entityManager) -> {
				Review review = entityManager.find(Review.class, 1);
				prefetch.processChunk(List.of(review));
				return review.getBook();
			});
			assertThat(book.getAuthor().getName()).isEqualTo("Author 7");
			assertThat(book.getCategories()).hasSize(3).allMatch((category) -> Hibernate.isInitialized(category));
		}
	}

}
