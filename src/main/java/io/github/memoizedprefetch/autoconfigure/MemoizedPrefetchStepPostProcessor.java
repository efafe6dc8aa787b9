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

import io.github.memoizedprefetch.autoconfigure.step.BeanNames;
import io.github.memoizedprefetch.autoconfigure.step.Proxies;
import io.github.memoizedprefetch.autoconfigure.step.StepTree;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.step.Step;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Registers a prefetch with each step that has {@link MemoizedPrefetchPaths}, itself or
 * on what it consists of: with steps that are beans, and with those that other beans lead
 * to. A step in a scope is met when it is made.
 */
class MemoizedPrefetchStepPostProcessor implements BeanPostProcessor, SmartInitializingSingleton, DisposableBean {

	private final ConfigurableListableBeanFactory beanFactory;

	private final AnnotatedBeans annotated;

	private final UnusedBeans unused;

	private final BeanNames done = new BeanNames();

	MemoizedPrefetchStepPostProcessor(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.annotated = new AnnotatedBeans(beanFactory);
		this.unused = new UnusedBeans(beanFactory, this.annotated);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		this.annotated.made(bean, beanName);
		this.unused.made(bean, beanName);
		if (bean instanceof Step || bean instanceof AbstractJob || bean instanceof Flow
				|| bean instanceof PartitionHandler) {
			Object self = Proxies.target(bean);
			StepTree.steps(bean).forEach((step) -> configure(step, (step == self) ? beanName : null));
		}
		return bean;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.unused.allSingletonsMade();
	}

	@Override
	public void destroy() {
		this.unused.warnOfAnnotated();
	}

	private synchronized boolean isNew(Step step) {
		boolean known = this.done.get(step) != null;
		this.done.put(step, "");
		return !known;
	}

	private void configure(Step step, @Nullable String beanName) {
		if (!isNew(step)) {
			return;
		}
		OptIns optIns = OptIns.of(step, beanName, this.annotated);
		if (!optIns.found().isEmpty()) {
			prefetches().register(step, optIns);
		}
		if (!optIns.later().isEmpty()) {
			prefetches().registerLater(step, optIns, this.annotated);
		}
		prefetches().registerAutomatic(step, optIns);
	}

	private StepPrefetches prefetches() {
		return this.beanFactory.getBean(StepPrefetches.class);
	}

}
