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
package io.github.memoizedprefetch.autoconfigure.listener;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;

/**
 * Prefetches what scoped beans name, whose classes are not known before the first item is
 * about to reach them.
 */
public final class LateListener extends MemoizedPrefetchItemReadListener<Object> {

	private final Late<?> prefetch;

	/**
	 * A listener of one step.
	 * @param find finds what the scoped beans name, and resolves them for the step
	 * execution
	 * @param make makes a prefetch
	 */
	public static <N> LateListener of(Supplier<List<N>> find, Function<List<N>, List<MemoizedPrefetch>> make) {
		return new LateListener(new Late<>(find, make));
	}

	private LateListener(Late<?> prefetch) {
		super(prefetch);
		this.prefetch = prefetch;
	}

	@Override
	protected boolean isWanted() {
		return !this.prefetch.current().isEmpty();
	}

	private static final class Late<N> extends DelegatingPrefetch {

		private final Supplier<List<N>> find;

		private final Function<List<N>, List<MemoizedPrefetch>> make;

		/** Of an attribute of step executions. */
		private final String key = LateListener.class.getName() + "@" + System.identityHashCode(this);

		private final Map<List<N>, List<MemoizedPrefetch>> known = new ConcurrentHashMap<>();

		Late(Supplier<List<N>> find, Function<List<N>, List<MemoizedPrefetch>> make) {
			this.find = find;
			this.make = make;
		}

		@Override
		@SuppressWarnings("unchecked")
		List<MemoizedPrefetch> current() {
			StepContext context = StepSynchronizationManager.getContext();
			if (context == null) {
				return List.of();
			}
			Object current = context.getAttribute(this.key);
			if (current == null) {
				List<N> names = this.find.get();
				current = names.isEmpty() ? List.of() : this.known.computeIfAbsent(names, this.make);
				context.setAttribute(this.key, current);
			}
			return (List<MemoizedPrefetch>) current;
		}

		@Override
		Collection<MemoizedPrefetch> delegates() {
			return this.known.values().stream().flatMap(List::stream).toList();
		}

		@Override
		public void explain(Throwable error, @Nullable Object item) {
			current().forEach((prefetch) -> prefetch.explain(error, item));
		}

	}

}
