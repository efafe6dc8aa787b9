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

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Each piece of code in the README and the reference stands, word for word, in a file of
 * this package that is compiled and run.
 */
class DocumentedCodeTests {

	/** Empty for what a program says. */
	private static final List<String> LANGUAGES = List.of("", "java", "kotlin", "sh", "xml");

	private static final Pattern VERSION = Pattern.compile("<version>(.*?)</version>");

	static Stream<Arguments> blocks() {
		return Document.guide()
			.flatMap((document) -> document.blocks()
				.filter((block) -> block.language().equals("java") || block.language().equals("xml"))
				.filter((block) -> !block.code().contains("<dependency>"))
				.map((block) -> arguments(document, block.code())));
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void should_be_compiled_and_run(Document document, String code) {
		String sources = Stream
			.of("src/test/java/io/github/memoizedprefetch/readme",
					"src/test/resources/io/github/memoizedprefetch/readme")
			.flatMap((folder) -> Document.files(Path.of(folder)).stream())
			.map((file) -> withoutIndentation(Document.of(file).text()))
			.collect(Collectors.joining("\n"));
		assertThat(sources).as(document.toString()).contains(withoutIndentation(code));
	}

	@Test
	void should_be_marked_as_code() {
		assertThat(Document.guide()).allSatisfy((document) -> {
			assertThat(document.blocks()).extracting(Document.Block::language).isSubsetOf(LANGUAGES);
			assertThat(document.text().lines().filter((line) -> line.startsWith("```")).count()).isEven();
		});
	}

	@Test
	void should_name_the_version_of_the_pom() {
		String version = VERSION.matcher(Document.of(Path.of("pom.xml")).text())
			.results()
			.findFirst()
			.orElseThrow()
			.group(1);
		assertThat(Document.of(Path.of("README.md")).text()).contains("<version>" + version + "</version>")
			.contains("spring-batch-memoized-prefetch:" + version + "\"");
	}

	private static String withoutIndentation(String code) {
		return code.lines().map(String::strip).filter((line) -> !line.isEmpty()).collect(Collectors.joining("\n"));
	}

}
