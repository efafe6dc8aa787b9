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
package io.github.memoizedprefetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;

import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code pom.xml} says of a release.
 */
class ReleaseTests {

	private static final Path SOURCES = Path.of("src/main/java");

	@Test
	void should_publish_javadoc_of_the_api_only() throws Exception {
		try (Stream<String> packages = packages()) {
			assertThat(pom("//*[local-name()='excludePackageNames']").split("[:\\s]+")).containsExactlyInAnyOrder(
					packages.filter((name) -> !List.of(ArchitectureTests.API).contains(name)).toArray(String[]::new));
		}
	}

	@Test
	void should_compare_the_api_with_the_last_release() throws Exception {
		assertThat(pom("//*[local-name()='parameter']/*[local-name()='includes']").split("\\s+"))
			.containsExactlyInAnyOrder(ArchitectureTests.API);
	}

	private static Stream<String> packages() throws IOException {
		return Files.walk(SOURCES)
			.filter((file) -> file.endsWith("package-info.java"))
			.map((file) -> SOURCES.relativize(file.getParent()).toString().replaceAll("\\W", "."));
	}

	private static String pom(String expression) throws Exception {
		XPath xpath = XPathFactory.newInstance().newXPath();
		return xpath.evaluate(expression, new InputSource(Files.newInputStream(Path.of("pom.xml")))).strip();
	}

}
