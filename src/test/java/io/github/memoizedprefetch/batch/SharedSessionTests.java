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
package io.github.memoizedprefetch.batch;

import java.util.concurrent.CompletableFuture;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads of a step's executor share the session of its reader, which may flush and clear
 * it at any time: what they prefetched there was once flushed half initialised, and a
 * join table's rows were deleted.
 */
class SharedSessionTests {

	private final Database database = Database.open().populate();

	@AfterEach
	void close() {
		this.database.close();
	}

	@Test
	void should_leave_an_open_session_alone_on_a_thread_of_the_executor() {
		this.database.inTransaction((entityManager) -> {
			Review review = entityManager.find(Review.class, 1);
			CompletableFuture.runAsync(() -> prefetchWithinStep(review)).join();
			assertThat(Hibernate.isInitialized(review.getBook())).isFalse();
			assertThat(review.getBook().getAuthor().getName()).isEqualTo("Author 7");
		});
	}

	@Test
	void should_serve_detached_items_on_a_thread_of_the_executor() {
		Review review = this.database.read((entityManager) -> entityManager.find(Review.class, 1));
		CompletableFuture.runAsync(() -> prefetchWithinStep(review)).join();
		assertThat(review.getBook().getAuthor().getName()).isEqualTo("Author 7");
		assertThat(Hibernate.isInitialized(review.getBook().getCategories())).isTrue();
	}

	private void prefetchWithinStep(Review review) {
		MemoizedPrefetchItemReadListener<Review> listener = new MemoizedPrefetchItemReadListener<>(
				MemoizedPrefetch.builder(this.database.entityManagerFactory())
					.paths("book.author", "book.categories")
					.build());
		JobExecution job = new JobExecution(1, new JobInstance(1, "job"), new JobParameters());
		StepSynchronizationManager.register(new StepExecution(1, "step", job));
		try {
			listener.afterRead(review);
			listener.beforeProcess(null);
		}
		finally {
			StepSynchronizationManager.release();
		}
	}

}
