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

import java.util.List;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Steps whose task executor starts a virtual thread for each item or chunk.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTests {

	private final Database database = Database.open().populate();

	private final List<String> truth = ReportLine.all(this.database);

	private final SimpleAsyncTaskExecutor taskExecutor = new SimpleAsyncTaskExecutor("virtual-");

	VirtualThreadTests() {
		this.taskExecutor.setVirtualThreads(true);
		this.taskExecutor.setConcurrencyLimit(8);
	}

	@AfterEach
	void close() {
		this.database.close();
	}

	@ParameterizedTest
	@EnumSource
	void should_serve_virtual_threads_with_the_listener_alone(Kind kind) {
		MemoizedPrefetch prefetch = ReviewReport.prefetch(this.database);
		assertThatItWrites(new ReviewReport(this.database, kind, ReviewReaders.DETACHED)
			.prefetched(new MemoizedPrefetchItemReadListener<>(prefetch)));
		assertThat(ReviewReport.loads(prefetch)).isEqualTo(ReviewReport.ENTITIES);
	}

	@ParameterizedTest
	@EnumSource
	void should_serve_virtual_threads_with_the_reader(Kind kind) {
		MemoizedPrefetch prefetch = ReviewReport.prefetch(this.database);
		assertThatItWrites(new ReviewReport(this.database, kind, ReviewReaders.PAGING).readAhead(prefetch, 10));
		assertThat(prefetch.statistics().total().statements()).isEqualTo(ReviewReport.LOADS);
	}

	private void assertThatItWrites(ReviewReport report) {
		assertThat(report.taskExecutor(this.taskExecutor).run().getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(report.lines).containsExactlyInAnyOrderElementsOf(this.truth);
	}

}
