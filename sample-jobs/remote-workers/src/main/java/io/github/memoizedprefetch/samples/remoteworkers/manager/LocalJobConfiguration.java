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
package io.github.memoizedprefetch.samples.remoteworkers.manager;

import java.nio.file.Path;

import javax.sql.DataSource;

import io.github.memoizedprefetch.samples.bookshop.catalogue.CatalogueFolder;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CatalogueImport;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvRow;
import io.github.memoizedprefetch.samples.bookshop.model.Review;
import io.github.memoizedprefetch.samples.bookshop.report.Report;
import io.github.memoizedprefetch.samples.bookshop.report.ReviewLine;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.file.FlatFileItemWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The jobs that the manager does alone: the import, and the report in a single process
 * without the library, to compare with.
 */
@Configuration(proxyBeanMethods = false)
class LocalJobConfiguration {

	@Bean("import")
	Job importJob(JobRepository jobRepository, PlatformTransactionManager transactionManager, DataSource dataSource,
			@Value("${sample.data}") Path data, @Value("${sample.limit}") int limit) {
		CatalogueFolder catalogue = CatalogueFolder.of(data);
		return new JobBuilder("import", jobRepository)
			.start(new StepBuilder("import", jobRepository).<CsvRow, CsvRow>chunk(5_000)
				.transactionManager(transactionManager)
				.reader(CatalogueImport.reader(catalogue, limit))
				.writer(CatalogueImport.writer(dataSource, catalogue))
				.build())
			.build();
	}

	@Bean("single")
	Job singleJob(JobRepository jobRepository, PlatformTransactionManager transactionManager,
			EntityManagerFactory entityManagerFactory, FlatFileItemWriter<ReviewLine> singleWriter) {
		return new JobBuilder("single", jobRepository)
			.start(new StepBuilder("single", jobRepository).<Review, ReviewLine>chunk(Report.CHUNK_SIZE)
				.transactionManager(transactionManager)
				.reader(Report.REVIEWS.pages(entityManagerFactory, Integer.MAX_VALUE))
				.processor(Report.REVIEWS.processor())
				.writer(singleWriter)
				.build())
			.build();
	}

	@Bean
	@StepScope
	FlatFileItemWriter<ReviewLine> singleWriter(@Value("#{jobParameters['file']}") Path file) {
		return Report.REVIEWS.writer(file);
	}

}
