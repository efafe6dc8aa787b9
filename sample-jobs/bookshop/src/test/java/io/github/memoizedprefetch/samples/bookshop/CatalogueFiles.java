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

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * The files of a catalogue of three books.
 */
final class CatalogueFiles {

	private CatalogueFiles() {
	}

	static Path write(Path folder) throws IOException {
		Files.writeString(folder.resolve("authors.csv"), """
				id,name,email
				1,Ursula,u@example.org
				2,"Lem, Stanisław",l@example.org
				3,"The ""Translator""\",t@example.org
				""");
		Files.writeString(folder.resolve("publishers.csv"), """
				id,name,country
				1,Ace,USA
				""");
		Files.writeString(folder.resolve("books.csv"), """
				id,title,isbn,author_id,translator_id,publisher_id
				1,The Left Hand,111,1,,1
				2,"Solaris
				(a novel)",222,2,3,1
				3,C:\\,333,1,1,1
				""");
		Files.writeString(folder.resolve("categories.csv"), """
				id,name
				1,sf
				2,classic
				""");
		Files.writeString(folder.resolve("book_categories.csv"), """
				id,book_id,category_id
				1,1,1
				2,1,2
				3,2,1
				""");
		Files.writeString(folder.resolve("reviews.csv"), """
				id,book_id,rating,comment
				1,2,5,deep
				2,1,4,cold
				3,3,1,"short, too short"
				""");
		return folder;
	}

	static void compress(Path folder) throws IOException {
		for (Path file : list(folder)) {
			try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(Path.of(file + ".gz")))) {
				Files.copy(file, out);
			}
			Files.delete(file);
		}
	}

	static void replace(Path file, String from, String to) throws IOException {
		Files.writeString(file, Files.readString(file).replace(from, to));
	}

	private static Iterable<Path> list(Path folder) throws IOException {
		try (var files = Files.list(folder)) {
			return files.toList();
		}
	}

}
