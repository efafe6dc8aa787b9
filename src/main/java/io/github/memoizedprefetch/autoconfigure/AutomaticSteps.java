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

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.autoconfigure.listener.LateListener;
import io.github.memoizedprefetch.autoconfigure.step.StepParts;
import jakarta.persistence.EntityManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.step.Step;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Registers prefetches that find out what to prefetch with steps that name nothing. They
 * are made when a step's first chunk is about to be processed, one for each
 * EntityManagerFactory: only that of the items will have anything to do.
 */
final class AutomaticSteps {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetch.class);

	private final ListableBeanFactory beanFactory;

	private final int detachedDepth;

	private final Configurer configurer;

	AutomaticSteps(ListableBeanFactory beanFactory, int detachedDepth, Configurer configurer) {
		this.detachedDepth = detachedDepth;
		this.beanFactory = beanFactory;
		this.configurer = configurer;
	}

	/** Sets the options of a prefetch. */
	interface Configurer {

		void configure(String stepName, MemoizedPrefetch.Builder builder, EntityManagerFactory entityManagerFactory);

	}

	/** Steps of other kinds have no chunks. */
	void register(Step step) {
		StepParts.register(step, LateListener.of(() -> List.of(step.getName()), (names) -> prefetches(names.get(0))));
	}

	private List<MemoizedPrefetch> prefetches(String stepName) {
		List<MemoizedPrefetch> prefetches = new ArrayList<>();
		this.beanFactory.getBeansOfType(EntityManagerFactory.class).forEach((name, entityManagerFactory) -> {
			try {
				MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(entityManagerFactory)
					.automatic(this.detachedDepth);
				this.configurer.configure(stepName, builder, entityManagerFactory);
				prefetches.add(builder.build());
			}
			catch (IllegalArgumentException ex) {
				logger.warn("Nothing is prefetched in step '{}' of what the EntityManagerFactory '{}' loads: {}",
						stepName, name, ex.getMessage());
			}
		});
		return List.copyOf(prefetches);
	}

}
