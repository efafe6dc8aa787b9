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
package io.github.memoizedprefetch.samples.bookshop;

import io.github.memoizedprefetch.samples.bookshop.console.StepProgress;
import io.github.memoizedprefetch.samples.bookshop.posted.BookRepository;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedFile;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedRowProcessor;
import io.github.memoizedprefetch.samples.bookshop.posted.ReaderRepository;
import io.github.memoizedprefetch.samples.bookshop.posted.SkippedRows;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * Without the library: each row asks repositories.
 */
@Configuration(proxyBeanMethods = false)
@Profile("posted & no-prefetch")
class PostedQueryConfiguration {

	@Bean
	Step postedStep(StepFactory steps, PostedFile file, BookRepository books, ReaderRepository readers,
			SkippedRows skipped, EntityManagerFactory entityManagerFactory, StepProgress progress) {
		PostedRowProcessor processor = new PostedRowProcessor(books::findByIsbn, readers::findByEmail, readers::save,
				skipped);
		return PostedConfiguration.step(steps, file, processor, entityManagerFactory, progress).build();
	}

}
