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

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.database.builder.JpaPagingItemReaderBuilder;
import org.springframework.batch.infrastructure.item.support.CompositeItemReader;
import org.springframework.orm.jpa.JpaTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@code CompositeItemReader} delivers items of one class after those of another.
 */
class CompositeReaderTests {

	@AutoClose
	private final Database database = Database.open().populate();

	@ParameterizedTest
	@CsvSource({ "CHUNK_ORIENTED, true, Review", "CHUNK_ORIENTED, false, Review", "TASKLET, true, Review",
			"TASKLET, false, Review", "CHUNK_ORIENTED, true,", "CHUNK_ORIENTED, false,", "TASKLET, true,",
			"TASKLET, false," })
	void should_write_what_the_step_alone_writes(Kind kind, boolean reviewsFirst, String itemType) {
		List<String> alone = run(kind, reviewsFirst, null);
		int statements = this.database.statements().count();
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths(ReportLine.PATHS);
		if (itemType != null) {
			builder.itemType(Review.class);
		}
		assertThat(run(kind, reviewsFirst, builder.build())).isEqualTo(alone);
		assertThat(this.database.statements().count()).isLessThan(statements / 3);
	}

	private List<String> run(Kind kind, boolean reviewsFirst, MemoizedPrefetch prefetch) {
		List<String> lines = new ArrayList<>();
		TestStep<Object, String> step = new TestStep<Object, String>(kind).chunkSize(7)
			.transactionManager(new JpaTransactionManager(this.database.entityManagerFactory()))
			.reader(reviewsFirst ? composite(pages("Review"), pages("Category"))
					: composite(pages("Category"), pages("Review")))
			.processor((item) -> (item instanceof Category category) ? category.getName() : ReportLine.of(item))
			.writer((chunk) -> chunk.forEach(lines::add));
		if (prefetch != null) {
			step.listener(new MemoizedPrefetchItemReadListener<>(prefetch));
		}
		this.database.statements().reset();
		StepExecution execution = step.run();
		assertThat(execution.getFailureExceptions()).isEmpty();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		return lines;
	}

	private static CompositeItemReader<Object> composite(ItemStreamReader<?> first, ItemStreamReader<?> second) {
		return new CompositeItemReader<>(List.of(first, second));
	}

	private ItemStreamReader<Object> pages(String entity) {
		return new JpaPagingItemReaderBuilder<Object>().name(entity)
			.entityManagerFactory(this.database.entityManagerFactory())
			.pageSize(1_000)
			.queryString("select e from " + entity + " e order by e.id")
			.build();
	}

}
