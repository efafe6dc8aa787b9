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
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.datafaker.Faker;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The rows of one file. The first ids are popular and the last are hardly known, as
 * books, authors and tags are.
 */
final class GeneratedRows {

	private static final int COMMENTS = 1_000;

	private final CsvTable table;

	private final CatalogueSize size;

	private final Random random;

	private final UniformRandomProvider zipf;

	private final Faker faker;

	/** Each file has random numbers of its own: it does not depend on the others. */
	GeneratedRows(CsvTable table, CatalogueSize size) {
		this.table = table;
		this.size = size;
		this.random = new Random(table.ordinal());
		this.zipf = RandomSource.XO_RO_SHI_RO_128_PP.create((long) table.ordinal());
		this.faker = new Faker(Locale.ENGLISH, this.random);
	}

	void writeTo(CSVPrinter out) throws IOException {
		switch (this.table) {
			case AUTHORS -> write(out, this.size.authors(), this::author);
			case PUBLISHERS -> write(out, this.size.publishers(), this::publisher);
			case BOOKS -> write(out, this.size.books(), books());
			case CATEGORIES -> write(out, this.size.categories(), this::category);
			case BOOK_CATEGORIES -> writeLinks(out);
			case REVIEWS -> write(out, this.size.reviews(), reviews());
		}
	}

	private static void write(CSVPrinter out, int rows, IntFunction<Object[]> row) throws IOException {
		for (int id = 1; id <= rows; id++) {
			out.printRecord(row.apply(id));
		}
	}

	private Object[] author(int id) {
		return new Object[] { id, this.faker.name().fullName(), "author" + id + "@example.org" };
	}

	private Object[] publisher(int id) {
		return new Object[] { id, this.faker.company().name(), this.faker.country().name() };
	}

	private Object[] category(int id) {
		return new Object[] { id, this.faker.book().genre() + "-" + id };
	}

	private IntFunction<Object[]> books() {
		DiscreteSampler authors = popular(this.size.authors(), 0.8);
		DiscreteSampler publishers = popular(this.size.publishers(), 1);
		return (id) -> new Object[] { id, title(), "978%010d".formatted(id), authors.sample(),
				(this.random.nextInt(5) == 0) ? authors.sample() : "", publishers.sample() };
	}

	private String title() {
		String title = this.faker.book().title();
		return (this.random.nextInt(4) == 0) ? title + " (\"" + this.faker.book().title() + "\" series, #2)" : title;
	}

	private void writeLinks(CSVPrinter out) throws IOException {
		DiscreteSampler categories = popular(this.size.usedCategories(), 1);
		int id = 0;
		for (int book = 1; book <= this.size.books(); book++) {
			int count = this.random.nextInt(this.size.categoriesPerBook() + 1);
			for (int category : IntStream.generate(categories::sample).limit(count).distinct().toArray()) {
				out.printRecord(++id, book, category);
			}
		}
	}

	private IntFunction<Object[]> reviews() {
		List<String> comments = Stream.generate(this.faker.lorem()::sentence).limit(COMMENTS).toList();
		DiscreteSampler books = popular(this.size.books(), 0.9);
		return (id) -> new Object[] { id, books.sample(), 1 + this.random.nextInt(5),
				comments.get(this.random.nextInt(COMMENTS)) };
	}

	private DiscreteSampler popular(int ids, double exponent) {
		return RejectionInversionZipfSampler.of(this.zipf, ids, exponent);
	}

}
