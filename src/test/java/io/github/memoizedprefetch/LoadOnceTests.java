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
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.github.memoizedprefetch.memo.SingleFlight;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Threads that miss the same ids at the same time. One of them is held up in a loader
 * while the other asks.
 */
@Timeout(30)
class LoadOnceTests {

	private final Database database = Database.open().populate();

	private final List<Collection<?>> loads = new CopyOnWriteArrayList<>();

	private final CountDownLatch loading = new CountDownLatch(1);

	private final CountDownLatch mayLoad = new CountDownLatch(1);

	private final MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
		.config(MemoizedPrefetchConfig.of(Author.class, "book.author").loader(this::load))
		.build();

	private RuntimeException failure;

	@AfterEach
	void close() {
		this.mayLoad.countDown();
		this.database.close();
	}

	@Test
	void should_wait_for_a_load_of_the_same_ids() throws Exception {
		FutureTask<String> first = start(() -> author(1));
		this.loading.await();
		FutureTask<String> second = startAndWaitUntilItWaits(() -> author(1));
		this.mayLoad.countDown();
		assertThat(first.get()).isEqualTo("Author 7");
		assertThat(second.get()).isEqualTo("Author 7");
		assertThat(this.loads).hasSize(1);
		assertThat(this.prefetch.statistics().target(Author.class).loads()).isOne();
	}

	@Test
	void should_load_what_no_other_thread_is_loading_before_it_waits() throws Exception {
		FutureTask<String> first = start(() -> author(1));
		this.loading.await();
		FutureTask<String> second = startAndWaitUntilItWaits(() -> author(1, 2, 3));
		this.mayLoad.countDown();
		assertThat(first.get()).isEqualTo("Author 7");
		assertThat(second.get()).isEqualTo("Author 7, Author 2, Author 9");
		assertThat(this.loads).hasSize(2);
		assertThat(this.loads.get(1)).extracting(Object::toString).containsExactlyInAnyOrder("2", "9");
	}

	@Test
	void should_hold_no_connection_while_it_waits() throws Exception {
		FutureTask<String> first = start(() -> author(1));
		this.loading.await();
		int connections = activeConnections();
		FutureTask<String> second = startAndWaitUntilItWaits(() -> author(1, 2));
		assertThat(activeConnections()).isEqualTo(connections);
		this.mayLoad.countDown();
		first.get();
		assertThat(second.get()).isEqualTo("Author 7, Author 2");
	}

	@Test
	void should_load_itself_if_the_other_thread_fails() throws Exception {
		this.failure = new IllegalStateException("deadlock victim");
		FutureTask<String> first = start(() -> author(1));
		this.loading.await();
		FutureTask<String> second = startAndWaitUntilItWaits(() -> author(1));
		this.mayLoad.countDown();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(first::get).withCause(this.failure);
		assertThat(second.get()).isEqualTo("Author 7");
		assertThat(author(1)).isEqualTo("Author 7");
		assertThat(this.loads).hasSize(2);
	}

	@Test
	void should_not_wait_for_what_is_read_since_before_a_change() throws Exception {
		FutureTask<String> first = start(() -> author(1));
		this.loading.await();
		this.database.inTransaction((entityManager) -> entityManager.find(Author.class, 7).setName("New name"));
		assertThat(author(1)).isEqualTo("New name");
		this.mayLoad.countDown();
		first.get();
		assertThat(author(1)).as("what the first has read is not memoized").isEqualTo("New name");
		assertThat(this.loads).hasSize(2);
	}

	@Test
	void should_not_share_what_a_loader_has_from_another_session() throws Exception {
		MemoizedPrefetch foreign = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Author.class, "book.author")
				.loader((ids, loading) -> this.database.read((other) -> (List<Author>) load(ids, other))))
			.build();
		FutureTask<String> first = start(() -> name(prefetched(foreign, 1)));
		this.loading.await();
		FutureTask<String> second = startAndWaitUntilItWaits(() -> name(prefetched(foreign, 1)));
		this.mayLoad.countDown();
		assertThat(first.get()).isEqualTo("Author 7");
		assertThat(second.get()).isEqualTo("Author 7");
		assertThat(this.loads).hasSize(2);
	}

	@Test
	void should_not_wait_long() throws Exception {
		FutureTask<String> first = start(() -> author(1));
		this.loading.await();
		assertThat(author(1)).isEqualTo("Author 7");
		assertThat(first.isDone()).isFalse();
		this.mayLoad.countDown();
		assertThat(first.get()).isEqualTo("Author 7");
	}

	@Test
	void should_not_wait_for_itself() {
		List<String> inner = new ArrayList<>();
		List<MemoizedPrefetch> self = new ArrayList<>();
		MemoizedPrefetch nested = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Author.class, "book.author").loader((ids, loading) -> {
				if (inner.isEmpty()) {
					inner.add("once");
					long start = System.nanoTime();
					inner.add(name(prefetched(self.get(0), 1)));
					assertThat(System.nanoTime() - start)
						.isLessThan(TimeUnit.MILLISECONDS.toNanos(SingleFlight.MAX_WAIT_MILLIS));
				}
				return find(ids, loading);
			}))
			.build();
		self.add(nested);
		assertThat(name(prefetched(nested, 1))).isEqualTo("Author 7");
		assertThat(inner).containsExactly("once", "Author 7");
	}

	private Iterable<Author> load(Collection<?> ids, EntityManager loading) {
		this.loads.add(List.copyOf(ids));
		List<Author> authors = find(ids, loading);
		if (this.loads.size() == 1) {
			this.loading.countDown();
			await(this.mayLoad);
			if (this.failure != null) {
				throw this.failure;
			}
		}
		return authors;
	}

	private static List<Author> find(Collection<?> ids, EntityManager loading) {
		return loading.createQuery("from Author where id in :ids", Author.class)
			.setParameter("ids", ids)
			.getResultList();
	}

	private String author(int... reviews) {
		List<String> names = new ArrayList<>();
		prefetched(this.prefetch, reviews).forEach((review) -> names.add(review.getBook().getAuthor().getName()));
		return String.join(", ", names);
	}

	private static String name(List<Review> reviews) {
		return reviews.get(0).getBook().getAuthor().getName();
	}

	private List<Review> prefetched(MemoizedPrefetch prefetch, int... ids) {
		List<Review> reviews = this.database.read((entityManager) -> {
			List<Review> found = new ArrayList<>();
			for (int id : ids) {
				found.add(entityManager.find(Review.class, id));
			}
			return found;
		});
		prefetch.processChunk(reviews);
		return reviews;
	}

	private int activeConnections() {
		return this.database.dataSource().getHikariPoolMXBean().getActiveConnections();
	}

	private static <V> FutureTask<V> start(Callable<V> work) {
		FutureTask<V> task = new FutureTask<>(work);
		new Thread(task).start();
		return task;
	}

	private static <V> FutureTask<V> startAndWaitUntilItWaits(Callable<V> work) {
		FutureTask<V> task = new FutureTask<>(work);
		Thread thread = new Thread(task);
		thread.start();
		while (!isWaiting(thread) && !task.isDone()) {
			Thread.onSpinWait();
		}
		assertThat(task.isDone()).isFalse();
		return task;
	}

	private static boolean isWaiting(Thread thread) {
		for (StackTraceElement frame : thread.getStackTrace()) {
			if (frame.getClassName().startsWith(SingleFlight.class.getName())
					&& frame.getMethodName().equals("await")) {
				return true;
			}
		}
		return false;
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
