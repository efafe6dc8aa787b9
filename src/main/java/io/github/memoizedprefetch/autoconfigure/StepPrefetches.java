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
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchListener;
import io.github.memoizedprefetch.autoconfigure.listener.LateListener;
import io.github.memoizedprefetch.autoconfigure.listener.TypedPrefetch;
import io.github.memoizedprefetch.autoconfigure.listener.WrittenItems;
import io.github.memoizedprefetch.autoconfigure.properties.MemoizedPrefetchProperties;
import io.github.memoizedprefetch.autoconfigure.properties.PathTargets;
import io.github.memoizedprefetch.autoconfigure.properties.StepModes;
import io.github.memoizedprefetch.autoconfigure.properties.TargetProperties;
import io.github.memoizedprefetch.autoconfigure.step.StepParts;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.Metamodel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.step.Step;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Makes the prefetch of a step and registers it.
 */
class StepPrefetches implements DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetch.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final MemoizedPrefetchProperties properties;

	private final ObjectProvider<MemoizedPrefetchBuilderCustomizer> customizers;

	private final ObjectProvider<MemoizedPrefetchListener> listeners;

	private final TargetProperties targets;

	private final StepModes modes;

	private final AutomaticSteps automatic;

	StepPrefetches(ConfigurableListableBeanFactory beanFactory, MemoizedPrefetchProperties properties,
			ObjectProvider<MemoizedPrefetchBuilderCustomizer> customizers,
			ObjectProvider<MemoizedPrefetchListener> listeners) {
		this.beanFactory = beanFactory;
		this.properties = properties;
		this.customizers = customizers;
		this.listeners = listeners;
		properties.check();
		this.targets = new TargetProperties(properties.targets());
		this.modes = new StepModes(properties);
		this.automatic = new AutomaticSteps(beanFactory, properties.detachedDepth(),
				(stepName, builder, factory) -> configure(stepName, builder, factory, (target) -> true));
	}

	/** Steps may be made as long as the application runs. */
	@Override
	public void destroy() {
		this.targets.warnOfUnused();
		this.modes.warnOfUnused();
	}

	/** A builder with all options but those of a step. */
	MemoizedPrefetch.Builder builder() {
		EntityManagerFactory entityManagerFactory = this.beanFactory.getBean(EntityManagerFactory.class);
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(entityManagerFactory);
		if (this.modes.isAutomatic()) {
			builder.automatic(this.properties.detachedDepth());
		}
		configure("", builder, entityManagerFactory, (target) -> true);
		return builder;
	}

	private void configure(String stepName, MemoizedPrefetch.Builder builder, EntityManagerFactory entityManagerFactory,
			Predicate<Class<?>> isTarget) {
		builder.cacheSize(this.properties.cacheSize())
			.strictMode(this.properties.strictMode())
			.figuresMode(this.properties.figuresMode())
			.keepRepeatableReads(this.properties.keepRepeatableReads())
			.listener(this.listeners.orderedStream().toArray(MemoizedPrefetchListener[]::new));
		if (this.properties.expireAfterWrite() != null) {
			builder.expireAfterWrite(this.properties.expireAfterWrite());
		}
		this.targets.configure(builder, entityManagerFactory, isTarget);
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(stepName, builder));
	}

	/** Let a step prefetch what it turns out to touch, if it is to and names nothing. */
	void registerAutomatic(Step step, OptIns optIns) {
		if (this.modes.isAutomatic(step.getName())
				&& optIns.found().stream().allMatch((optIn) -> optIn.source() == OptIn.Source.WRITTEN)) {
			this.automatic.register(step);
		}
	}

	/** Let a step prefetch what its annotations name. */
	void register(Step step, OptIns optIns) {
		warnOfSharedSession(step);
		List<Group> groups = groups(step, optIns.found(), optIns.readType());
		boolean several = groups.size() > 1;
		for (Group group : groups) {
			MemoizedPrefetch prefetch = group.prefetch(several);
			if (group.reads()) {
				require(step, StepParts.register(step, new MemoizedPrefetchItemReadListener<>(prefetch)));
			}
			if (group.writes()) {
				require(step, StepParts.register(step, new WrittenItems(prefetch)));
			}
		}
	}

	private static void warnOfSharedSession(Step step) {
		if (StepParts.sharesSession(step)) {
			logger.warn("Step '{}' has a task executor, whose threads process items that belong to the open session of"
					+ " its reader. Hibernate's sessions are not thread-safe: lazy loads fail there, or give wrong"
					+ " objects, with and without a prefetch, and @MemoizedPrefetchPaths prefetches nothing. Remove it,"
					+ " and put a MemoizedPrefetchItemReader around the reader, whose prefetch names all associations"
					+ " that the threads need.", step.getName());
		}
	}

	/** Let a step look for annotations when its scoped parts are resolved. */
	void registerLater(Step step, OptIns optIns, AnnotatedBeans annotated) {
		for (Object part : optIns.later()) {
			LateListener listener = LateListener.of(() -> OptIns.of(part, annotated), (found) -> {
				List<Group> groups = groups(step, found, optIns.readType());
				return groups.stream().map((group) -> group.prefetch(groups.size() > 1)).toList();
			});
			if (OptIns.source(part) == OptIn.Source.WRITTEN) {
				StepParts.register(step, new WrittenItems(listener));
			}
			else {
				StepParts.register(step, listener);
			}
		}
	}

	private static void require(Step step, boolean registered) {
		if (!registered) {
			throw new MemoizedPrefetchStepException(step,
					"it is a " + step.getClass().getSimpleName() + ", not a chunk-oriented step",
					(step instanceof PartitionStep) ? "Put the annotation on the step that its partitions execute."
							: "Put the annotation on a step that reads items in chunks, or remove it.");
		}
	}

	/** Annotations that one prefetch can serve. */
	private record Group(MemoizedPrefetch made, List<OptIn> optIns) {

		MemoizedPrefetch prefetch(boolean several) {
			Class<?> itemType = this.optIns.get(0).itemType();
			return (several && itemType != null) ? new TypedPrefetch(this.made, itemType) : this.made;
		}

		boolean writes() {
			return this.optIns.stream().anyMatch((optIn) -> optIn.source() == OptIn.Source.WRITTEN);
		}

		boolean reads() {
			return !this.optIns.stream().allMatch((optIn) -> optIn.source() == OptIn.Source.WRITTEN);
		}

	}

	private List<Group> groups(Step step, List<OptIn> optIns, @Nullable Class<?> readType) {
		List<List<OptIn>> groups = new ArrayList<>();
		for (OptIn optIn : optIns) {
			if (readType != null && optIn.isOfOtherItems(readType)) {
				logger.warn("Nothing is prefetched in step '{}' for a delegate of its CompositeItemProcessor whose"
						+ " @MemoizedPrefetchPaths {} start at {}: the step reads {}. Put @MemoizedPrefetchPaths on the"
						+ " step's @Bean method, with paths from what it reads.", step.getName(),
						List.of(optIn.paths().value()), name(optIn.itemType()), name(readType));
				continue;
			}
			groups.stream().filter((group) -> group.get(0).fits(optIn)).findFirst().orElseGet(() -> {
				groups.add(new ArrayList<>());
				return groups.get(groups.size() - 1);
			}).add(optIn);
		}
		return groups.stream().map((group) -> new Group(prefetch(step, group, readType), group)).toList();
	}

	private static void requireItemType(Step step, OptIn optIn, @Nullable Class<?> readType) {
		Class<?> itemType = optIn.paths().itemType();
		if (optIn.source() == OptIn.Source.READ && itemType != void.class && readType != null
				&& !PathTargets.related(itemType, readType)) {
			throw new MemoizedPrefetchStepException(step,
					"its itemType is " + itemType.getName() + ", but the step reads " + readType.getName(),
					"Correct the itemType, or leave it out.");
		}
	}

	private static String name(@Nullable Class<?> type) {
		return (type != null) ? type.getSimpleName() : "other items";
	}

	private MemoizedPrefetch prefetch(Step step, List<OptIn> optIns, @Nullable Class<?> readType) {
		optIns.forEach((optIn) -> requireItemType(step, optIn, readType));
		Class<?> itemType = optIns.get(0).itemType();
		String[] paths = optIns.stream()
			.flatMap((optIn) -> Stream.of(optIn.paths().value()))
			.distinct()
			.toArray(String[]::new);
		AnnotatedKeys keys = AnnotatedKeys.of(optIns);
		AnnotatedLookups lookups = AnnotatedLookups.of(optIns);
		EntityManagerFactory entityManagerFactory = entityManagerFactory(step,
				optIns.get(0).paths().entityManagerFactory());
		try {
			MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(entityManagerFactory).paths(paths);
			if (this.modes.isAutomatic(step.getName())) {
				builder.automatic(this.properties.detachedDepth());
			}
			keys.addTo(builder);
			lookups.addTo(builder, this.beanFactory);
			if (itemType != null) {
				builder.itemType(itemType);
			}
			Metamodel metamodel = entityManagerFactory.getMetamodel();
			configure(step.getName(), builder, entityManagerFactory, (target) -> keys.mayReach(target, metamodel)
					|| PathTargets.mayReach(target, itemType, paths, metamodel));
			return builder.build();
		}
		catch (IllegalArgumentException ex) {
			String given = "paths " + List.of(paths) + (keys.keys().isEmpty() ? "" : ", keys " + keys.names())
					+ (lookups.lookups().isEmpty() ? "" : ", lookups " + lookups.names());
			throw new MemoizedPrefetchStepException(step, String.valueOf(ex.getMessage()), "Correct the " + given
					+ " of its @MemoizedPrefetchPaths, or the properties below memoized-prefetch.", ex);
		}
	}

	private EntityManagerFactory entityManagerFactory(Step step, String name) {
		try {
			return name.isEmpty() ? this.beanFactory.getBean(EntityManagerFactory.class)
					: this.beanFactory.getBean(name, EntityManagerFactory.class);
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw new MemoizedPrefetchStepException(step,
					"there are several EntityManagerFactory beans: " + ex.getBeanNamesFound(),
					"Name one with @MemoizedPrefetchPaths(entityManagerFactory = ..), or make one of them @Primary.");
		}
		catch (NoSuchBeanDefinitionException ex) {
			throw new MemoizedPrefetchStepException(step,
					"there is no EntityManagerFactory bean" + (name.isEmpty() ? "" : " '" + name + "'"),
					name.isEmpty() ? "Define one, as spring-boot-starter-data-jpa does, or remove the annotation."
							: "Correct the name in @MemoizedPrefetchPaths(entityManagerFactory = \"" + name + "\").");
		}
	}

}
