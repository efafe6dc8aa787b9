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
import java.util.stream.Stream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.message.Suggestion;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;

/**
 * The lookups that annotations of a step name.
 *
 * @param lookups the lookups
 */
record AnnotatedLookups(List<MemoizedPrefetchPaths.Lookup> lookups) {

	static AnnotatedLookups of(List<OptIn> optIns) {
		return new AnnotatedLookups(
				optIns.stream().flatMap((optIn) -> Stream.of(optIn.paths().lookups())).distinct().toList());
	}

	/**
	 * Hand them to a builder.
	 * @throws IllegalArgumentException if there is no such bean
	 */
	void addTo(MemoizedPrefetch.Builder builder, ListableBeanFactory beanFactory) {
		for (MemoizedPrefetchPaths.Lookup lookup : this.lookups) {
			MemoizedLookup<?, ?> bean = bean(lookup.bean(), beanFactory);
			if (lookup.value().isEmpty()) {
				builder.lookup(bean);
			}
			else {
				builder.lookup(bean, lookup.value());
			}
		}
	}

	private static MemoizedLookup<?, ?> bean(String name, ListableBeanFactory beanFactory) {
		try {
			return beanFactory.getBean(name, MemoizedLookup.class);
		}
		catch (NoSuchBeanDefinitionException ex) {
			if (!name.equals(ex.getBeanName())) {
				throw ex;
			}
			List<String> names = List.of(beanFactory.getBeanNamesForType(MemoizedLookup.class));
			throw new IllegalArgumentException(
					"there is no MemoizedLookup bean '" + name + "'" + Suggestion.of(name, names), ex);
		}
		catch (BeanNotOfRequiredTypeException ex) {
			throw new IllegalArgumentException(
					"the bean '" + name + "' is a " + ex.getActualType().getSimpleName() + ", not a MemoizedLookup",
					ex);
		}
	}

	/** Where their keys are found, as the annotations say. */
	List<String> names() {
		return this.lookups.stream()
			.map((lookup) -> (lookup.value().isEmpty() ? "" : lookup.value() + " -> ") + lookup.bean())
			.toList();
	}

}
