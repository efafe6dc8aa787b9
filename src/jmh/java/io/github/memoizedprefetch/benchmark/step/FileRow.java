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
package io.github.memoizedprefetch.benchmark.step;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.core.io.FileSystemResource;

/**
 * A review as others deliver it, in a file, with keys of the book.
 *
 * @param isbn the book's ISBN
 * @param bookId its id
 * @param rating the rating
 */
record FileRow(String isbn, Long bookId, int rating) {

	static FlatFileItemReader<FileRow> reader(Path file, long rows) {
		return new FlatFileItemReaderBuilder<FileRow>().name("rows")
			.resource(new FileSystemResource(file))
			.maxItemCount((int) rows)
			.delimited()
			.names("isbn", "bookId", "rating")
			.fieldSetMapper((fields) -> new FileRow(fields.readString(0), fields.readLong(1), fields.readInt(2)))
			.build();
	}

	/** Write a file of the reviews of the database. */
	static void write(Path file, long rows, DataSource dataSource) throws IOException, SQLException {
		try (Connection connection = dataSource.getConnection();
				Statement statement = connection.createStatement();
				Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
			statement.setFetchSize(1_000);
			try (ResultSet reviews = statement.executeQuery("select b.isbn, b.id, r.rating from reviews r"
					+ " join books b on b.id = r.book_id where r.id <= " + rows + " order by r.id")) {
				while (reviews.next()) {
					writer.write(reviews.getString(1) + "," + reviews.getLong(2) + "," + reviews.getInt(3) + "\n");
				}
			}
		}
	}

}
