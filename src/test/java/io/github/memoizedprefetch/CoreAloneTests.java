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

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The core works with Spring, Spring Batch, Micrometer and Spring Boot hidden.
 */
class CoreAloneTests {

	private static URLClassLoader withoutOptionalLibraries() {
		URL[] urls = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !Path.of(entry).getFileName().toString().matches("(spring|micrometer)-.*[.]jar"))
			.map(CoreAloneTests::url)
			.toArray(URL[]::new);
		return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
	}

	private static URL url(String entry) {
		try {
			return Path.of(entry).toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	@Test
	void should_prefetch_without_optional_libraries() throws Exception {
		// it looks for drivers once, by the context class loader: not by ours
		DriverManager.getDrivers();
		try (URLClassLoader loader = withoutOptionalLibraries()) {
			Class<?> type = loader.loadClass(CoreAlone.class.getName());
			assertThat(type).isNotSameAs(CoreAlone.class);
			Thread.currentThread().setContextClassLoader(loader);
			((Runnable) type.getConstructor().newInstance()).run();
		}
		finally {
			Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "org.springframework.core.SpringVersion", "org.springframework.batch.core.step.StepExecution",
					"org.springframework.data.jpa.repository.JpaRepository",
					"io.micrometer.core.instrument.MeterRegistry", "io.micrometer.observation.Observation" })
	void should_hide_optional_libraries(String name) throws Exception {
		assertThat(Class.forName(name)).isNotNull();
		try (URLClassLoader loader = withoutOptionalLibraries()) {
			assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> loader.loadClass(name));
		}
	}

	@Test
	void should_know_no_step_without_spring_batch() throws Exception {
		try (URLClassLoader loader = withoutOptionalLibraries()) {
			Class<?> type = loader.loadClass("io.github.memoizedprefetch.batch.step.CurrentStep");
			assertThat(type.getMethod("get").invoke(null)).isNull();
		}
	}

}
