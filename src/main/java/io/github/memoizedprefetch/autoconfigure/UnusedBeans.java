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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.step.Step;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Says which beans were meant to prefetch and do not: after a job, or when the
 * application ends, if no step is left that could be made yet.
 */
final class UnusedBeans implements JobExecutionListener {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetch.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final AnnotatedBeans annotated;

	/** Names of jobs, flows and steps. */
	private final Set<String> made = ConcurrentHashMap.newKeySet();

	private final Map<String, MemoizedPrefetch> prefetches = new ConcurrentHashMap<>();

	private final Map<String, MemoizedLookup<?, ?>> lookups = new ConcurrentHashMap<>();

	private final Set<String> said = ConcurrentHashMap.newKeySet();

	/** Null when all singletons are there. */
	private @Nullable List<AbstractJob> jobs = new ArrayList<>();

	UnusedBeans(ConfigurableListableBeanFactory beanFactory, AnnotatedBeans annotated) {
		this.beanFactory = beanFactory;
		this.annotated = annotated;
	}

	void made(Object bean, String name) {
		if (bean instanceof Step || bean instanceof Flow || bean instanceof Job) {
			this.made.add(name);
		}
		if (bean instanceof MemoizedPrefetch prefetch && !(bean instanceof ScopedObject)
				&& this.beanFactory.containsBeanDefinition(name) && this.beanFactory.isSingleton(name)) {
			this.prefetches.put(name, prefetch);
		}
		if (bean instanceof MemoizedLookup<?, ?> lookup) {
			this.lookups.put(name, lookup);
		}
		if (bean instanceof AbstractJob job) {
			watch(job);
		}
	}

	private synchronized void watch(AbstractJob job) {
		if (this.jobs != null) {
			this.jobs.add(job);
		}
		else if (isOfUse()) {
			job.registerJobExecutionListener(this);
		}
	}

	synchronized void allSingletonsMade() {
		if (this.jobs != null && isOfUse()) {
			this.jobs.forEach((job) -> job.registerJobExecutionListener(this));
		}
		this.jobs = null;
	}

	private boolean isOfUse() {
		return !this.prefetches.isEmpty() || !this.lookups.isEmpty() || this.annotated.isAnyMade();
	}

	@Override
	public void afterJob(JobExecution jobExecution) {
		warnOfAnnotated();
		if (jobExecution.getStepExecutions().stream().anyMatch((step) -> step.getReadCount() > 0)) {
			this.prefetches.forEach(this::warnOfPrefetch);
			this.lookups.forEach(this::warnOfLookup);
		}
	}

	void warnOfAnnotated() {
		Map<String, String> unused = this.annotated.unused();
		if (unused.isEmpty() || mayBeMade()) {
			return;
		}
		unused.forEach((name, kind) -> {
			if (this.said.add(name)) {
				logger.warn("Nothing is prefetched for the {} '{}', although it has @MemoizedPrefetchPaths: no step is"
						+ " known to have it. Put the annotation on the step's @Bean method, with paths from the items"
						+ " that the step reads; where chunks are processed without a step, as by the workers of remote"
						+ " chunking, take a MemoizedPrefetchChunkProcessor.", kind, name);
			}
		});
	}

	/** Whether a step is left, or a job that may lead to one, that was not made yet. */
	private boolean mayBeMade() {
		return Stream.of(Step.class, Flow.class, Job.class)
			.flatMap((type) -> Stream.of(this.beanFactory.getBeanNamesForType(type, true, false)))
			.filter((name) -> !this.beanFactory.containsBeanDefinition(ScopedProxyUtils.getTargetBeanName(name)))
			.anyMatch((name) -> !this.made.contains(name) && this.beanFactory.containsBeanDefinition(name));
	}

	private void warnOfPrefetch(String name, MemoizedPrefetch prefetch) {
		boolean served = prefetch.statistics()
			.targets()
			.values()
			.stream()
			.anyMatch((target) -> target.references() > 0);
		if (!served && this.beanFactory.getDependentBeans(name).length == 0 && this.said.add(name)) {
			logger.warn("Nothing uses the MemoizedPrefetch bean '{}'. Register it with the step that needs it:"
					+ " .listener(new MemoizedPrefetchItemReadListener<>({}))", name, name);
		}
	}

	private void warnOfLookup(String name, MemoizedLookup<?, ?> lookup) {
		if (!isGiven(lookup) && !mayBeMade() && this.said.add(name)) {
			logger.warn("Nothing uses the MemoizedLookup bean '{}': it belongs to no prefetch. Name it where the items"
					+ " hold its keys: @MemoizedPrefetchPaths(lookups = @Lookup(value = \"..\", bean = \"{}\")), or give it"
					+ " to the builder of a prefetch.", name, name);
		}
	}

	private static boolean isGiven(MemoizedLookup<?, ?> lookup) {
		try {
			lookup.prefetch(List.of());
			return true;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

}
