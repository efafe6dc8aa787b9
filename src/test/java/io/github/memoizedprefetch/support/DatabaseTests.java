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
package io.github.memoizedprefetch.support;

import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Review;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseTests {

	@Test
	void should_count_one_statement_for_each_lazy_reference() {
		try (Database database = Database.open().populate()) {
			assertThat(database.statements().count()).isZero();
			database.inTransaction((entityManager) -> {
				Review review = entityManager.find(Review.class, 1);
				assertThat(review.getBook().getAuthor().getName()).isEqualTo("Author 7");
			});
			assertThat(database.statements().count()).isEqualTo(3);
			assertThat(database.statements().selectsFrom("Author")).isOne();
		}
	}

	@Test
	void should_hold_the_same_categories_in_the_join_table_and_the_through_entity() {
		try (Database database = Database.open().populate()) {
			database.inTransaction((entityManager) -> {
				Book book = entityManager.find(Book.class, 7);
				assertThat(book.getCategories()).extracting("id").containsExactlyInAnyOrder(7L, 8L, 0L);
				assertThat(book.getBookCategories()).extracting("category.id").containsExactlyInAnyOrder(7L, 8L, 0L);
			});
		}
	}

}
