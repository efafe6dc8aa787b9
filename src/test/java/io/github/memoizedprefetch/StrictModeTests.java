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
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.hibernate.LazyInitializationException;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Lazy loads that are not prefetched, and what is said of them.
 */
class StrictModeTests {

	private static final String PUBLISHER = "review.book.publisher of Review#1 is not prefetched;"
			+ " add .paths(\"book.publisher\")";

	@AutoClose
	private final Database database = Database.open().populate();

	@AutoClose
	private final LogCapture log = new LogCapture();

	private MemoizedPrefetch prefetch(StrictMode mode, String... paths) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory()).paths(paths).strictMode(mode).build();
	}

	private static List<Review> reviews(EntityManager entityManager) {
		return entityManager.createQuery("from Review where id between 1 and 20 order by id", Review.class)
			.getResultList();
	}

	/** Read reviews, prefetch them, and do something in the same session. */
	private void managed(MemoizedPrefetch prefetch, Consumer<List<Review>> work) {
		this.database.inTransaction((entityManager) -> {
			List<Review> reviews = reviews(entityManager);
			prefetch.processChunk(reviews);
			work.accept(reviews);
		});
	}

	private List<Review> detached(MemoizedPrefetch prefetch) {
		List<Review> reviews = this.database.read(StrictModeTests::reviews);
		prefetch.processChunk(reviews);
		return reviews;
	}

	@Test
	void should_register_nothing_when_off() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.OFF, "book");
		SessionFactoryImplementor factory = this.database.entityManagerFactory()
			.unwrap(SessionFactoryImplementor.class);
		// Hibernate's own, and the one that hears of locks that increment versions
		assertThat(factory.getEventListenerRegistry().getEventListenerGroup(EventType.LOAD).listeners())
			.extracting((listener) -> listener.getClass().getSimpleName())
			.doesNotContain("LazyLoadEvents")
			.hasSize(2);
		assertThat(factory.getEventListenerRegistry().getEventListenerGroup(EventType.INIT_COLLECTION).count()).isOne();
		managed(prefetch, (reviews) -> reviews.forEach(Bookshop::credits));
		assertThat(prefetch.lazyLoads()).isEmpty();
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_warn_once_a_path_and_count_every_lazy_load() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.WARN, "book.author");
		List<String> truth = linesOfAnotherSession();
		managed(prefetch, (reviews) -> {
			this.database.statements().reset();
			assertThat(lines(reviews)).isEqualTo(truth);
			assertThat(prefetch.lazyLoads().values().stream().mapToLong(Long::longValue).sum())
				.isEqualTo(this.database.statements().count());
		});
		assertThat(this.log.warnings()).containsExactly(
				"Loaded lazily: review.book.translator of Review#1 is not prefetched; add .paths(\"book.translator\")",
				"Loaded lazily: " + PUBLISHER,
				"Loaded lazily: review.book.categories of Review#1 is not prefetched; add .paths(\"book.categories\")");
		assertThat(prefetch.lazyLoads()).isEqualTo(
				Map.of("review.book.translator", 1L, "review.book.publisher", 4L, "review.book.categories", 20L));
	}

	private List<String> linesOfAnotherSession() {
		return this.database.read((entityManager) -> lines(reviews(entityManager)));
	}

	private static List<String> lines(List<Review> reviews) {
		return reviews.stream().map((review) -> Bookshop.credits(review) + Bookshop.categories(review)).toList();
	}

	@Test
	void should_find_what_is_behind_a_lazy_load() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.WARN, "author");
		this.database.inTransaction((entityManager) -> {
			List<Book> books = entityManager.createQuery("from Book where id = 7", Book.class).getResultList();
			prefetch.processChunk(books);
			Bookshop.linkedCategories(books.get(0));
		});
		assertThat(this.log.warnings()).containsExactly(
				"Loaded lazily: book.bookCategories of Book#7 is not prefetched; add .paths(\"bookCategories\")",
				"Loaded lazily: book.bookCategories.category of Book#7 is not prefetched; add"
						+ " .paths(\"bookCategories.category\")",
				"Loaded lazily: book.bookCategories.category.parent of Book#7 is not prefetched; add"
						+ " .paths(\"bookCategories.category.parent\")");
	}

	@Test
	void should_be_silent_when_all_is_prefetched() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL, "book.author", "book.translator", "book.publisher",
				"book.categories");
		for (int i = 0; i < 2; i++) {
			managed(prefetch, StrictModeTests::lines);
			lines(detached(prefetch));
		}
		assertThat(prefetch.lazyLoads()).isEmpty();
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_fail_before_anything_is_loaded_and_leave_the_session_usable() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL, "book.author");
		this.database.inTransaction((entityManager) -> {
			List<Review> reviews = reviews(entityManager);
			prefetch.processChunk(reviews);
			Book book = reviews.get(0).getBook();
			for (int i = 0; i < 2; i++) {
				assertThat(this.database.statements()
					.during(() -> assertThatExceptionOfType(UnprefetchedAssociationException.class)
						.isThrownBy(() -> book.getPublisher().getName())
						.withMessage(PUBLISHER)
						.satisfies((ex) -> {
							assertThat(ex.getItem()).isEqualTo("Review#1");
							assertThat(ex.getPath()).isEqualTo("book.publisher");
						})))
					.isEmpty();
				assertThat(Hibernate.isInitialized(book.getPublisher())).isFalse();
			}
			assertThatExceptionOfType(UnprefetchedAssociationException.class)
				.isThrownBy(() -> book.getCategories().size())
				.withMessage("review.book.categories of Review#1 is not prefetched; add .paths(\"book.categories\")");
			assertThat(entityManager.unwrap(org.hibernate.Session.class).isJoinedToTransaction()).isTrue();
			assertThat(book.getAuthor().getName()).isEqualTo("Author 7");
			reviews.get(0).setRating(0);
			prefetch.clear();
			assertThat(book.getPublisher().getName()).isEqualTo("Publisher 3");
			assertThat(book.getCategories()).hasSize(3);
		});
		assertThat(read("select rating from Review where id = 1")).isEqualTo(0);
	}

	private Object read(String query) {
		return this.database.read((entityManager) -> entityManager.createQuery(query, Object.class).getSingleResult());
	}

	@Test
	void should_leave_other_loads_of_the_session_alone() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL, "book");
		this.database.inTransaction((entityManager) -> {
			List<Review> reviews = reviews(entityManager);
			prefetch.processChunk(reviews);
			entityManager.createQuery("from Book b join fetch b.translator where b.id < 5", Book.class).getResultList();
			assertThat(entityManager.find(Book.class, 5).getAuthor().getName()).isEqualTo("Author 5");
			assertThat(entityManager.find(Author.class, 7).getName()).isEqualTo("Author 7");
			assertThat(reviews.get(0).getBook().getAuthor().getName()).isEqualTo("Author 7");
			entityManager.flush();
		});
	}

	@Test
	void should_leave_alone_what_is_read_anew_after_the_items_were_detached() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL, "book.author");
		this.database.inTransaction((entityManager) -> {
			Book book = reviews(entityManager).get(0).getBook();
			prefetch.processChunk(reviews(entityManager));
			entityManager.clear();
			Book anew = entityManager.find(Book.class, book.getId());
			assertThat(anew.getPublisher().getName()).isEqualTo("Publisher 3");
			assertThat(anew.getCategories()).hasSize(3);
		});
		assertThat(prefetch.lazyLoads()).isEmpty();
	}

	@Test
	void should_not_see_what_hibernate_loads_without_a_transaction() {
		try (Database noTransactions = Database
			.open(Map.of("hibernate.enable_lazy_load_no_trans", true), Author.class, Publisher.class, Category.class,
					Book.class, BookCategory.class, Review.class)
			.populate()) {
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(noTransactions.entityManagerFactory())
				.paths("book.author")
				.strictMode(StrictMode.FAIL)
				.build();
			List<Review> reviews = noTransactions.read(StrictModeTests::reviews);
			prefetch.processChunk(reviews);
			assertThat(reviews.get(0).getBook().getPublisher().getName()).isEqualTo("Publisher 3");
			assertThat(prefetch.lazyLoads()).isEmpty();
		}
	}

	@Test
	void should_leave_other_sessions_alone() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL, "book.author");
		List<String> truth = linesOfAnotherSession();
		managed(prefetch, (reviews) -> {
			assertThat(linesOfAnotherSession()).isEqualTo(truth);
			assertThat(CompletableFuture.supplyAsync(this::linesOfAnotherSession).join()).isEqualTo(truth);
		});
		assertThat(prefetch.lazyLoads()).isEmpty();
	}

	@Test
	void should_watch_the_items_on_every_thread() {
		managed(prefetch(StrictMode.FAIL, "book.author"),
				(reviews) -> CompletableFuture
					.runAsync(() -> assertThatExceptionOfType(UnprefetchedAssociationException.class)
						.isThrownBy(() -> reviews.get(0).getBook().getPublisher().getName())
						.withMessage(PUBLISHER))
					.join());
	}

	@Test
	void should_watch_the_chunks_of_several_sessions() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL, "book.author");
		managed(prefetch, (reviews) -> managed(prefetch, (others) -> {
			prefetch.processChunk(List.of());
			for (List<Review> chunk : List.of(reviews, others)) {
				assertThatExceptionOfType(UnprefetchedAssociationException.class)
					.isThrownBy(() -> chunk.get(0).getBook().getPublisher().getName())
					.withMessage(PUBLISHER);
			}
		}));
	}

	@Test
	void should_name_the_first_item_of_the_newest_chunk() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL, "book.author");
		managed(prefetch, (reviews) -> {
			prefetch.processChunk(reviews.subList(4, 20));
			assertThatExceptionOfType(UnprefetchedAssociationException.class)
				.isThrownBy(() -> reviews.get(4).getBook().getPublisher().getName())
				.withMessage("review.book.publisher of Review#5 is not prefetched; add .paths(\"book.publisher\")");
		});
	}

	@Test
	void should_merge_into_another_session() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL, "book.author");
		managed(prefetch, (reviews) -> this.database.inTransaction((other) -> reviews.forEach((review) -> {
			review.setRating(9);
			assertThat(other.merge(review).getRating()).isEqualTo(9);
		})));
		List<Review> reviews = detached(prefetch);
		this.database.inTransaction((other) -> reviews.forEach(other::merge));
		assertThat(prefetch.lazyLoads()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "WARN", "FAIL" })
	void should_explain_what_detached_items_cannot_load(StrictMode mode) {
		MemoizedPrefetch prefetch = prefetch(mode, "book.author");
		List<Review> reviews = detached(prefetch);
		Review item = reviews.get(4);
		assertThatExceptionOfType(LazyInitializationException.class)
			.isThrownBy(() -> item.getBook().getPublisher().getName())
			.satisfies((ex) -> {
				prefetch.explain(new IllegalStateException(ex), item);
				prefetch.explain(ex, item);
				assertThat(ex.getSuppressed()).singleElement()
					.isInstanceOf(UnprefetchedAssociationException.class)
					.extracting(Throwable::getMessage)
					.isEqualTo("review.book.publisher of Review#5 is not prefetched; add .paths(\"book.publisher\")");
			});
		assertThatExceptionOfType(LazyInitializationException.class)
			.isThrownBy(() -> item.getBook().getCategories().size())
			.satisfies((ex) -> {
				prefetch.explain(ex, null);
				assertThat(ex.getSuppressed()).singleElement()
					.extracting(Throwable::getMessage)
					.isEqualTo("review.book.categories of Review#5 is not prefetched; add .paths(\"book.categories\")");
			});
		assertThat(this.log.warnings()).hasSize(2);
	}

	@Test
	void should_explain_items_of_a_stateless_session() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL, "book.author");
		this.database.entityManagerFactory().unwrap(SessionFactory.class).inStatelessTransaction((session) -> {
			List<Review> reviews = session.createSelectionQuery("from Review order by id", Review.class).list();
			prefetch.processChunk(reviews);
			assertThatExceptionOfType(LazyInitializationException.class)
				.isThrownBy(() -> reviews.get(0).getBook().getPublisher().getName())
				.satisfies((ex) -> {
					prefetch.explain(ex, reviews.get(0));
					assertThat(ex.getSuppressed()).singleElement()
						.extracting(Throwable::getMessage)
						.isEqualTo(
								"review.book.publisher of Review#0 is not prefetched; add .paths(\"book.publisher\")");
				});
		});
	}

	@Test
	void should_explain_nothing_when_off_and_nothing_else() {
		List<Review> reviews = detached(prefetch(StrictMode.OFF, "book.author"));
		assertThatExceptionOfType(LazyInitializationException.class)
			.isThrownBy(() -> reviews.get(0).getBook().getPublisher().getName())
			.satisfies((ex) -> {
				prefetch(StrictMode.OFF, "book").explain(ex, reviews.get(0));
				prefetch(StrictMode.FAIL, "book").explain(new IllegalStateException("other"), reviews.get(0));
				prefetch(StrictMode.FAIL, "book").explain(ex, null);
				assertThat(ex.getSuppressed()).isEmpty();
			});
	}

	/** What is behind the getter of an item must not be loaded to find out. */
	public record Row(Review review, String title) {

		public Author author() {
			return this.review.getBook().getAuthor();
		}

		public Author getTranslator() {
			return this.review.getBook().getTranslator();
		}

	}

	@Test
	void should_name_items_that_are_no_entities() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL, "review.book.author");
		this.database.inTransaction((entityManager) -> {
			List<Row> rows = reviews(entityManager).stream().map((review) -> new Row(review, "a title")).toList();
			prefetch.processChunk(rows);
			assertThatExceptionOfType(UnprefetchedAssociationException.class)
				.isThrownBy(() -> rows.get(1).review().getBook().getPublisher().getName())
				.withMessage("row.review.book.publisher of Row 2 of the chunk is not prefetched;"
						+ " add .paths(\"review.book.publisher\")");
		});
	}

	@Test
	void should_not_load_to_find_out() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.WARN, "review");
		this.database.inTransaction((entityManager) -> {
			List<Row> rows = reviews(entityManager).stream().map((review) -> new Row(review, "a title")).toList();
			assertThat(this.database.statements().during(() -> prefetch.processChunk(rows))).isEmpty();
			assertThat(Hibernate.isInitialized(rows.get(0).review().getBook())).isFalse();
		});
		assertThat(prefetch.lazyLoads()).isEmpty();
	}

	@Test
	void should_say_that_a_reference_was_left() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("book")
			.config(MemoizedPrefetchConfig.of(Author.class, "book.author")
				.restriction((root, query, builder) -> builder.equal(root.get("id"), 8)))
			.strictMode(StrictMode.FAIL)
			.build();
		managed(prefetch,
				(reviews) -> assertThatExceptionOfType(UnprefetchedAssociationException.class)
					.isThrownBy(() -> reviews.get(0).getBook().getAuthor().getName())
					.withMessage("review.book.author of Review#1 is among the paths, but was left as Hibernate made it;"
							+ " the log says why, or its row is missing"));
	}

	@Test
	void should_say_it_again_after_clear() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.WARN, "book.author");
		for (int i = 0; i < 2; i++) {
			managed(prefetch, (reviews) -> reviews.get(0).getBook().getPublisher().getName());
			prefetch.clear();
		}
		assertThat(this.log.warnings()).containsExactly("Loaded lazily: " + PUBLISHER, "Loaded lazily: " + PUBLISHER);
		assertThat(prefetch.lazyLoads()).isEqualTo(Map.of("review.book.publisher", 2L));
	}

	@Test
	void should_keep_no_items() throws InterruptedException {
		MemoizedPrefetch prefetch = prefetch(StrictMode.WARN, "book.author");
		List<java.lang.ref.WeakReference<Review>> items = detached(prefetch).stream()
			.map(java.lang.ref.WeakReference::new)
			.collect(Collectors.toList());
		for (int i = 0; i < 50 && items.stream().anyMatch((item) -> !item.refersTo(null)); i++) {
			System.gc();
			Thread.sleep(20);
		}
		assertThat(items).allMatch((item) -> item.refersTo(null));
	}

}
