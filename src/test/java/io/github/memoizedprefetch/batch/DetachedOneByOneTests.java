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
import io.github.memoizedprefetch.model.press.Article;
import io.github.memoizedprefetch.model.press.Section;
import io.github.memoizedprefetch.support.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader that detaches its items one by one: their references belong to its session,
 * which has instances of its own for what leads back to them.
 */
class DetachedOneByOneTests {

	@AutoClose
	private final Database database = Database.open(Article.class, Section.class);

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			for (int id = 0; id < 3; id++) {
				Section section = new Section(id);
				entityManager.persist(section);
				for (int i = 0; i < 3; i++) {
					Article article = new Article(3 * id + i, section);
					entityManager.persist(article);
					section.setBest((i == 0) ? article : section.getBest());
				}
			}
		});
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void should_leave_what_leads_back_as_hibernate_has_it(Kind kind) {
		List<String> without = run(kind, null);
		assertThat(this.database.statements().selectsFrom("Article")).as("each best one, and pages").isEqualTo(3 + 4);
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("section.best")
			.build();
		assertThat(run(kind, prefetch)).isEqualTo(without);
		// not the item, whose title the processor has changed
		assertThat(without).hasSize(9).startsWith("0! Title 0 false", "1! Title 0 false").contains("8! Title 6 false");
	}

	private List<String> run(Kind kind, @Nullable MemoizedPrefetch prefetch) {
		JpaPagingItemReader<Article> reader = new JpaPagingItemReader<>(this.database.entityManagerFactory());
		reader.setQueryString("from Article order by id");
		reader.setPageSize(3);
		reader.setTransacted(false);
		reader.setSaveState(false);
		List<String> lines = new ArrayList<>();
		TestStep<Article, String> step = new TestStep<Article, String>(kind).chunkSize(3)
			.reader(reader)
			.processor(DetachedOneByOneTests::process)
			.writer((chunk) -> lines.addAll(chunk.getItems()));
		if (prefetch != null) {
			step.listener(new MemoizedPrefetchItemReadListener<>(prefetch));
		}
		this.database.statements().reset();
		assertThat(step.run().getStatus()).isEqualTo(BatchStatus.COMPLETED);
		return lines;
	}

	private static String process(Article article) {
		article.setTitle(article.getId() + "!");
		Article best = article.getSection().getBest();
		return article.getTitle() + " " + best.getTitle() + " " + (best == article);
	}

}
