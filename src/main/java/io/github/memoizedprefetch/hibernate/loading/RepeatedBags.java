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
package io.github.memoizedprefetch.hibernate.loading;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.TypedValue;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Bags that a join has filled several times over: Hibernate (7.4) does so when it loads
 * several entities at once that refer to one owner, for which it joins the owner's bag.
 * Loaded one by one, as without the library, each has its elements once.
 */
final class RepeatedBags {

	private final Mappings mappings;

	private final PersistenceContext context;

	private final CollectionLoader loader;

	private final Set<CollectionKey> known = new HashSet<>();

	/**
	 * @param loader reads them
	 * @param known bags that it has read already
	 */
	RepeatedBags(Mappings mappings, PersistenceContext context, CollectionLoader loader, Collection<?> known) {
		known.forEach((key) -> this.known.add((CollectionKey) key));
		this.mappings = mappings;
		this.context = context;
		this.loader = loader;
	}

	/** Read the bags again, by themselves. */
	void readAgain() {
		for (Map<CollectionPersister, Set<CollectionKey>> found = find(); !found.isEmpty(); found = find()) {
			found.forEach(this::readAgain);
		}
	}

	private void readAgain(CollectionPersister persister, Set<CollectionKey> keys) {
		this.known.addAll(keys);
		keys.forEach(this.context.getCollectionsByKey()::remove);
		this.loader.initialize(this.mappings.collection(persister), keys);
	}

	private Map<CollectionPersister, Set<CollectionKey>> find() {
		Map<CollectionPersister, Set<CollectionKey>> found = new HashMap<>();
		this.context.forEachCollectionEntry((collection, entry) -> {
			CollectionPersister persister = entry.getLoadedPersister();
			if (persister != null && collection.wasInitialized() && isBag(persister)
					&& mayRepeat(collection, persister)) {
				CollectionKey key = new CollectionKey(persister, entry.getLoadedKey());
				if (!this.known.contains(key)) {
					found.computeIfAbsent(persister, (any) -> new LinkedHashSet<>()).add(key);
				}
			}
		}, false);
		return found;
	}

	private static boolean isBag(CollectionPersister persister) {
		return switch (persister.getCollectionSemantics().getCollectionClassification()) {
			case BAG, ID_BAG -> true;
			default -> false;
		};
	}

	/** A row that was read twice has brought each of its elements twice. */
	private static boolean mayRepeat(PersistentCollection<?> collection, CollectionPersister persister) {
		Type type = persister.getElementType();
		Collection<?> elements = (Collection<?>) collection;
		Set<@Nullable Object> seen = type.isEntityType() ? Collections.newSetFromMap(new IdentityHashMap<>())
				: new HashSet<>();
		for (Object element : elements) {
			if (!seen.add(type.isEntityType() ? element : new TypedValue(type, element))) {
				return true;
			}
		}
		return false;
	}

}
