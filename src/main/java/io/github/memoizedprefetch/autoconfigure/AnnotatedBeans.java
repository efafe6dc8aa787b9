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

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.memoizedprefetch.autoconfigure.step.BeanNames;
import io.github.memoizedprefetch.autoconfigure.step.Proxies;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds {@link MemoizedPrefetchPaths} on beans, and what their definitions say of items.
 * Makes no bean.
 */
final class AnnotatedBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	private final BeanNames names = new BeanNames();

	/** By name, what those that were made are. */
	private final Map<String, String> made = new ConcurrentHashMap<>();

	private final Set<String> used = ConcurrentHashMap.newKeySet();

	AnnotatedBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/** To be told of each bean that is made. */
	void made(Object bean, String name) {
		boolean annotated = find(bean, name) != null;
		if (annotated || isPart(bean)) {
			this.names.put(bean, name);
		}
		if (annotated && !(bean instanceof Step)) {
			this.made.put(name(name), kind(bean));
		}
	}

	private static boolean isPart(Object bean) {
		return bean instanceof ItemProcessor || bean instanceof ItemReader || bean instanceof ItemWriter;
	}

	private static String kind(Object bean) {
		return (bean instanceof ItemProcessor) ? "processor"
				: (bean instanceof ItemReader) ? "reader" : (bean instanceof ItemWriter) ? "writer" : "bean";
	}

	@Nullable String name(Object bean) {
		return this.names.get(bean);
	}

	private static String name(String name) {
		return ScopedProxyUtils.isScopedTarget(name) ? ScopedProxyUtils.getOriginalBeanName(name) : name;
	}

	/** A step prefetches what the annotation of the bean names. */
	void used(@Nullable String name) {
		if (name != null) {
			this.used.add(name(name));
		}
	}

	boolean isAnyMade() {
		return !this.made.isEmpty();
	}

	/**
	 * Those with an annotation that no step was found to have: names, and what they are.
	 */
	Map<String, String> unused() {
		Map<String, String> unused = new TreeMap<>(this.made);
		unused.keySet().removeAll(this.used);
		return unused;
	}

	/** The annotation of a bean, by its factory method or its class. */
	@Nullable MemoizedPrefetchPaths find(Object bean, @Nullable String name) {
		return findDeclared(name, Proxies.type(bean));
	}

	@Nullable MemoizedPrefetchPaths findDeclared(@Nullable String name, @Nullable Class<?> type) {
		MemoizedPrefetchPaths paths = (name != null) ? find(name) : null;
		if (paths == null && type != null) {
			paths = AnnotationUtils.findAnnotation(type, MemoizedPrefetchPaths.class);
		}
		return paths;
	}

	private @Nullable MemoizedPrefetchPaths find(String name) {
		return definitions(name).map(this::annotation).filter((paths) -> paths != null).findFirst().orElse(null);
	}

	private @Nullable MemoizedPrefetchPaths annotation(String definition) {
		return this.beanFactory.findAnnotationOnBean(definition, MemoizedPrefetchPaths.class, false);
	}

	/** The definition of a bean, and that of its target if it is a scoped proxy. */
	private Stream<String> definitions(String name) {
		return Stream.of(ScopedProxyUtils.getTargetBeanName(name), name)
			.filter(this.beanFactory::containsBeanDefinition);
	}

	/**
	 * The items' class, if anything says it.
	 * @param declarations classes, and names of beans, of parts and steps
	 */
	@Nullable Class<?> itemType(MemoizedPrefetchPaths paths, @Nullable Object... declarations) {
		return (paths.itemType() != void.class) ? paths.itemType() : declaredItemType(declarations);
	}

	@Nullable Class<?> declaredItemType(@Nullable Object... declarations) {
		return Stream.of(declarations)
			.filter((declaration) -> declaration != null)
			.flatMap((declaration) -> (declaration instanceof Class<?> type) ? Stream.of(ResolvableType.forClass(type))
					: declaredTypes((String) declaration))
			.flatMap((type) -> Stream
				.of(ItemProcessor.class, ItemReader.class, ItemWriter.class, ChunkOrientedStep.class)
				.map(type::as))
			.map((type) -> type.getGeneric(0).resolve(Object.class))
			.filter((type) -> type != Object.class && !type.isInterface() && !type.isArray())
			.findFirst()
			.orElse(null);
	}

	private Stream<ResolvableType> declaredTypes(String name) {
		return definitions(name)
			.map((definition) -> this.beanFactory.getMergedBeanDefinition(definition).getResolvableType());
	}

}
