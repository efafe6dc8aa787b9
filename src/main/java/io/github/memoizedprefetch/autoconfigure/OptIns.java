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

import io.github.memoizedprefetch.autoconfigure.step.Delegates;
import io.github.memoizedprefetch.autoconfigure.step.Proxies;
import io.github.memoizedprefetch.autoconfigure.step.StepParts;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.ClassifierCompositeItemProcessor;
import org.springframework.batch.infrastructure.item.support.CompositeItemProcessor;

/**
 * Collects the {@link MemoizedPrefetchPaths} of a step: its own, or else those of its
 * reader, processor and writer and of what these delegate to.
 */
final class OptIns {

	private final AnnotatedBeans annotated;

	private final List<OptIn> found = new ArrayList<>();

	private final List<Object> later = new ArrayList<>();

	private @Nullable Class<?> readType;

	private OptIns(AnnotatedBeans annotated) {
		this.annotated = annotated;
	}

	static OptIns of(Step step, @Nullable String beanName, AnnotatedBeans annotated) {
		OptIns optIns = new OptIns(annotated);
		List<Object> parts = StepParts.of(step);
		MemoizedPrefetchPaths own = (beanName != null) ? annotated.find(step, beanName) : null;
		parts.forEach((part) -> optIns.add(part, source(part)));
		if (optIns.readType == null && beanName != null) {
			optIns.readType = annotated.declaredItemType(beanName);
		}
		if (own != null) {
			optIns.found.clear();
			optIns.later.clear();
			optIns.found.add(new OptIn(own, annotated.itemType(own), OptIn.Source.READ));
		}
		optIns.found.replaceAll((optIn) -> optIn.orItemType(optIns.readType));
		return optIns;
	}

	/** Those of a scoped bean that is being resolved. */
	static List<OptIn> of(Object part, AnnotatedBeans annotated) {
		OptIns optIns = new OptIns(annotated);
		Object target = Proxies.resolve(part);
		if (target != null) {
			optIns.add(target, annotated.name(part), source(part));
		}
		return optIns.found;
	}

	static OptIn.Source source(Object part) {
		return (part instanceof ItemWriter) ? OptIn.Source.WRITTEN : OptIn.Source.READ;
	}

	private void add(Object part, OptIn.Source source) {
		String name = this.annotated.name(part);
		if (this.readType == null && source == OptIn.Source.READ) {
			this.readType = this.annotated.declaredItemType(Proxies.type(part), name);
		}
		if (Proxies.target(part) == null && this.annotated.findDeclared(name, Proxies.type(part)) == null) {
			if (part instanceof ScopedObject && mayBeMore(Proxies.type(part))) {
				this.later.add(part);
			}
			return;
		}
		add(part, name, source);
	}

	private void add(Object part, @Nullable String name, OptIn.Source source) {
		MemoizedPrefetchPaths paths = this.annotated.findDeclared(name, Proxies.type(part));
		if (paths != null) {
			this.annotated.used(name);
			this.found.add(new OptIn(paths, this.annotated.itemType(paths, Proxies.type(part), name), source));
		}
		Object target = Proxies.target(part);
		if (target != null) {
			addDelegates(target, source);
		}
	}

	/**
	 * A scoped bean may be of a subclass of what is known, but hardly of a reader of
	 * Spring Batch.
	 */
	private static boolean mayBeMore(Class<?> type) {
		return !type.getName().startsWith("org.springframework.") || Delegates.has(type);
	}

	private void addDelegates(Object part, OptIn.Source source) {
		OptIn.Source current = source;
		Class<?> known = this.readType;
		for (Object delegate : Delegates.of(part)) {
			add(delegate, current);
			if (part instanceof CompositeItemProcessor) {
				current = OptIn.Source.PROCESSED;
			}
		}
		if (part instanceof ClassifierCompositeItemProcessor) {
			this.readType = known;
		}
	}

	/** What the step reads, if its beans say so. */
	@Nullable Class<?> readType() {
		return this.readType;
	}

	/** What is known now. */
	List<OptIn> found() {
		return this.found;
	}

	/** Scoped beans whose classes are known when they are resolved. */
	List<Object> later() {
		return this.later;
	}

}
