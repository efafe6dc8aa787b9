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

import javax.sql.DataSource;

import io.github.memoizedprefetch.samples.bookshop.catalogue.CatalogueImport;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvRow;

import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.CompositeItemReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The parts of the step that imports.
 */
@Configuration(proxyBeanMethods = false)
class ImportConfiguration {

	@Bean
	CompositeItemReader<CsvRow> importReader(BookshopOptions options) {
		return CatalogueImport.reader(options.catalogue(), options.limit());
	}

	@Bean
	ItemWriter<CsvRow> importWriter(DataSource dataSource, BookshopOptions options) {
		return CatalogueImport.writer(dataSource, options.catalogue());
	}

}
