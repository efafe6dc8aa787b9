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

import java.nio.file.Path;

import io.github.memoizedprefetch.samples.bookshop.catalogue.CatalogueFolder;
import io.github.memoizedprefetch.samples.bookshop.report.Report;
import org.jspecify.annotations.Nullable;

/**
 * What the job runs on.
 *
 * @param catalogue the files to import
 * @param limit how many reviews to import at most
 * @param reportFolder where the reports go
 * @param prefetch how the library is to be used
 * @param metricsFolder where the page with the metrics goes, or null for none
 * @param statementsFolder where the page with the causes of statements goes, or null if
 * they are not looked for
 * @param compared how many of the first rows are processed once more without the library
 */
record BookshopOptions(CatalogueFolder catalogue, int limit, Path reportFolder, PrefetchOptions prefetch,
		@Nullable Path metricsFolder, @Nullable Path statementsFolder, int compared) {

	/** All of what is generated. */
	static final int COMPARED = 20_000;

	/** The same, but the catalogue is imported alone. */
	BookshopOptions withoutReviews() {
		return new BookshopOptions(this.catalogue, 0, this.reportFolder, this.prefetch, this.metricsFolder,
				this.statementsFolder, this.compared);
	}

	Path file(Report<?, ?> report) {
		return this.reportFolder.resolve(report.fileName());
	}

}
