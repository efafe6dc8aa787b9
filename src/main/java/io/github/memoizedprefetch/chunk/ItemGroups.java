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
package io.github.memoizedprefetch.chunk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import org.jspecify.annotations.Nullable;

/**
 * The items of a chunk by tenant, and by the class whose plan serves them. Most chunks
 * are one group. Not thread-safe.
 */
public final class ItemGroups {

	private final Function<Object, @Nullable Class<?>> planClass;

	private final Map<Object, Map<Class<?>, List<Object>>> groups = new LinkedHashMap<>();

	private int size;

	private @Nullable Object lastTenant;

	private @Nullable Class<?> lastClass;

	private @Nullable List<Object> lastGroup;

	/**
	 * @param planClass finds the class whose plan serves an item, or null for an item
	 * that is left alone
	 */
	public ItemGroups(Function<Object, @Nullable Class<?>> planClass) {
		this.planClass = planClass;
	}

	public void add(Object tenant, Object item) {
		if (!addLike(tenant, item)) {
			this.lastGroup = group(tenant, this.planClass.apply(item));
			this.lastTenant = tenant;
			// the class of a proxy does not tell that of its entity
			this.lastClass = Mappings.isProxy(item) ? null : item.getClass();
			addToLast(item);
		}
	}

	/** Add an item if it belongs where the last one does. */
	boolean addLike(Object tenant, Object item) {
		boolean like = item.getClass() == this.lastClass && tenant == this.lastTenant;
		if (like) {
			addToLast(item);
		}
		return like;
	}

	private void addToLast(Object item) {
		if (this.lastGroup != null) {
			this.lastGroup.add(item);
			this.size++;
		}
	}

	private @Nullable List<Object> group(Object tenant, @Nullable Class<?> planClass) {
		return (planClass != null) ? this.groups.computeIfAbsent(tenant, (key) -> new LinkedHashMap<>())
			.computeIfAbsent(planClass, (type) -> new ArrayList<>()) : null;
	}

	public int size() {
		return this.size;
	}

	public void forEach(BiConsumer<Object, Map<Class<?>, List<Object>>> action) {
		this.groups.forEach(action);
	}

}
