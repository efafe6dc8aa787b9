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

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityTransaction;
import org.hibernate.Session;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Items of an open session: prefetched targets are as if Hibernate had loaded them there.
 */
class ManagedItemTests {

	@AutoClose
	private final Database database = Database.open().populate();

	private final MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
		.itemType(Book.class)
		.paths("author", "translator", "publisher", "categories.parent", "bookCategories.category")
		.build();

	private static List<Book> books(EntityManager entityManager) {
		return entityManager.createQuery("from Book order by id", Book.class).getResultList();
	}

	private String nameOfAuthor7() {
		return this.database.read((entityManager) -> entityManager.find(Author.class, 7).getName());
	}

	@Test
	void should_flush_nothing_at_commit() {
		for (int chunk = 0; chunk < 2; chunk++) {
			try (EntityManager entityManager = this.database.entityManagerFactory().createEntityManager()) {
				EntityTransaction transaction = entityManager.getTransaction();
				transaction.begin();
				this.prefetch.processChunk(books(entityManager));
				assertThat(this.database.statements().during(transaction::commit)).isEmpty();
			}
		}
	}

	@Test
	void should_flush_a_change_of_a_target() {
		for (String name : List.of("first", "second")) {
			this.prefetch.clear();
			this.database.inTransaction((entityManager) -> {
				List<Book> books = books(entityManager);
				this.prefetch.processChunk(books);
				books.get(7).getAuthor().setName(name);
				assertThat(this.database.statements().during(entityManager::flush))
					.containsExactly("update Author set name=? where id=?");
			});
			assertThat(nameOfAuthor7()).isEqualTo(name);
		}
	}

	@Test
	void should_flush_a_change_of_a_target_that_comes_from_the_memo() {
		this.prefetch.processChunk(this.database.read(ManagedItemTests::books));
		this.database.inTransaction((entityManager) -> {
			List<Book> books = books(entityManager);
			assertThat(this.database.statements().during(() -> this.prefetch.processChunk(books))).isEmpty();
			books.get(7).getAuthor().setName("changed");
		});
		assertThat(nameOfAuthor7()).isEqualTo("changed");
	}

	@Test
	void should_flush_a_change_of_a_collection() {
		this.database.inTransaction((entityManager) -> {
			Book book = entityManager.find(Book.class, 2);
			this.prefetch.processChunk(List.of(book));
			book.getCategories().add(entityManager.getReference(Category.class, 8));
			assertThat(this.database.statements().during(entityManager::flush))
				.containsExactly("insert into book_categories (Book_id,categories_id) values (?,?)");
		});
		this.database
			.inTransaction((entityManager) -> assertThat(entityManager.find(Book.class, 2).getCategories()).hasSize(3));
	}

	@Test
	void should_make_targets_that_the_session_knows() {
		this.database.inTransaction((entityManager) -> {
			List<Book> books = books(entityManager);
			this.prefetch.processChunk(books);
			assertThat(this.database.statements().during(() -> {
				Author author = entityManager.find(Author.class, 7);
				assertThat(author.getName()).isEqualTo("Author 7");
				assertThat(books.get(7).getAuthor().getName()).isSameAs(author.getName());
				assertThat(entityManager.contains(author)).isTrue();
			})).isEmpty();
			assertThat(entityManager.createQuery("from Author where id = 7", Author.class).getSingleResult())
				.isSameAs(entityManager.find(Author.class, 7));
			entityManager.refresh(entityManager.find(Author.class, 7));
		});
	}

	@Test
	void should_keep_the_lazy_associations_of_targets_alive() {
		MemoizedPrefetch books = MemoizedPrefetch.builder(this.database.entityManagerFactory()).paths("book").build();
		this.database.inTransaction((entityManager) -> {
			var review = entityManager.find(Review.class, 1);
			books.processChunk(List.of(review));
			assertThat(review.getBook().getAuthor().getName()).isEqualTo("Author 7");
			assertThat(review.getBook().getCategories()).hasSize(3);
		});
	}

	@Test
	void should_leave_a_target_that_is_about_to_be_deleted() {
		this.database.inTransaction((entityManager) -> {
			Book book = entityManager.find(Book.class, 2);
			entityManager.remove(entityManager.find(Author.class, 2));
			this.prefetch.processChunk(List.of(book));
			assertThat(book.getPublisher().getName()).isEqualTo("Publisher 2");
			entityManager.clear();
		});
	}

	@Test
	void should_respect_a_read_only_session() {
		this.database.inTransaction((entityManager) -> {
			entityManager.unwrap(Session.class).setDefaultReadOnly(true);
			Book book = entityManager.find(Book.class, 7);
			this.prefetch.processChunk(List.of(book));
			book.getAuthor().setName("ignored");
			assertThat(this.database.statements().during(entityManager::flush)).isEmpty();
		});
	}

}
