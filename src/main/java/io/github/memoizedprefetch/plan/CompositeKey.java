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
package io.github.memoizedprefetch.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.hibernate.mapping.EntityIds;
import io.github.memoizedprefetch.hibernate.mapping.IdParts;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import io.github.memoizedprefetch.message.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * A key of several properties, as {@code "depot, number=parcelNumber"}: the attributes of
 * an id, each with the path from the item, which may be left out if its last name is the
 * attribute's.
 */
final class CompositeKey {

	private final String given;

	/** The paths by attribute of the id. */
	private final Map<String, List<String>> paths = new LinkedHashMap<>();

	/** What they begin with in common: what has the properties. */
	private final List<String> owner;

	private CompositeKey(String given) {
		this.given = given;
		for (String part : given.split(",", -1)) {
			int sign = part.indexOf('=');
			List<String> path = ItemPath.of(part.substring(sign + 1).trim(), null).segments();
			String attribute = (sign < 0) ? path.get(path.size() - 1) : part.substring(0, sign).trim();
			if (this.paths.putIfAbsent(attribute, path) != null) {
				throw new IllegalArgumentException("Key '" + given + "' has two values for '" + attribute + "'");
			}
		}
		this.owner = common(List.copyOf(this.paths.values()));
	}

	/** Null if it is one path. */
	static @Nullable CompositeKey of(String given) {
		return (given.indexOf(',') >= 0 || given.indexOf('=') >= 0) ? new CompositeKey(given) : null;
	}

	private static List<String> common(List<List<String>> paths) {
		List<String> first = paths.get(0);
		int same = first.size() - 1;
		for (List<String> path : paths) {
			int length = 0;
			while (length < Math.min(same, path.size() - 1) && path.get(length).equals(first.get(length))) {
				length++;
			}
			same = length;
		}
		return first.subList(0, same);
	}

	/** The path to what has the properties; empty for the items. */
	List<String> owner() {
		return this.owner;
	}

	/** What the owner has. */
	String properties() {
		return text(this.owner.size());
	}

	/**
	 * How an owner has the ids of an entity.
	 * @param source what the properties are looked up in
	 * @throws IllegalArgumentException if it has not
	 */
	KeySource source(EntityIds ids, Object source, Mappings mappings) {
		IdParts parts = ids.parts();
		if (parts == null) {
			throw new IllegalArgumentException(
					ids.entity() + "'s id is one value, not several as in the key '" + this.given + "'");
		}
		List<String> names = parts.names();
		requireKnown(ids.entity(), names);
		List<KeyChains> values = new ArrayList<>();
		List<String> places = new ArrayList<>();
		for (int i = 0; i < names.size(); i++) {
			List<String> path = this.paths.getOrDefault(names.get(i), List.of());
			KeyPath rest = new KeyPath(path.subList(this.owner.size(), path.size()), String.join(".", path), mappings);
			KeyChains value = rest.from(source);
			for (Class<?> type : value.types()) {
				parts.check(i, type, rest.name());
			}
			values.add(value);
			places.add(rest.name());
		}
		return new KeySource((owner) -> read(owner, values, parts, places), ids.type(), this.given);
	}

	private void requireKnown(String entity, List<String> names) {
		for (String attribute : this.paths.keySet()) {
			if (!names.contains(attribute)) {
				String path = String.join(".", this.paths.getOrDefault(attribute, List.of()));
				throw new IllegalArgumentException(
						"%s's id has no attribute '%s' (key '%s'); say which one it is, as in '%s=%s'%s".formatted(
								entity, attribute, this.given, names.get(0), path, Suggestion.of(attribute, names)));
			}
		}
		List<String> missing = names.stream().filter((name) -> !this.paths.containsKey(name)).toList();
		if (!missing.isEmpty()) {
			throw new IllegalArgumentException("%s's id has %s, of which the key '%s' does not name %s"
				.formatted(entity, String.join(", ", names), this.given, String.join(", ", missing)));
		}
	}

	/** Null if a value is null, or is not loaded. */
	private static @Nullable Object read(Object owner, List<KeyChains> paths, IdParts parts, List<String> places)
			throws UnservableReferenceException {
		Object[] values = new Object[paths.size()];
		for (int i = 0; i < values.length; i++) {
			Object value = paths.get(i).single(owner);
			if (value == null) {
				return null;
			}
			values[i] = value;
		}
		return parts.create(values, places);
	}

	@Override
	public String toString() {
		return text(0);
	}

	private String text(int from) {
		return this.paths.entrySet().stream().map((part) -> {
			String path = String.join(".", part.getValue().subList(from, part.getValue().size()));
			boolean named = part.getKey().equals(part.getValue().get(part.getValue().size() - 1));
			return named ? path : part.getKey() + "=" + path;
		}).collect(Collectors.joining(", "));
	}

}
