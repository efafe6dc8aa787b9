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
package io.github.memoizedprefetch.autoconfigure.step;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The names of beans that were made, by identity. Does not keep them alive. Thread-safe.
 */
public final class BeanNames {

	private final Map<Reference, String> names = new ConcurrentHashMap<>();

	private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

	public void put(Object bean, String name) {
		for (Object old = this.collected.poll(); old != null; old = this.collected.poll()) {
			this.names.remove(old);
		}
		this.names.put(new Reference(bean, this.collected), name);
	}

	public @Nullable String get(Object bean) {
		return this.names.get(new Reference(bean, null));
	}

	/** Equal to others of the same object, also when that is gone to itself. */
	private static final class Reference extends WeakReference<Object> {

		private final int hash;

		Reference(Object bean, @Nullable ReferenceQueue<Object> queue) {
			super(bean, queue);
			this.hash = System.identityHashCode(bean);
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

		@Override
		@SuppressWarnings("ReferenceEquality")
		public boolean equals(@Nullable Object other) {
			Object bean = get();
			return this == other || (other instanceof Reference reference && bean != null && reference.get() == bean);
		}

	}

}
