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

import io.github.memoizedprefetch.samples.bookshop.report.BookLine;
import io.github.memoizedprefetch.samples.bookshop.report.BookProcessor;
import io.github.memoizedprefetch.samples.bookshop.report.Report;
import io.github.memoizedprefetch.samples.bookshop.report.ReviewLine;
import io.github.memoizedprefetch.samples.bookshop.report.ReviewProcessor;

import org.springframework.batch.infrastructure.item.file.FlatFileItemWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * The processors and writers that {@code bookshop-job.xml} refers to.
 */
@Configuration(proxyBeanMethods = false)
@Profile("xml")
class ReportConfiguration {

	@Bean
	ReviewProcessor reviewProcessor() {
		return new ReviewProcessor();
	}

	@Bean
	FlatFileItemWriter<ReviewLine> reviewWriter(BookshopOptions options) {
		return Report.REVIEWS.writer(options.file(Report.REVIEWS));
	}

	@Bean
	BookProcessor bookProcessor() {
		return new BookProcessor();
	}

	@Bean
	FlatFileItemWriter<BookLine> bookWriter(BookshopOptions options) {
		return Report.BOOKS.writer(options.file(Report.BOOKS));
	}

}
