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
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import org.hibernate.Hibernate;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Targets whose instances detached items share.
 */
class SharedTargetTests {

	private static final String[] PATHS = { "book.author", "book.translator", "book.publisher" };

	@AutoClose
	private final Database database = Database.open().populate();

	private final MemoizedPrefetch prefetch = prefetch(10_000);

	private MemoizedPrefetch prefetch(long cacheSize) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Review.class)
			.paths(PATHS)
			.cacheSize(cacheSize)
			.config(MemoizedPrefetchConfig.of(Book.class).shared(true))
			.config(MemoizedPrefetchConfig.of(Author.class).shared(true))
			.config(MemoizedPrefetchConfig.of(Publisher.class).shared(true))
			.build();
	}

	private List<Review> reviews(String where) {
		return this.database.entityManagerFactory()
			.unwrap(SessionFactory.class)
			.fromStatelessSession((session) -> session
				.createSelectionQuery("from Review where " + where + " order by id", Review.class)
				.getResultList());
	}

	private List<Review> chunk(MemoizedPrefetch prefetch, String where) {
		List<Review> reviews = reviews(where);
		prefetch.processChunk(reviews);
		return reviews;
	}

	private List<Review> chunk() {
		return chunk(this.prefetch, "id < 40");
	}

	private List<String> truth(String where) {
		return this.database.read((entityManager) -> lines(
				entityManager.createQuery("from Review where " + where + " order by id", Review.class)
					.getResultList()));
	}

	private static List<String> lines(List<Review> reviews) {
		return reviews.stream().map(Bookshop::credits).toList();
	}

	private static Book book(Review review) {
		return (Book) Hibernate.unproxy(review.getBook());
	}

	private static List<Book> books(List<Review> reviews) {
		return reviews.stream().map(SharedTargetTests::book).toList();
	}

	private void assertOneInstanceARow(List<Review> reviews) {
		Set<Object> instances = Collections.newSetFromMap(new IdentityHashMap<>());
		Set<Object> rows = new HashSet<>();
		for (Book book : books(reviews)) {
			instances.add(book);
			rows.add(book.getId());
			for (Author author : new Author[] { book.getAuthor(), book.getTranslator() }) {
				if (author != null) {
					instances.add(Hibernate.unproxy(author));
					rows.add("author " + author.getId());
				}
			}
		}
		assertThat(instances).hasSameSizeAs(rows);
	}

	@Test
	void should_give_all_chunks_the_same_instances() {
		List<Review> first = chunk();
		List<String> truth = truth("id < 40");
		List<Review> second = reviews("id < 40");
		assertThat(this.database.statements().during(() -> {
			this.prefetch.processChunk(second);
			assertThat(lines(second)).isEqualTo(truth);
		})).isEmpty();
		assertThat(lines(first)).isEqualTo(truth);
		for (int i = 0; i < first.size(); i++) {
			assertThat(book(second.get(i))).isSameAs(book(first.get(i)));
		}
		assertOneInstanceARow(second);
	}

	@Test
	void should_count_what_is_served() {
		int reviews = chunk().size();
		chunk();
		MemoizedPrefetchStatistics books = this.prefetch.statistics();
		assertThat(books.target(Book.class).references()).isEqualTo(2L * reviews);
	}

	@Test
	void should_make_new_instances_of_what_a_commit_changes_and_of_what_leads_there() {
		List<Review> first = chunk();
		Book changed = book(first.get(0));
		long author = changed.getAuthor().getId();
		this.database.inTransaction((entityManager) -> entityManager.find(Author.class, author).setName("renamed"));
		List<Review> second = chunk();
		assertThat(lines(second)).isEqualTo(truth("id < 40")).isNotEqualTo(lines(first));
		for (int i = 0; i < first.size(); i++) {
			Book book = book(second.get(i));
			boolean concerned = book.getAuthor().getId() == author
					|| (book.getTranslator() != null && book.getTranslator().getId() == author);
			if (concerned) {
				assertThat(book).isNotSameAs(book(first.get(i)));
			}
			else {
				assertThat(book).isSameAs(book(first.get(i)));
			}
			assertThat(Hibernate.unproxy(book.getPublisher()))
				.isSameAs(Hibernate.unproxy(book(first.get(i)).getPublisher()));
		}
		assertOneInstanceARow(second);
	}

	@Test
	void should_follow_a_reference_that_is_changed() {
		List<Review> first = chunk();
		long id = book(first.get(0)).getId();
		this.database.inTransaction((entityManager) -> entityManager.find(Book.class, id)
			.setAuthor(entityManager.getReference(Author.class, 1)));
		assertThat(lines(chunk())).isEqualTo(truth("id < 40"));
	}

	@Test
	void should_forget_what_is_evicted_on_demand() {
		List<Review> first = chunk();
		this.database.execute("update author set name = 'behind its back'");
		assertThat(lines(chunk())).isEqualTo(lines(first));
		this.prefetch.evict(Author.class);
		assertThat(lines(chunk())).isEqualTo(truth("id < 40"));
		List<Book> before = books(chunk());
		this.prefetch.clear();
		assertThat(books(chunk())).doesNotContainAnyElementsOf(before);
	}

	@Test
	void should_keep_one_instance_a_row_in_a_chunk_when_the_memo_is_too_small() {
		MemoizedPrefetch small = prefetch(3);
		for (int chunk = 0; chunk < 8; chunk++) {
			String where = "id between " + 5 * chunk + " and " + (5 * chunk + 20);
			List<Review> reviews = chunk(small, where);
			assertThat(lines(reviews)).isEqualTo(truth(where));
			assertOneInstanceARow(reviews);
		}
	}

	@Test
	void should_leave_managed_items_their_own_instances_and_say_so() {
		List<Book> shared = books(chunk());
		List<String> truth = truth("id < 40");
		assertThat(LogCapture.messages(() -> this.database.inTransaction((entityManager) -> {
			List<Review> managed = entityManager.createQuery("from Review where id < 40 order by id", Review.class)
				.getResultList();
			this.prefetch.processChunk(managed);
			assertThat(this.database.statements().during(() -> assertThat(lines(managed)).isEqualTo(truth))).isEmpty();
			assertThat(books(managed)).doesNotContainAnyElementsOf(shared).allMatch(entityManager::contains);
		}))).contains("'book' is not shared between chunks: a session manages the item, and what it leads to;"
				+ " shared(true) is for the items of a stateless session, and for others that are detached.");
	}

	@Test
	void should_serve_an_instance_that_an_item_brings() {
		List<Book> shared = books(chunk());
		List<Review> reviews = reviews("id < 40");
		Book own = this.database.read((entityManager) -> entityManager.find(Book.class, shared.get(0).getId()));
		reviews.add(new Review(1000, 5, own));
		this.prefetch.processChunk(reviews);
		assertThat(lines(reviews.subList(0, shared.size()))).isEqualTo(truth("id < 40"));
		assertThat(reviews.stream().filter((review) -> review.getBook().getId().equals(own.getId())))
			.allMatch((review) -> book(review) == own);
	}

	@Test
	void should_leave_what_is_not_on_the_paths_to_fail() {
		Book book = book(chunk().get(0));
		assertThatExceptionOfType(org.hibernate.LazyInitializationException.class)
			.isThrownBy(() -> book.getCategories().size());
	}

	@Test
	void should_share_what_unshared_targets_lead_to() {
		MemoizedPrefetch some = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths(PATHS)
			.config(MemoizedPrefetchConfig.of(Author.class).shared(true))
			.build();
		List<Review> first = chunk(some, "id < 40");
		List<Review> second = chunk(some, "id < 40");
		assertThat(lines(second)).isEqualTo(truth("id < 40"));
		for (int i = 0; i < first.size(); i++) {
			assertThat(book(second.get(i))).isNotSameAs(book(first.get(i)));
			assertThat(Hibernate.unproxy(book(second.get(i)).getAuthor()))
				.isSameAs(Hibernate.unproxy(book(first.get(i)).getAuthor()));
		}
		assertOneInstanceARow(second);
	}

	@Test
	void should_leave_alone_what_leads_to_a_missing_row() {
		this.database.execute("set database referential integrity false");
		this.database.execute("update book set author_id = 999 where id = 3");
		List<Review> first = chunk(this.prefetch, "book.id in (3, 4)");
		List<Review> second = chunk(this.prefetch, "book.id in (3, 4)");
		assertThat(second).hasSameSizeAs(first).isNotEmpty();
		for (int i = 0; i < first.size(); i++) {
			boolean missing = first.get(i).getBook().getId() == 3;
			assertThat(book(second.get(i)) == book(first.get(i))).isEqualTo(!missing);
			assertThat(Hibernate.isInitialized(book(second.get(i)).getAuthor())).isEqualTo(!missing);
			assertThat(Hibernate.isInitialized(book(second.get(i)).getPublisher())).isTrue();
		}
	}

	@Test
	void should_give_several_threads_the_same_instances() throws Exception {
		List<String> truth = truth("id < 90");
		ExecutorService executor = Executors.newFixedThreadPool(4);
		List<Callable<List<Review>>> tasks = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			tasks.add(() -> chunk(this.prefetch, "id < 90"));
		}
		Set<Object> instances = Collections.newSetFromMap(new IdentityHashMap<>());
		List<Review> all = new ArrayList<>();
		for (Future<List<Review>> future : executor.invokeAll(tasks)) {
			assertThat(lines(future.get())).isEqualTo(truth);
			all.addAll(future.get());
			instances.addAll(books(future.get()));
		}
		executor.shutdown();
		assertThat(instances).hasSameSizeAs(new HashSet<>(books(all).stream().map(Book::getId).toList()));
		assertOneInstanceARow(all);
	}

}
