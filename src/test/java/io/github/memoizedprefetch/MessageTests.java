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
import java.util.Map;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.Hibernate;
import org.hibernate.exception.JDBCConnectionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What users are told, and what is understood without a word.
 */
class MessageTests {

	@AutoClose
	private static final Database database = Database.open().populate();

	private static MemoizedPrefetch.Builder builder() {
		return MemoizedPrefetch.builder(database.entityManagerFactory());
	}

	@Test
	void should_tell_several_paths_in_one_string() {
		assertThatIllegalArgumentException().isThrownBy(() -> builder().paths("book.author, book.publisher").build())
			.withMessage("'book.author, book.publisher' is several paths in one string; write \"book.author\","
					+ " \"book.publisher\"");
	}

	@Test
	void should_know_what_is_meant_by_a_path_that_starts_too_late() {
		assertThatIllegalArgumentException().isThrownBy(() -> builder().itemType(Review.class).paths("author").build())
			.withMessage("Review has no attribute 'author' (path 'author'); did you mean 'book.author'?");
	}

	@Test
	void should_say_what_is_missing() {
		MemoizedPrefetch prefetch = builder().paths("book.author").build();
		assertThatNullPointerException().isThrownBy(() -> prefetch.processChunk(null))
			.withMessageStartingWith("items must not be null");
	}

	@Test
	void should_say_that_ids_lead_nowhere() {
		MemoizedPrefetch prefetch = builder().paths("book.author").build();
		assertThatIllegalArgumentException().isThrownBy(() -> prefetch.processChunk(List.of(1L, 2L)))
			.withMessage(
					"Items of java.lang.Long have no associations (path 'book.author'); if they are ids, say whose:"
							+ " itemsAreIdsOf(Book.class)");
		assertThatIllegalArgumentException().isThrownBy(() -> builder().itemType(UUID.class).paths("x").build())
			.withMessageContaining("java.util.UUID");
	}

	@Test
	void should_serve_what_is_in_lists_and_rows() {
		MemoizedPrefetch prefetch = builder().paths("book.author").build();
		List<Object[]> rows = database.read((entityManager) -> entityManager
			.createQuery("select r, r.id from Review r where r.id < 3 order by r.id", Object[].class)
			.getResultList());
		List<Review> group = database.read((entityManager) -> entityManager
			.createQuery("from Review r where r.id between 3 and 5 order by r.id", Review.class)
			.getResultList());
		prefetch.processChunk(List.of(rows.get(0), rows.get(1), rows.get(2), group));
		assertThat(rows).allSatisfy((row) -> assertThat(((Review) row[0]).getBook().getAuthor().getName()).isNotNull());
		assertThat(group).allSatisfy((review) -> assertThat(review.getBook().getAuthor().getName()).isNotNull());
	}

	@Test
	void should_say_that_the_factory_is_closed() {
		Database other = Database.open().populate();
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(other.entityManagerFactory()).paths("book.author").build();
		Review review = other.read((entityManager) -> entityManager.find(Review.class, 1));
		other.close();
		assertThatIllegalStateException().isThrownBy(() -> prefetch.processChunk(List.of(review)))
			.withMessageStartingWith("The EntityManagerFactory of this MemoizedPrefetch is closed");
	}

	@Test
	void should_describe_a_prefetch_and_a_config_by_their_paths() {
		MemoizedPrefetchConfig<Author> config = MemoizedPrefetchConfig.of(Author.class, "book.author");
		assertThat(config).hasToString("MemoizedPrefetchConfig of Author[book.author]");
		assertThat(builder().itemType(Review.class).paths("book__publisher").config(config).build())
			.hasToString("MemoizedPrefetch[book.publisher, book.author] of Review");
	}

	@Test
	void should_take_the_default_for_a_job_parameter_that_is_missing() {
		MemoizedPrefetchConfig<Author> config = MemoizedPrefetchConfig.of(Author.class, "book.author");
		config.setCacheSize(null);
		assertThat(builder().config(config).cacheSize((Long) null).build()).isNotNull();
	}

	@Test
	void should_say_that_a_config_has_no_effect() {
		try (LogCapture log = new LogCapture()) {
			builder().itemType(Review.class)
				.paths("book.author")
				.config(new MemoizedPrefetchConfig<>(Category.class).cacheSize(5),
						new MemoizedPrefetchConfig<>(Author.class).cacheSize(5))
				.build();
			assertThat(log.warnings()).containsExactly("The config of Category has no effect: no path leads to it.");
		}
	}

	@Entity(name = "Shelf")
	@Access(AccessType.FIELD)
	static class Shelf {

		@Id
		private Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		private Author aBook;

		@ManyToOne(fetch = FetchType.LAZY)
		private Author ISBNBook;

		public Author getABook() {
			return this.aBook;
		}

		public Author getISBNBook() {
			return this.ISBNBook;
		}

	}

	public record Row(Shelf shelf) {

		public Author getABook() {
			return this.shelf.getABook();
		}

		public Author getISBNBook() {
			return this.shelf.getISBNBook();
		}

	}

	@Test
	void should_have_one_rule_for_the_names_of_getters() {
		assertThat(AssociationPath.of(Shelf::getABook)).hasToString("ABook");
		assertThat(AssociationPath.of(Row::getISBNBook)).hasToString("ISBNBook");
		try (Database other = Database.open(Author.class, Shelf.class)) {
			EntityManagerFactory factory = other.entityManagerFactory();
			assertThat(MemoizedPrefetch.builder(factory)
				.itemType(Shelf.class)
				.paths(AssociationPath.of(Shelf::getABook), AssociationPath.of(Shelf::getISBNBook))
				.paths("aBook", "ISBNBook")
				.build()).isNotNull();
			assertThat(MemoizedPrefetch.builder(factory)
				.itemType(Row.class)
				.paths(AssociationPath.of(Row::getABook), AssociationPath.of(Row::getISBNBook))
				.paths("aBook", "ABook", "ISBNBook", "iSBNBook", "shelf.aBook")
				.build()).isNotNull();
		}
	}

	@Test
	void should_say_that_the_prefetch_needs_a_connection_of_its_own() {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl("jdbc:hsqldb:mem:pool" + UUID.randomUUID());
		pool.setMaximumPoolSize(1);
		pool.setConnectionTimeout(250);
		try (pool;
				Database other = Database.open(Map.of("jakarta.persistence.nonJtaDataSource", pool), Author.class,
						io.github.memoizedprefetch.model.Book.class, Category.class,
						io.github.memoizedprefetch.model.BookCategory.class,
						io.github.memoizedprefetch.model.Publisher.class, Review.class)) {
			other.populate();
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(other.entityManagerFactory()).paths("book").build();
			try (EntityManager entityManager = other.entityManagerFactory().createEntityManager()) {
				entityManager.getTransaction().begin();
				Review review = entityManager.find(Review.class, 1);
				assertThatThrownBy(() -> prefetch.processChunk(List.of(review)))
					.isInstanceOf(JDBCConnectionException.class)
					.hasMessageStartingWith("The prefetch reads over a connection of its own, beside that of the step's"
							+ " transaction, and could not have one: ")
					.hasMessageContaining("Let the connection pool have one more for each thread that prefetches");
				assertThat(Hibernate.isInitialized(review.getBook())).isFalse();
				entityManager.getTransaction().rollback();
			}
		}
	}

}
