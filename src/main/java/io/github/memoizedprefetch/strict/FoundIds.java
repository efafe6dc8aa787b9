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
package io.github.memoizedprefetch.strict;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import io.github.memoizedprefetch.plan.BeanProperty;
import org.jspecify.annotations.Nullable;

/** Where items have ids that entities are found by. */
final class FoundIds {

	private FoundIds() {
	}

	/**
	 * What strict mode says of entities that are found by their ids.
	 * @param ids some that were asked for
	 * @param items those of the chunk
	 */
	static String message(String entity, List<Object> ids, List<Object> items) {
		String name = entity.replaceFirst(".*[.$]", "");
		return name + " by find(..) or findById(..); " + remedy(name, ids, items) + " loads those of a chunk at once";
	}

	/** The option of the builder that serves them. */
	static String remedy(String name, List<Object> ids, List<Object> items) {
		if (ids.stream().allMatch((id) -> items.stream().anyMatch((item) -> isSame(item, id)))) {
			return ".itemsAreIdsOf(" + name + ".class)";
		}
		Map<String, Set<Object>> properties = new TreeMap<>();
		items.forEach((item) -> ObjectGraph.withoutLoading(() -> collect(item, ids, properties)));
		Set<Object> wanted = Set.copyOf(ids);
		List<String> found = properties.entrySet()
			.stream()
			.filter((property) -> property.getValue().equals(wanted))
			.map(Map.Entry::getKey)
			.toList();
		if (found.size() == 1) {
			return ".key(\"%s\", %s.class)".formatted(found.get(0), name);
		}
		String type = items.isEmpty() ? "Row" : items.get(0).getClass().getSimpleName();
		return ".key(%s::.., %s.class)".formatted(type, name);
	}

	/** Which of the ids a property has. */
	private static void collect(Object item, List<Object> ids, Map<String, Set<Object>> properties) {
		for (String name : BeanProperty.names(item.getClass())) {
			Object value = read(item, name);
			if (value != null) {
				Set<Object> had = properties.computeIfAbsent(name, (key) -> new HashSet<>());
				ids.stream().filter((id) -> isSame(value, id)).forEach(had::add);
			}
		}
	}

	private static boolean isSame(Object value, Object id) {
		return value.equals(id) || (value instanceof Number number && id instanceof Number other
				&& number.longValue() == other.longValue());
	}

	/** Null if it cannot be read now. */
	private static @Nullable Object read(Object item, String name) {
		BeanProperty property = BeanProperty.find(item.getClass(), name);
		try {
			return (property != null) ? property.get(item) : null;
		}
		catch (RuntimeException | UnservableReferenceException ex) {
			return null;
		}
	}

}
