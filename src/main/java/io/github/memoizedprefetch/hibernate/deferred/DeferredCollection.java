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
package io.github.memoizedprefetch.hibernate.deferred;

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionState;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import org.hibernate.engine.spi.CollectionKey;
import org.jspecify.annotations.Nullable;

/**
 * A collection that a session is going to load, or not.
 *
 * @param elements its elements in order, with repetitions; null if they are no entities
 */
public record DeferredCollection(CollectionMapping mapping, CollectionKey key, CollectionState state,
		@Nullable List<Element> elements, Validity validity) {

	/**
	 * An element.
	 *
	 * @param key what the memo knows it by
	 * @param snapshot its state; null if the session had the entity before
	 * @param validity how long that holds
	 */
	public record Element(Object key, @Nullable Snapshot snapshot, Validity validity) {

		boolean isCurrent() {
			return this.snapshot == null || this.validity.current().test(this.key, this.snapshot);
		}

	}

	/** Those of its elements that are not there yet. */
	public List<Snapshot> snapshots() {
		List<Snapshot> snapshots = new ArrayList<>();
		if (this.elements != null) {
			for (Element element : this.elements) {
				if (element.snapshot() != null) {
					snapshots.add(element.snapshot());
				}
			}
		}
		return snapshots;
	}

	boolean isCurrent() {
		return this.validity.current().test(this.key, this.state)
				&& (this.elements == null || this.elements.stream().allMatch(Element::isCurrent));
	}

}
