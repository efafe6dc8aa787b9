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

import io.github.memoizedprefetch.autoconfigure.properties.MemoizedPrefetchProperties;
import io.github.memoizedprefetch.batch.StepReportListener;
import io.github.memoizedprefetch.data.RepositoryQueryWatch;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.batch.core.step.Step;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/**
 * The step report, with or without prefetches.
 */
@AutoConfiguration(after = MemoizedPrefetchAutoConfiguration.class)
@ConditionalOnClass(value = { Step.class, EntityManagerFactory.class }, name = "org.hibernate.SessionFactory")
@Conditional(OnReport.class)
@EnableConfigurationProperties(MemoizedPrefetchProperties.class)
class StepReportAutoConfiguration {

	/** Reports are events of the application too. */
	@Bean
	@Lazy
	@ConditionalOnMissingBean
	StepReportListener memoizedPrefetchStepReportListener(MemoizedPrefetchProperties properties,
			ObjectProvider<EntityManagerFactory> factories, ApplicationEventPublisher events) {
		properties.check();
		StepReportListener listener = new StepReportListener(
				factories.orderedStream().toArray(EntityManagerFactory[]::new));
		if (properties.reportFailAbove() != null) {
			listener.failAbove(properties.reportFailAbove());
		}
		return listener.onReport(events::publishEvent);
	}

	@Bean
	static StepReportPostProcessor memoizedPrefetchStepReportPostProcessor(
			ConfigurableListableBeanFactory beanFactory) {
		return new StepReportPostProcessor(beanFactory);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(AbstractEntityManagerFactoryBean.class)
	static class FactoryConfiguration {

		@Bean
		static StatementInspectorPostProcessor memoizedPrefetchStatementInspectorPostProcessor() {
			return new StatementInspectorPostProcessor();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.data.jpa.repository.support.JpaRepositoryFactoryBean")
	static class SpringDataConfiguration {

		@Bean
		@ConditionalOnMissingBean
		static RepositoryQueryWatch memoizedPrefetchReportedRepositories() {
			return new RepositoryQueryWatch();
		}

	}

}
