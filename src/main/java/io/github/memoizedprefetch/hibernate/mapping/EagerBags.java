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
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.DiscriminatedCollectionPart;
import org.hibernate.metamodel.mapping.internal.EntityCollectionPart;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * EAGER bags that several rows may lead to: Hibernate fills them several times over if it
 * loads these rows at once.
 */
public final class EagerBags {

	private final Set<String> seen = new HashSet<>();

	private boolean shared;

	private EagerBags() {
	}

	/** Whether several entities may lead to one bag. */
	public static boolean areShared(EntityPersister entity) {
		EagerBags bags = new EagerBags();
		bags.entity(entity, false);
		return bags.shared;
	}

	/** Whether several collections may. */
	public static boolean areShared(CollectionPersister collection) {
		EagerBags bags = new EagerBags();
		bags.parts(collection.getAttributeMapping());
		return bags.shared;
	}

	private void entity(EntityMappingType type, boolean behind) {
		EntityPersister entity = type.getEntityPersister();
		if (this.seen.add(entity.getEntityName() + behind)) {
			attributes(entity, behind);
			entity.getSubMappingTypes().forEach((subtype) -> entity(subtype, behind));
		}
	}

	private void attributes(ManagedMappingType type, boolean behind) {
		type.forEachAttributeMapping((attribute) -> attribute(attribute, behind));
	}

	private void attribute(AttributeMapping attribute, boolean behind) {
		if (attribute instanceof EmbeddableValuedModelPart embedded) {
			attributes(embedded.getEmbeddableTypeDescriptor(), behind);
		}
		else if (FetchTypes.isEager(attribute)) {
			FetchTypes.targets(attribute).forEach((target) -> entity(target, true));
			if (attribute instanceof PluralAttributeMapping collection) {
				this.shared |= behind && isBag(collection);
				parts(collection);
			}
		}
	}

	private static boolean isBag(PluralAttributeMapping collection) {
		return switch (collection.getMappedType().getCollectionSemantics().getCollectionClassification()) {
			case BAG, ID_BAG -> true;
			default -> false;
		};
	}

	private void parts(PluralAttributeMapping collection) {
		part(collection.getElementDescriptor());
		part(collection.getIndexDescriptor());
	}

	private void part(@Nullable CollectionPart part) {
		if (part instanceof EntityCollectionPart entity) {
			entity(entity.getAssociatedEntityMappingType(), true);
		}
		else if (part instanceof DiscriminatedCollectionPart any && FetchTypes.isEager(any)) {
			FetchTypes.targets(any).forEach((target) -> entity(target, true));
		}
		else if (part instanceof EmbeddableValuedModelPart embedded) {
			attributes(embedded.getEmbeddableTypeDescriptor(), true);
		}
	}

}
