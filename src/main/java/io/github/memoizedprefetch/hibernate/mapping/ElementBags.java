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
package io.github.memoizedprefetch.hibernate.mapping;

import java.util.HashSet;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.codec.FetchTypes;
import org.hibernate.metamodel.CollectionClassification;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Finds EAGER bags that come with the elements of a collection. Hibernate (7.4) joins
 * them when it loads the collection, and a bag has its elements as often as elements of
 * the collection lead to it: what it is depends on which collection was loaded first.
 */
final class ElementBags {

	private final Set<ManagedMappingType> seen = new HashSet<>();

	private ElementBags() {
	}

	/** Why a collection cannot be prefetched, or null. */
	static @Nullable String reason(CollectionPersister collection) {
		// with a bag Hibernate joins no other collection
		boolean joins = collection.getElementType().isEntityType()
				&& collection.getCollectionSemantics().getCollectionClassification() != CollectionClassification.BAG;
		if (!joins) {
			return null;
		}
		EntityPersister element = collection.getElementPersister();
		String bag = new ElementBags().find(element, collection.isManyToMany() && collection.hasIndex());
		return (bag != null)
				? "its elements come with the EAGER bag " + bag
						+ ", which Hibernate fills several times then; map it as LAZY, as a Set or with an @OrderColumn"
				: null;
	}

	/**
	 * @param repeated whether an entity may come several times, and its own bag as well
	 */
	private @Nullable String find(EntityMappingType entity, boolean repeated) {
		String found = find((ManagedMappingType) entity, repeated);
		for (EntityMappingType subtype : entity.getSubMappingTypes()) {
			found = (found != null) ? found : find((ManagedMappingType) subtype, repeated);
		}
		return found;
	}

	private @Nullable String find(ManagedMappingType type, boolean repeated) {
		if (repeated && !this.seen.add(type)) {
			return null;
		}
		for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
			String found = find(type.getAttributeMapping(i), repeated);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	private @Nullable String find(AttributeMapping attribute, boolean repeated) {
		if (attribute instanceof EmbeddableValuedModelPart embedded) {
			return find(embedded.getEmbeddableTypeDescriptor(), repeated);
		}
		if (!FetchTypes.isEager(attribute)) {
			return null;
		}
		for (EntityMappingType target : FetchTypes.targets(attribute)) {
			String found = find(target, true);
			if (found != null) {
				return found;
			}
		}
		return (repeated && attribute instanceof PluralAttributeMapping plural
				&& isBag(plural.getCollectionDescriptor())) ? plural.getCollectionDescriptor().getRole() : null;
	}

	private static boolean isBag(CollectionPersister collection) {
		return switch (collection.getCollectionSemantics().getCollectionClassification()) {
			case BAG, ID_BAG -> true;
			default -> false;
		};
	}

}
