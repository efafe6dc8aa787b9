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

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchListener;
import io.github.memoizedprefetch.autoconfigure.properties.MemoizedPrefetchProperties;
import io.github.memoizedprefetch.data.RepositoryQueryWatch;
import io.github.memoizedprefetch.micrometer.MemoizedPrefetchMeterBinder;
import io.github.memoizedprefetch.micrometer.MemoizedPrefetchObservationConvention;
import io.github.memoizedprefetch.micrometer.MemoizedPrefetchObservationListener;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.batch.core.step.Step;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/**
 * Prefetching for steps with {@link MemoizedPrefetchPaths}.
 */
@AutoConfiguration
@ConditionalOnClass(value = { Step.class, EntityManagerFactory.class }, name = "org.hibernate.SessionFactory")
@ConditionalOnBooleanProperty(name = "memoized-prefetch.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MemoizedPrefetchProperties.class)
class MemoizedPrefetchAutoConfiguration {

	@Bean
	StepPrefetches memoizedPrefetchStepPrefetches(ConfigurableListableBeanFactory beanFactory,
			MemoizedPrefetchProperties properties, ObjectProvider<MemoizedPrefetchBuilderCustomizer> customizers,
			ObjectProvider<MemoizedPrefetchListener> listeners) {
		return new StepPrefetches(beanFactory, properties, customizers, listeners);
	}

	@Bean
	static MemoizedPrefetchStepPostProcessor memoizedPrefetchStepPostProcessor(
			ConfigurableListableBeanFactory beanFactory) {
		return new MemoizedPrefetchStepPostProcessor(beanFactory);
	}

	/**
	 * For those who need a prefetch of their own: for a reader that reads ahead, or a
	 * chunk processor.
	 */
	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	MemoizedPrefetch.Builder memoizedPrefetchBuilder(StepPrefetches prefetches) {
		return prefetches.builder();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.data.jpa.repository.support.JpaRepositoryFactoryBean")
	@Conditional(OnStrictMode.class)
	static class SpringDataConfiguration {

		@Bean
		@ConditionalOnMissingBean
		static RepositoryQueryWatch memoizedPrefetchRepositoryQueryWatch() {
			return new RepositoryQueryWatch();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ MeterBinder.class, ObservationRegistry.class })
	static class MicrometerConfiguration {

		@Bean
		@ConditionalOnMissingBean
		MemoizedPrefetchMeterBinder memoizedPrefetchMeterBinder() {
			return new MemoizedPrefetchMeterBinder();
		}

		@Bean
		@ConditionalOnMissingBean
		MemoizedPrefetchObservationListener memoizedPrefetchObservationListener(
				ObjectProvider<ObservationRegistry> observationRegistry,
				ObjectProvider<MemoizedPrefetchObservationConvention> convention) {
			return new MemoizedPrefetchObservationListener(
					observationRegistry.getIfAvailable(() -> ObservationRegistry.NOOP), convention.getIfAvailable());
		}

	}

}
