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
package io.github.memoizedprefetch.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Markdown file of the documentation.
 *
 * @param path where it is, from the root of the repository
 * @param text its text
 */
record Document(Path path, String text) {

	static final Path REFERENCE = Path.of("src/docs");

	private static final Pattern BLOCK = Pattern.compile("^```(.*)\\R((?s:.*?))^```", Pattern.MULTILINE);

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

	private static final Pattern NAME = Pattern.compile("`([\\w.<>-]+)(\\(.*?\\))?`");

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

	/**
	 * A piece of code.
	 *
	 * @param language what it is written in, empty for what a program says
	 * @param code the code
	 */
	record Block(String language, String code) {
	}

	static Document of(Path path) {
		try {
			return new Document(path, Files.readString(path));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** README, CHANGELOG, the reference, and the pages for contributors. */
	static List<Document> all() {
		return Stream.of(".", ".github", REFERENCE.toString())
			.flatMap((folder) -> files(Path.of(folder)).stream())
			.filter((file) -> file.toString().endsWith(".md"))
			.map((file) -> of(file.normalize()))
			.toList();
	}

	/** What users read. */
	static Stream<Document> guide() {
		return all().stream()
			.filter((document) -> document.path.equals(Path.of("README.md")) || document.path.startsWith(REFERENCE));
	}

	static List<Path> files(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(Files::isRegularFile).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Stream<Block> blocks() {
		return BLOCK.matcher(this.text).results().map((block) -> new Block(block.group(1), block.group(2)));
	}

	/** Within the repository. */
	Set<String> links() {
		return LINK.matcher(prose())
			.results()
			.map((link) -> link.group(1))
			.filter((link) -> !link.startsWith("https://"))
			.collect(Collectors.toSet());
	}

	/** What a fragment of a link may name, as GitHub and GitLab make it of headings. */
	Set<String> anchors() {
		Set<String> anchors = new HashSet<>();
		HEADING.matcher(prose()).results().map(Document::anchor).forEach((anchor) -> {
			String unique = anchor;
			for (int i = 1; !anchors.add(unique); i++) {
				unique = anchor + "-" + i;
			}
		});
		return anchors;
	}

	/** The names in the first column of the first table below a heading. */
	Set<String> firstColumn(String heading) {
		return firstCells(heading).flatMap((cell) -> NAME.matcher(cell).results())
			.map((name) -> name.group(1))
			.collect(Collectors.toSet());
	}

	/** What a first column has as code, whatever it is. */
	Stream<String> firstColumnOfCode(String heading) {
		return firstCells(heading).flatMap((cell) -> CODE.matcher(cell).results()).map((code) -> code.group(1));
	}

	private Stream<String> firstCells(String heading) {
		return this.text.lines()
			.dropWhile((line) -> !line.equals(heading))
			.dropWhile((line) -> !line.startsWith("|"))
			.takeWhile((line) -> line.startsWith("|"))
			.skip(2)
			.map((row) -> row.split("\\|")[1]);
	}

	private static String anchor(MatchResult heading) {
		return heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
	}

	private String prose() {
		return BLOCK.matcher(this.text).replaceAll("");
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

}
