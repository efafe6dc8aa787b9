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

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds {@link MemoizedPrefetchPaths} on beans, and what their definitions say of items.
 */
final class AnnotatedBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	AnnotatedBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/** The annotation of a bean, by its factory method or its class. */
	@Nullable MemoizedPrefetchPaths find(@Nullable Object bean, @Nullable String name) {
		return findDeclared(name, (bean != null) ? AopUtils.getTargetClass(bean) : null);
	}

	@Nullable MemoizedPrefetchPaths findDeclared(@Nullable String name, @Nullable Class<?> type) {
		MemoizedPrefetchPaths paths = (name != null) ? find(name) : null;
		if (paths == null && type != null) {
			paths = AnnotationUtils.findAnnotation(type, MemoizedPrefetchPaths.class);
		}
		return paths;
	}

	private @Nullable MemoizedPrefetchPaths find(String name) {
		return definitions(name)
			.map((definition) -> this.beanFactory.findAnnotationOnBean(definition, MemoizedPrefetchPaths.class, false))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	/** The definition of a bean, and that of its target if it is a scoped proxy. */
	private Stream<String> definitions(String name) {
		return Stream.of(ScopedProxyUtils.getTargetBeanName(name), name)
			.filter(this.beanFactory::containsBeanDefinition);
	}

	/** The name of a singleton, a scoped proxy for example, that exists already. */
	@SuppressWarnings("ReferenceEquality")
	@Nullable String name(Class<?> type, Object bean) {
		return singletons(type).filter((name) -> this.beanFactory.getBean(name) == bean).findFirst().orElse(null);
	}

	/** The names of singletons with the annotation that exist already. */
	List<String> names(Class<?> type) {
		return singletons(type).filter((name) -> find(this.beanFactory.getBean(name), name) != null).toList();
	}

	private Stream<String> singletons(Class<?> type) {
		return Stream.of(this.beanFactory.getBeanNamesForType(type, false, false))
			.filter(this.beanFactory::containsSingleton);
	}

	/**
	 * The items' class, if anything says it.
	 * @param declarations classes, and names of beans, of processors and steps
	 */
	@Nullable Class<?> itemType(MemoizedPrefetchPaths paths, @Nullable Object... declarations) {
		if (paths.itemType() != void.class) {
			return paths.itemType();
		}
		return Stream.of(declarations)
			.filter(Objects::nonNull)
			.flatMap((declaration) -> (declaration instanceof Class<?> type) ? Stream.of(ResolvableType.forClass(type))
					: declaredTypes((String) declaration))
			.flatMap((type) -> Stream.of(type.as(ItemProcessor.class), type.as(ChunkOrientedStep.class)))
			.map((type) -> type.getGeneric(0).resolve(Object.class))
			.filter((type) -> type != Object.class && !type.isInterface())
			.findFirst()
			.orElse(null);
	}

	private Stream<ResolvableType> declaredTypes(String name) {
		return definitions(name)
			.map((definition) -> this.beanFactory.getMergedBeanDefinition(definition).getResolvableType());
	}

}
