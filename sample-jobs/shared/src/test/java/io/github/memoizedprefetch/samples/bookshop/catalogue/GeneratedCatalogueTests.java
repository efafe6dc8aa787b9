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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class GeneratedCatalogueTests {

	@Test
	void should_be_the_same_each_time(@TempDir Path first, @TempDir Path second) throws IOException {
		new GeneratedCatalogue().writeTo(first);
		new GeneratedCatalogue().writeTo(second);
		for (Path file : CatalogueFolder.of(first).files().values()) {
			assertThat(second.resolve(file.getFileName())).hasSameBinaryContentAs(file);
		}
	}

	@Test
	void should_review_a_few_books_often(@TempDir Path folder) throws IOException {
		new GeneratedCatalogue().writeTo(folder);
		Collection<Long> reviewsByBook = Files.readAllLines(folder.resolve("reviews.csv"))
			.stream()
			.skip(1)
			.collect(Collectors.groupingBy((line) -> line.split(",")[1], Collectors.counting()))
			.values();
		long ofTheTenMostPopular = reviewsByBook.stream()
			.sorted((a, b) -> Long.compare(b, a))
			.limit(10)
			.mapToLong(Long::longValue)
			.sum();
		assertThat(reviewsByBook.stream().mapToLong(Long::longValue).sum()).isEqualTo(20_000);
		assertThat(ofTheTenMostPopular).isBetween(3_000L, 10_000L);
	}

}
