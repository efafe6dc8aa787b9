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
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReader;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Name;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables of the reference have every option, property and figure that there is, and
 * no other; the log lines in there are what is logged, and the rooms and classes are
 * there.
 */
class DocumentedNamesTests {

	private static final Path SOURCES = Path.of("src/main/java/io/github/memoizedprefetch");

	@Test
	void should_have_all_options() {
		Set<String> options = new TreeSet<>(options(MemoizedPrefetch.Builder.class));
		options.addAll(options(MemoizedPrefetchConfig.class));
		assertThat(firstColumn("options.md", "# Options")).isEqualTo(options);
	}

	@Test
	void should_have_all_options_of_the_reader() {
		assertThat(firstColumn("steps.md", "## Task executors"))
			.isEqualTo(options(MemoizedPrefetchItemReader.Builder.class));
	}

	@Test
	void should_have_all_properties() throws ClassNotFoundException {
		Class<?> properties = Class
			.forName("io.github.memoizedprefetch.autoconfigure.properties.MemoizedPrefetchProperties");
		assertThat(firstColumn("spring-boot.md", "## Properties"))
			.isEqualTo(names(properties, "memoized-prefetch.").collect(Collectors.toSet()));
	}

	@Test
	void should_have_all_figures() {
		assertThat(firstColumn("observability.md", "## Statistics"))
			.isEqualTo(Arrays.stream(TargetStatistics.class.getRecordComponents())
				.map(RecordComponent::getName)
				.collect(Collectors.toSet()));
	}

	/** Two dots stand for anything. */
	@Test
	void should_have_log_lines_as_they_are() throws IOException {
		String literals;
		try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
			literals = files.filter((file) -> file.toString().endsWith(".java"))
				.map((file) -> Document.of(file).text().replaceAll("\"\\s*\\+\\s*\"", ""))
				.collect(Collectors.joining());
		}
		Stream<String> parts = Document.of(Document.REFERENCE.resolve("observability.md"))
			.firstColumnOfCode("## The log")
			.flatMap((line) -> Stream.of(line.split("\\.\\.(?!\\.)")))
			.map((part) -> part.strip().replaceAll("[:,;]$", ""))
			.filter((part) -> !part.isEmpty());
		assertThat(parts).hasSizeGreaterThan(20).allSatisfy((part) -> assertThat(literals).contains(part));
	}

	@Test
	void should_have_all_rooms() throws IOException {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			assertThat(firstColumn("architecture.md", "## The rooms"))
				.isEqualTo(files.filter((file) -> file.endsWith("package-info.java"))
					.map((file) -> SOURCES.relativize(file.getParent()).toString().replaceAll("\\W", "."))
					.filter((room) -> !room.isEmpty())
					.collect(Collectors.toSet()));
		}
	}

	@Test
	void should_name_classes_where_they_are() throws IOException {
		Set<String> classes;
		try (Stream<Path> files = Files.walk(SOURCES)) {
			classes = files.map((file) -> SOURCES.relativize(file).toString())
				.filter((file) -> file.endsWith(".java"))
				.map((file) -> file.replace(".java", "").replaceAll("\\W", "."))
				.flatMap((name) -> Stream.of(name, name.substring(name.lastIndexOf('.') + 1)))
				.collect(Collectors.toSet());
		}
		Stream<String> named = Pattern.compile("`((?:[a-z]+\\.)*[A-Z]\\w+)(?:\\.\\w+)?`")
			.matcher(Document.of(Document.REFERENCE.resolve("architecture.md")).text())
			.results()
			.map((name) -> name.group(1));
		assertThat(named).hasSizeGreaterThan(50).isSubsetOf(classes);
	}

	private static Set<String> options(Class<?> type) {
		return Arrays.stream(type.getMethods())
			.filter((method) -> method.getDeclaringClass() == type && !Modifier.isStatic(method.getModifiers()))
			.filter((method) -> method.getReturnType() == type)
			.map(Method::getName)
			.collect(Collectors.toSet());
	}

	private static Stream<String> names(Class<?> properties, String prefix) {
		return Arrays.stream(properties.getDeclaredConstructors()[0].getParameters()).flatMap((property) -> {
			Name given = property.getAnnotation(Name.class);
			String name = prefix + ((given != null) ? given.value()
					: property.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
			return (property.getType() == Map.class)
					? names(ofOne(property), name + (name.endsWith("targets") ? ".<entity>." : ".<name>."))
					: Stream.of(name);
		});
	}

	private static Class<?> ofOne(Parameter property) {
		return (Class<?>) ((ParameterizedType) property.getParameterizedType()).getActualTypeArguments()[1];
	}

	private static Set<String> firstColumn(String page, String heading) {
		return Document.of(Document.REFERENCE.resolve(page)).firstColumn(heading);
	}

}
