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
package io.github.memoizedprefetch.data;

import io.github.memoizedprefetch.StrictMode;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactoryBean;

/**
 * Lets strict mode and the step report hear of what repositories are asked, to name their
 * methods that are called item by item. Spring Boot has it where
 * {@code memoized-prefetch.strict-mode} or {@code memoized-prefetch.report} is on;
 * elsewhere, and with a {@link StrictMode} of the builder's, it is a bean to declare:
 * <pre>
 * &#64;Bean
 * static RepositoryQueryWatch repositoryQueryWatch() {
 * 	return new RepositoryQueryWatch();
 * }
 * </pre>
 */
public final class RepositoryQueryWatch implements BeanPostProcessor {

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof JpaRepositoryFactoryBean<?, ?, ?> repository) {
			repository.addRepositoryFactoryCustomizer((factory) -> {
				InvokedQueries queries = new InvokedQueries();
				factory.addRepositoryProxyPostProcessor((proxies, information) -> {
					queries.of(information);
					proxies.addAdvice(new ReportedCalls(information));
				});
				factory.addInvocationListener(queries);
			});
		}
		return bean;
	}

}
