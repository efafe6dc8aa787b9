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

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.autoconfigure.properties.PathTargets;
import jakarta.persistence.metamodel.Metamodel;

/**
 * The keys that annotations of a step name.
 *
 * @param keys the keys
 */
record AnnotatedKeys(List<MemoizedPrefetchPaths.Key> keys) {

	static AnnotatedKeys of(List<OptIn> optIns) {
		return new AnnotatedKeys(
				optIns.stream().flatMap((optIn) -> Stream.of(optIn.paths().keys())).distinct().toList());
	}

	void addTo(MemoizedPrefetch.Builder builder) {
		for (MemoizedPrefetchPaths.Key key : this.keys) {
			if (key.value().isEmpty()) {
				builder.itemsAreIdsOf(key.entity(), key.paths());
			}
			else {
				builder.key(key.value(), key.entity(), key.paths());
			}
		}
	}

	/** Whether they lead to an entity, or may do. */
	boolean mayReach(Class<?> entity, Metamodel metamodel) {
		return this.keys.stream()
			.anyMatch((key) -> PathTargets.related(key.entity(), entity)
					|| PathTargets.mayReach(entity, key.entity(), key.paths(), metamodel));
	}

	/** Where they are found, as the annotations say. */
	List<String> names() {
		return this.keys.stream()
			.map((key) -> (key.value().isEmpty() ? "item" : key.value()) + " -> " + key.entity().getSimpleName())
			.toList();
	}

}
