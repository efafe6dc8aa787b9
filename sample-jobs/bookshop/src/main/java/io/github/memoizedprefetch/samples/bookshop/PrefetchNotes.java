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
package io.github.memoizedprefetch.samples.bookshop;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.stereotype.Component;

/**
 * Notes what the prefetch of each step has done, at the end of the step: one that is
 * step-scoped is gone after it.
 */
@Component
class PrefetchNotes implements StepExecutionListener {

	private final BeanFactory beanFactory;

	private final Map<String, MemoizedPrefetchStatistics> statistics = new LinkedHashMap<>();

	private final Map<String, Map<String, Long>> lazyLoads = new LinkedHashMap<>();

	PrefetchNotes(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		String step = stepExecution.getStepName();
		if (this.beanFactory.containsBean(step + "Prefetch")) {
			MemoizedPrefetch prefetch = this.beanFactory.getBean(step + "Prefetch", MemoizedPrefetch.class);
			this.statistics.put(step, prefetch.statistics());
			this.lazyLoads.put(step, prefetch.lazyLoads());
		}
		return null;
	}

	/** By the names of the steps. */
	Map<String, MemoizedPrefetchStatistics> statistics() {
		return this.statistics;
	}

	/** By the names of the steps. */
	Map<String, Map<String, Long>> lazyLoads() {
		return this.lazyLoads;
	}

}
