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
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Catalogue;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * More threads than cores over one memo, in random order.
 */
@Timeout(120)
class StressTests {

	private static final int THREADS = 12;

	private static final int CHUNKS = 15;

	private static final String[] PATHS = { "book.author", "book.translator", "book.publisher", "book.categories",
			"book.bookCategories.category.parent" };

	private final Database database = Database.open().populate();

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

	@AfterEach
	void close() {
		this.executor.shutdownNow();
		this.database.close();
	}

	/**
	 * Each thread holds at most one connection: a second one would let the pool, which
	 * has one for each thread, run empty when all threads have their first.
	 */
	@ParameterizedTest
	@ValueSource(longs = { 1, 3, 1_000 })
	void should_need_no_more_connections_than_threads(long cacheSize) throws Exception {
		limitConnections(THREADS);
		MemoizedPrefetch prefetch = prefetch(cacheSize);
		Map<Long, String> truth = truth();
		CyclicBarrier together = new CyclicBarrier(THREADS);
		runInAllThreads((random) -> {
			for (int chunk = 0; chunk < CHUNKS; chunk++) {
				List<Review> reviews = this.database.read((entityManager) -> read(entityManager, random));
				together.await(20, TimeUnit.SECONDS); // all miss at the same time
				prefetch.processChunk(reviews);
				reviews.forEach((review) -> assertThat(line(review)).isEqualTo(truth.get(review.getId())));
			}
		});
		if (cacheSize == 1_000) {
			assertThat(prefetch.statistics().target(Book.class).loads()).isEqualTo(40);
			assertThat(prefetch.statistics().target(Author.class).loads()).isEqualTo(12);
			assertThat(prefetch.statistics().target(Publisher.class).loads()).isEqualTo(4);
			// a thread that misses one collection alone loads it with its categories
			assertThat(prefetch.statistics().target(Category.class).loads()).isLessThanOrEqualTo(9);
		}
	}

	/**
	 * Items of open sessions: each thread's transaction has a connection, and one more is
	 * enough for all who load, because nobody keeps it while waiting for another thread.
	 */
	@Test
	void should_manage_with_one_connection_more_than_transactions() throws Exception {
		limitConnections(THREADS + 1);
		MemoizedPrefetch prefetch = prefetch(3);
		Map<Long, String> truth = truth();
		runInAllThreads((random) -> {
			for (int chunk = 0; chunk < CHUNKS; chunk++) {
				this.database.inTransaction((entityManager) -> {
					List<Review> reviews = read(entityManager, random);
					prefetch.processChunk(reviews);
					reviews.forEach((review) -> assertThat(line(review)).isEqualTo(truth.get(review.getId())));
				});
			}
		});
	}

	/**
	 * Some threads write: a number that is the same in all names of an author and never
	 * goes back. Others read: what was committed before they began, or later.
	 */
	@ParameterizedTest
	@ValueSource(longs = { 1, 1_000 })
	void should_lose_no_update_and_show_none_that_is_out_of_date(long cacheSize) throws Exception {
		MemoizedPrefetch prefetch = prefetch(cacheSize);
		int[] committed = new int[12];
		Object[] locks = new Object[12];
		for (int id = 0; id < 12; id++) {
			locks[id] = new Object();
		}
		this.database.inTransaction((entityManager) -> entityManager.createQuery("from Author", Author.class)
			.getResultList()
			.forEach((author) -> author.setName("0")));
		runInAllThreads((random) -> {
			for (int chunk = 0; chunk < CHUNKS; chunk++) {
				if (random.nextInt(4) == 0) {
					increment(random.nextInt(12), locks, committed);
				}
				else {
					readAuthors(prefetch, random, locks, committed);
				}
			}
		});
		List<Author> authors = this.database.read((em) -> em.createQuery("from Author", Author.class).getResultList());
		authors.forEach((author) -> assertThat(author.getName())
			.isEqualTo(String.valueOf(committed[author.getId().intValue()])));
	}

	private void increment(int id, Object[] locks, int[] committed) {
		synchronized (locks[id]) {
			this.database.inTransaction((entityManager) -> {
				Author author = entityManager.find(Author.class, id);
				author.setName(String.valueOf(Integer.parseInt(author.getName()) + 1));
			});
			committed[id]++;
		}
	}

	private void readAuthors(MemoizedPrefetch prefetch, Random random, Object[] locks, int[] committed) {
		List<Review> reviews = this.database.read((entityManager) -> read(entityManager, random));
		int[] before = new int[12];
		for (int id = 0; id < 12; id++) {
			synchronized (locks[id]) {
				before[id] = committed[id];
			}
		}
		prefetch.processChunk(reviews);
		for (Review review : reviews) {
			Author author = review.getBook().getAuthor();
			assertThat(Integer.parseInt(author.getName())).isGreaterThanOrEqualTo(before[author.getId().intValue()]);
		}
	}

	/**
	 * A few books are at a state whose number never goes back: the title tells it, and in
	 * binary the categories do. Some threads commit the next one, others read, and see of
	 * each book what was committed when their chunk began, or later.
	 */
	@ParameterizedTest
	@CsvSource({ "1, false", "1000, false", "1000, true" })
	void should_show_collections_as_they_were_committed(long cacheSize, boolean managed) throws Exception {
		MemoizedPrefetch prefetch = prefetch(cacheSize);
		int[] committed = new int[8];
		Object[] locks = new Object[8];
		for (int id = 0; id < 8; id++) {
			locks[id] = new Object();
			setState(id, 0);
		}
		runInAllThreads((random) -> {
			for (int chunk = 0; chunk < 2 * CHUNKS; chunk++) {
				if (random.nextInt(3) == 0) {
					int id = random.nextInt(8);
					synchronized (locks[id]) {
						setState(id, committed[id] + 1);
						committed[id]++;
					}
				}
				else {
					int[] before = copy(committed, locks);
					Map<Integer, List<Integer>> seen = managed
							? this.database.read((entityManager) -> states(prefetch, books(entityManager)))
							: states(prefetch, this.database.read(StressTests::books));
					int[] after = copy(committed, locks);
					seen.forEach((id, states) -> assertThat(states).as("book %d", id)
						.allSatisfy((state) -> assertThat(state).isBetween(before[id], after[id])));
				}
			}
		});
		int[] last = copy(committed, locks);
		states(prefetch, this.database.read(StressTests::books))
			.forEach((id, states) -> assertThat(states).containsOnly(last[id]));
	}

	private void setState(int id, int state) {
		this.database.inTransaction((entityManager) -> {
			Book book = entityManager.find(Book.class, id);
			book.setTitle(String.valueOf(state));
			for (int bit = 0; bit < Catalogue.CATEGORIES; bit++) {
				Category category = entityManager.getReference(Category.class, bit);
				if ((state & (1 << bit)) != 0) {
					book.getCategories().add(category);
				}
				else {
					book.getCategories().remove(category);
				}
			}
		});
	}

	private static int[] copy(int[] committed, Object[] locks) {
		int[] copy = new int[committed.length];
		for (int id = 0; id < committed.length; id++) {
			synchronized (locks[id]) {
				copy[id] = committed[id];
			}
		}
		return copy;
	}

	private static List<Review> books(EntityManager entityManager) {
		return entityManager.createQuery("from Review r where r.book.id < 8", Review.class).getResultList();
	}

	/** By the book's id. */
	private static Map<Integer, List<Integer>> states(MemoizedPrefetch prefetch, List<Review> reviews) {
		prefetch.processChunk(reviews);
		Map<Integer, List<Integer>> states = new TreeMap<>();
		for (Review review : reviews) {
			Book book = review.getBook();
			int bits = book.getCategories().stream().mapToInt((category) -> 1 << category.getId().intValue()).sum();
			states.put(book.getId().intValue(), List.of(Integer.parseInt(book.getTitle()), bits));
		}
		return states;
	}

	private MemoizedPrefetch prefetch(long cacheSize) {
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths(PATHS)
			.cacheSize(cacheSize);
		for (Class<?> target : List.of(Book.class, Author.class, Publisher.class, Category.class)) {
			builder.config(new MemoizedPrefetchConfig<>(target).prefetchAll(false));
		}
		return builder.build();
	}

	private void limitConnections(int size) {
		HikariDataSource dataSource = this.database.dataSource();
		dataSource.setMaximumPoolSize(size);
		dataSource.setConnectionTimeout(TimeUnit.SECONDS.toMillis(20));
	}

	private Map<Long, String> truth() {
		Map<Long, String> lines = new TreeMap<>();
		this.database.inTransaction((entityManager) -> entityManager.createQuery("from Review", Review.class)
			.getResultList()
			.forEach((review) -> lines.put(review.getId(), line(review))));
		return lines;
	}

	private static List<Review> read(EntityManager entityManager, Random random) {
		return entityManager.createQuery("from Review order by id", Review.class)
			.setFirstResult(random.nextInt(95))
			.setMaxResults(1 + random.nextInt(20))
			.getResultList();
	}

	private static String line(Review review) {
		return Bookshop.credits(review) + Bookshop.categories(review) + Bookshop.linkedCategories(review.getBook());
	}

	private interface Work {

		void run(Random random) throws Exception;

	}

	private void runInAllThreads(Work work) throws Exception {
		List<Callable<Void>> tasks = new ArrayList<>();
		for (int thread = 0; thread < THREADS; thread++) {
			Random random = new Random(thread);
			tasks.add(() -> {
				work.run(random);
				return null;
			});
		}
		for (Future<Void> future : this.executor.invokeAll(tasks)) {
			future.get();
		}
	}

}
