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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each piece of code in the README stands, word for word, in a file of this package that
 * is compiled and run.
 */
class ReadmeTests {

	private static final Pattern BLOCK = Pattern.compile("^```(java|xml)\\R(.*?)^```",
			Pattern.MULTILINE | Pattern.DOTALL);

	static Stream<String> blocks() {
		Matcher matcher = BLOCK.matcher(read(Path.of("README.md")));
		return matcher.results().map((block) -> block.group(2)).filter((code) -> !code.contains("<dependency>"));
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void should_be_compiled_and_run(String block) {
		String sources = Stream
			.of("src/test/java/io/github/memoizedprefetch/readme",
					"src/test/resources/io/github/memoizedprefetch/readme")
			.flatMap((folder) -> files(Path.of(folder)).stream())
			.map(ReadmeTests::read)
			.map(ReadmeTests::withoutIndentation)
			.collect(Collectors.joining("\n"));
		assertThat(sources).contains(withoutIndentation(block));
	}

	private static String withoutIndentation(String code) {
		return code.lines().map(String::strip).filter((line) -> !line.isEmpty()).collect(Collectors.joining("\n"));
	}

	private static List<Path> files(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
