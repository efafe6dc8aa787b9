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
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.DiscriminatedCollectionPart;
import org.hibernate.metamodel.mapping.internal.EntityCollectionPart;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Looks through all that is EAGER behind an entity for something that Hibernate must not
 * fetch in batches.
 */
final class EagerFetches {

	private final SessionFactoryImplementor factory;

	private final Set<String> seen = new HashSet<>();

	private boolean alone;

	private EagerFetches(SessionFactoryImplementor factory) {
		this.factory = factory;
	}

	/** Whether batches find the same rows, for all that comes with the entity. */
	static boolean canBeBatched(EntityPersister entity) {
		EagerFetches fetches = new EagerFetches(entity.getFactory());
		fetches.entity(entity);
		return !fetches.alone;
	}

	/** The same for all that comes with a collection's elements. */
	static boolean canBeBatched(PluralAttributeMapping collection) {
		EagerFetches fetches = new EagerFetches(collection.getCollectionDescriptor().getFactory());
		fetches.parts(collection);
		return !fetches.alone;
	}

	private void entity(EntityMappingType type) {
		EntityPersister entity = type.getEntityPersister();
		if (!this.seen.add(entity.getEntityName())) {
			return;
		}
		this.alone |= PropertyCodec.holdsAssociation(entity.getIdentifierType());
		attributes(entity);
		entity.getSubMappingTypes().forEach(this::entity);
	}

	private void attributes(ManagedMappingType type) {
		type.forEachAttributeMapping(this::attribute);
	}

	private void attribute(AttributeMapping attribute) {
		if (attribute instanceof EmbeddableValuedModelPart embedded) {
			attributes(embedded.getEmbeddableTypeDescriptor());
		}
		else if (FetchTypes.isEager(attribute)) {
			FetchTypes.targets(attribute).forEach(this::target);
			if (attribute instanceof PluralAttributeMapping collection) {
				this.alone |= CustomLoading.isOf(collection.getCollectionDescriptor())
						|| KeyColumns.isLostInArrays(collection.getKeyDescriptor().getKeyPart(), this.factory);
				parts(collection);
			}
		}
	}

	private void target(EntityMappingType target) {
		this.alone |= CustomLoading.isOf(target.getEntityPersister())
				|| KeyColumns.isLostInArrays(target.getIdentifierMapping(), this.factory);
		entity(target);
	}

	private void parts(PluralAttributeMapping collection) {
		part(collection.getElementDescriptor());
		part(collection.getIndexDescriptor());
	}

	private void part(@Nullable CollectionPart part) {
		if (part instanceof EntityCollectionPart entity) {
			entity(entity.getAssociatedEntityMappingType());
		}
		else if (part instanceof DiscriminatedCollectionPart any && FetchTypes.isEager(any)) {
			FetchTypes.targets(any).forEach(this::target);
		}
		else if (part instanceof EmbeddableValuedModelPart embedded) {
			attributes(embedded.getEmbeddableTypeDescriptor());
		}
	}

}
