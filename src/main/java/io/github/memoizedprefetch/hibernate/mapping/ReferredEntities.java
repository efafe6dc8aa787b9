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
import io.github.memoizedprefetch.hibernate.codec.PropertyCodec;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.EntityCollectionPart;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.jspecify.annotations.Nullable;

/**
 * Of which hierarchies entities are that are built, what comes with them, and what those
 * refer to. What a chunk has of any other, nothing that is built can lead to.
 */
public final class ReferredEntities {

	private final Set<String> seen = new HashSet<>();

	private final Set<String> roots = new HashSet<>();

	/** Whether an {@code @Any} is among them. */
	private boolean any;

	/** Whether nobody knows what else is. */
	private boolean unknown;

	/**
	 * Whether entities refer to something by {@code @Any}, or what comes along with them:
	 * of that Hibernate makes what its session has by then, so that the order of loading
	 * matters.
	 */
	public static boolean areAny(EntityMapping entity) {
		ReferredEntities referred = new ReferredEntities();
		referred.entity(entity.persister());
		return referred.any;
	}

	/** Whether elements are such references, or have one. */
	public static boolean areAny(CollectionMapping collection) {
		ReferredEntities referred = new ReferredEntities();
		referred.add(collection);
		return referred.any;
	}

	/** Entities are built, with what their mapping has loaded along with them. */
	public void add(EntityMapping entity) {
		entity((EntityMappingType) entity.root().persister());
	}

	/** Collections are filled. */
	public void add(CollectionMapping collection) {
		parts(collection.attributeMapping());
	}

	/** Nobody knows what comes along. */
	public void addUnknown() {
		this.unknown = true;
	}

	/** Whether what is built may be or refer to an entity. */
	public boolean contains(EntityMapping entity) {
		return this.any || this.unknown || this.roots.contains(entity.root().name());
	}

	private void refer(EntityMappingType type) {
		this.roots.add(type.getRootEntityDescriptor().getEntityName());
	}

	private void entity(EntityMappingType type) {
		refer(type);
		if (this.seen.add(type.getEntityName())) {
			this.unknown |= PropertyCodec.holdsAssociation(type.getEntityPersister().getIdentifierType());
			attributes(type);
			type.getSubMappingTypes().forEach(this::entity);
		}
	}

	private void attributes(ManagedMappingType type) {
		type.forEachAttributeMapping((AttributeMapping attribute) -> attribute(attribute));
	}

	private void attribute(AttributeMapping attribute) {
		this.any |= attribute instanceof DiscriminatedAssociationModelPart;
		if (attribute instanceof EmbeddableValuedModelPart embedded) {
			attributes(embedded.getEmbeddableTypeDescriptor());
		}
		else if (attribute instanceof ToOneAttributeMapping toOne) {
			refer(toOne.getAssociatedEntityMappingType());
		}
		if (FetchTypes.isEager(attribute)) {
			FetchTypes.targets(attribute).forEach(this::entity);
			if (attribute instanceof PluralAttributeMapping collection) {
				parts(collection);
			}
		}
	}

	private void parts(PluralAttributeMapping collection) {
		part(collection.getElementDescriptor());
		part(collection.getIndexDescriptor());
	}

	private void part(@Nullable CollectionPart part) {
		this.any |= part instanceof DiscriminatedAssociationModelPart;
		if (part instanceof EntityCollectionPart entity) {
			entity(entity.getAssociatedEntityMappingType());
		}
		else if (part instanceof EmbeddableValuedModelPart embedded) {
			attributes(embedded.getEmbeddableTypeDescriptor());
		}
	}

}
