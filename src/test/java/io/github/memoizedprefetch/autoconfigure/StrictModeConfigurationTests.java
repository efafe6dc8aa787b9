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

import io.github.memoizedprefetch.data.RepositoryQueryWatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;

/** Nobody listens to repositories unless strict mode is on. */
class StrictModeConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MemoizedPrefetchAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "any=thing, 0", "memoized-prefetch.strict-mode=off, 0", "memoized-prefetch.strict-mode=false, 0",
			"memoized-prefetch.strict-mode=warn, 1", "memoized-prefetch.strictMode=FAIL, 1" })
	void should_listen_if_strict_mode_is_on(String property, int listeners) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed()
				.getBeans(RepositoryQueryWatch.class)
				.hasSize(listeners));
	}

	@ParameterizedTest
	@CsvSource("memoized-prefetch.strict-mode=warn")
	void should_need_no_spring_data(String property) {
		this.runner.withPropertyValues(property)
			.withClassLoader(new FilteredClassLoader(JpaRepositoryFactoryBean.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("memoizedPrefetchRepositoryQueryWatch"));
	}

}
