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
package io.github.memoizedprefetch.samples.bookshop.catalogue;

/**
 * How much is generated.
 *
 * @param authors how many authors
 * @param publishers how many publishers
 * @param books how many books
 * @param categories how many categories
 * @param usedCategories how many of these, the first, have books
 * @param categoriesPerBook how many categories a book has at most
 * @param reviews how many reviews
 */
public record CatalogueSize(int authors, int publishers, int books, int categories, int usedCategories,
		int categoriesPerBook, int reviews) {

	/** For a sample that takes seconds. */
	public static final CatalogueSize SMALL = new CatalogueSize(1_000, 100, 2_000, 400, 400, 9, 20_000);

	/** As goodbooks-10k has. */
	public static final CatalogueSize GOODBOOKS = new CatalogueSize(5_121, 751, 10_000, 34_252, 1_131, 20, 1_000_000);

	/** All editions of those books, which have no reviews. */
	public static final CatalogueSize EDITIONS = new CatalogueSize(5_121, 751, 200_000, 34_252, 1_131, 38, 0);

}
