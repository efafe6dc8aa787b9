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

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.support.AopUtils;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Registers a prefetch with each step that has {@link MemoizedPrefetchPaths}, itself or
 * on its processor: with steps that are beans, and with the others of jobs that are.
 */
class MemoizedPrefetchStepPostProcessor implements BeanPostProcessor, SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetchStepPostProcessor.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final AnnotatedBeans annotated;

	private final Set<Step> done = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	private final Set<String> usedProcessors = ConcurrentHashMap.newKeySet();

	MemoizedPrefetchStepPostProcessor(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.annotated = new AnnotatedBeans(beanFactory);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		// a scoped proxy: its target comes here too
		if (bean instanceof ScopedObject) {
			return bean;
		}
		if (bean instanceof Step step) {
			configure(step, beanName);
		}
		else if (bean instanceof AbstractJob job) {
			job.getStepNames().forEach((name) -> configureInline(job, name));
		}
		return bean;
	}

	private void configureInline(AbstractJob job, String name) {
		Step step = job.getStep(name);
		if (step != null && !(step instanceof ScopedObject)) {
			configure(step, null);
		}
	}

	private void configure(Step step, @Nullable String beanName) {
		if (!this.done.add(step)) {
			return;
		}
		Object processor = StepParts.processor(step);
		String processorName = (processor != null) ? this.annotated.name(ItemProcessor.class, processor) : null;
		MemoizedPrefetchPaths onProcessor = this.annotated.find(processor, processorName);
		if (onProcessor != null && processorName != null) {
			this.usedProcessors.add(processorName);
		}
		MemoizedPrefetchPaths onStep = (beanName != null) ? this.annotated.find(step, beanName) : null;
		MemoizedPrefetchPaths paths = (onStep != null) ? onStep : onProcessor;
		if (paths != null) {
			Class<?> processorType = (processor != null) ? AopUtils.getTargetClass(processor) : null;
			Class<?> itemType = this.annotated.itemType(paths, processorType, processorName, beanName);
			this.beanFactory.getBean(StepPrefetches.class).register(step, paths, itemType);
		}
	}

	/** An annotation that nothing has come of must not pass in silence. */
	@Override
	public void afterSingletonsInstantiated() {
		for (String name : this.annotated.names(ItemProcessor.class)) {
			if (!this.usedProcessors.contains(name)) {
				logger.warn("Nothing is prefetched for the processor '{}', although it has @MemoizedPrefetchPaths: no"
						+ " step that is a bean, or belongs to a job that is one, processes with it directly. Put the"
						+ " annotation on the step's @Bean method.", name);
			}
		}
	}

}
