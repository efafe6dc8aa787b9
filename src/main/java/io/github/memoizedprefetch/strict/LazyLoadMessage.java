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
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.message.DottedPath;
import io.github.memoizedprefetch.plan.ItemPath;
import io.github.memoizedprefetch.plan.PropertyName;

/**
 * What strict mode says of a lazy load, and of which item.
 */
final class LazyLoadMessage {

	/** The paths to prefetch, and those on the way. */
	private final Set<String> prefetched = new HashSet<>();

	private final ObjectGraph graph;

	LazyLoadMessage(List<ItemPath> paths, ObjectGraph graph) {
		this.graph = graph;
		paths.forEach(this::addPath);
	}

	private void addPath(ItemPath path) {
		String start = "";
		for (String segment : path.segments()) {
			start = DottedPath.append(start, PropertyName.canonical(segment));
			this.prefetched.add(start);
		}
	}

	String of(GraphPath found) {
		String path = found.path();
		String start = fullPath(found) + " of " + label(found.item());
		if (found.any()) {
			return start + " cannot be prefetched, an @Any association has no target type; let the reader load it";
		}
		return isPrefetched(path) ? start
				+ " is among the paths, but was left as Hibernate made it; the log says why, or its row is missing"
				: start + " is not prefetched; add .paths(\"" + path + "\")";
	}

	/** A getter stands for two names, of which a mapping has one. */
	private boolean isPrefetched(String path) {
		return this.prefetched.contains(
				DottedPath.attributes(path).stream().map(PropertyName::canonical).collect(Collectors.joining(".")));
	}

	/** With the class of the item: {@code review.book.publisher}. */
	static String fullPath(GraphPath found) {
		String type = found.item().type().getSimpleName();
		return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1) + "." + found.path();
	}

	/** An item in words: what it is, and its id or its position in the chunk. */
	String label(GraphPath.Item item) {
		Object object = item.object().get();
		String label = (object != null) ? this.graph.label(object) : null;
		if (label != null) {
			return label;
		}
		String type = item.type().getSimpleName();
		return (item.position() > 0) ? type + " " + item.position() + " of the chunk" : type;
	}

}
