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
import io.github.memoizedprefetch.autoconfigure.step.StepParts;
import io.github.memoizedprefetch.autoconfigure.step.StepTree;
import io.github.memoizedprefetch.batch.StepReportListener;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.step.Step;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.PriorityOrdered;

/**
 * Registers the report with each step and job that is a bean, and with the steps that
 * those lead to. Before prefetches, so that what these load belongs to the phase that
 * they load for.
 */
final class StepReportPostProcessor implements BeanPostProcessor, PriorityOrdered {

	private final ConfigurableListableBeanFactory beanFactory;

	private final BeanNames done = new BeanNames();

	StepReportPostProcessor(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public int getOrder() {
		return PriorityOrdered.LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Step || bean instanceof AbstractJob || bean instanceof Flow
				|| bean instanceof PartitionHandler) {
			StepTree.steps(bean).forEach(this::register);
			if (Proxies.target(bean) instanceof AbstractJob job && isNew(job)) {
				job.registerJobExecutionListener(listener());
			}
		}
		return bean;
	}

	private void register(Step step) {
		if (isNew(step)) {
			StepParts.registerWithStep(step, listener());
		}
	}

	private synchronized boolean isNew(Object stepOrJob) {
		boolean known = this.done.get(stepOrJob) != null;
		this.done.put(stepOrJob, "");
		return !known;
	}

	private StepReportListener listener() {
		return this.beanFactory.getBean(StepReportListener.class);
	}

}
