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
package io.github.memoizedprefetch.autoconfigure;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a real application says when it fails to start, whatever comes first on the class
 * path.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTests {

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(MemoizedPrefetchAutoConfiguration.class)
	static class Application {

	}

	private static String report(CapturedOutput output, String property, Class<?>... configurations) {
		SpringApplication application = new SpringApplication(
				Stream.concat(Stream.of(Application.class), Stream.of(configurations)).toArray(Class<?>[]::new));
		assertThatThrownBy(() -> application.run("--" + property, "--spring.main.banner-mode=off").close()).isNotNull();
		return output.getAll().substring(output.getAll().indexOf("APPLICATION FAILED TO START"));
	}

	@Test
	void should_name_the_step_where_there_are_two_entity_manager_factories(CapturedOutput output) {
		assertThat(report(output, "x=y", BookshopConfiguration.class,
				BadConfigurationTests.SecondEntityManagerFactory.class, AnnotatedStep.class))
			.contains("Step 'reviews' cannot prefetch", "there are several EntityManagerFactory beans",
					"Name one with @MemoizedPrefetchPaths(entityManagerFactory = ..)")
			.doesNotContain("Consider marking one of the beans as @Primary");
	}

	@Test
	void should_name_the_step_where_there_is_no_entity_manager_factory(CapturedOutput output) {
		assertThat(report(output, "x=y", BadConfigurationTests.NoEntityManagerFactory.class, AnnotatedStep.class))
			.contains("Step 'reviews' cannot prefetch", "there is no EntityManagerFactory bean", "Define one")
			.doesNotContain("Consider defining a bean of type");
	}

	@Test
	void should_name_the_step_where_the_entity_manager_factory_has_another_name(CapturedOutput output) {
		assertThat(report(output, "x=y", BookshopConfiguration.class,
				BadConfigurationTests.NamedEntityManagerFactory.class))
			.contains("Step 'reviews' cannot prefetch",
					"there is no EntityManagerFactory bean 'secondEntityManagerFactory'", "Correct the name");
	}

	@Test
	void should_name_a_property_and_its_value(CapturedOutput output) {
		assertThat(report(output, "memoized-prefetch.cache-size=-1", BookshopConfiguration.class)).contains(
				"Invalid value '-1' for configuration property 'memoized-prefetch.cache-size'",
				"It must be at least 1.");
	}

	@Test
	void should_name_the_property_of_a_target_and_its_value(CapturedOutput output) {
		assertThat(
				report(output, "memoized-prefetch.targets.author.expire-after-write=0s", BookshopConfiguration.class))
			.contains("memoized-prefetch.targets.author.expire-after-write", "must be positive");
	}

}
