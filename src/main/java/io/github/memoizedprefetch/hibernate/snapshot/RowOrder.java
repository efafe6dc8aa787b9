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
package io.github.memoizedprefetch.hibernate.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.hibernate.codec.CollectionCodec;
import org.hibernate.Hibernate;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a loading session has read entities: collections that are sets,
 * lists or maps do not keep it.
 */
final class RowOrder {

	private final SessionImplementor session;

	private @Nullable IdentityHashMap<Object, Integer> positions;

	/** How many were read of a role. */
	private @Nullable Map<CollectionPersister, Integer> collections;

	RowOrder(SessionImplementor session) {
		this.session = session;
	}

	/** The places of a collection's elements; null if they are in that order. */
	int @Nullable [] of(PersistentCollection<?> collection, CollectionPersister role) {
		return isAsRead(role) ? null : of(CollectionCodec.elements(collection));
	}

	/**
	 * Whether the rows came in the order that the collection has: always if it keeps none
	 * of its own, such as a bag. Rows of one list come by the index that its table's key
	 * is made of; the order of those of several lists says nothing about that.
	 */
	private boolean isAsRead(CollectionPersister role) {
		return switch (role.getCollectionSemantics().getCollectionClassification()) {
			case BAG, ID_BAG, ORDERED_SET, ORDERED_MAP -> true;
			case LIST -> collections().getOrDefault(role, 0) > 1;
			default -> false;
		};
	}

	private int @Nullable [] of(Iterable<?> elements) {
		List<Integer> places = new ArrayList<>();
		boolean ordered = true;
		int last = -1;
		for (Object element : elements) {
			if (element != null) {
				int place = positions().getOrDefault(Hibernate.unproxy(element), Integer.MAX_VALUE);
				ordered &= last <= place;
				last = place;
				places.add(place);
			}
		}
		return ordered ? null : places.stream().mapToInt(Integer::intValue).toArray();
	}

	private Map<CollectionPersister, Integer> collections() {
		Map<CollectionPersister, Integer> known = this.collections;
		if (known == null) {
			Map<CollectionPersister, Integer> counts = new HashMap<>();
			this.session.getPersistenceContextInternal().forEachCollectionEntry((collection, entry) -> {
				CollectionPersister role = entry.getLoadedPersister();
				if (role != null && collection.wasInitialized()) {
					counts.merge(role, 1, Integer::sum);
				}
			}, false);
			known = counts;
			this.collections = known;
		}
		return known;
	}

	private IdentityHashMap<Object, Integer> positions() {
		IdentityHashMap<Object, Integer> known = this.positions;
		if (known == null) {
			known = new IdentityHashMap<>();
			for (Map.Entry<Object, EntityEntry> entry : this.session.getPersistenceContextInternal()
				.reentrantSafeEntityEntries()) {
				known.put(entry.getKey(), known.size());
			}
			this.positions = known;
		}
		return known;
	}

}
