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
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.EntityCollectionPart;
import org.jspecify.annotations.Nullable;

/**
 * References by {@code @Any}, of which Hibernate makes what its session has by then: the
 * order of loading matters to them.
 */
public final class AnyReferences {

	private final Set<String> seen = new HashSet<>();

	private boolean found;

	private AnyReferences() {
	}

	/** Whether entities have one, or what comes along with them. */
	public static boolean areOf(EntityMapping entity) {
		AnyReferences references = new AnyReferences();
		references.entity(entity.persister());
		return references.found;
	}

	/** Whether elements are such references, or have one. */
	public static boolean areOf(CollectionMapping collection) {
		AnyReferences references = new AnyReferences();
		references.parts(collection.attributeMapping());
		return references.found;
	}

	private void entity(EntityMappingType type) {
		if (this.seen.add(type.getEntityName())) {
			attributes(type);
			type.getSubMappingTypes().forEach(this::entity);
		}
	}

	private void attributes(ManagedMappingType type) {
		type.forEachAttributeMapping((AttributeMapping attribute) -> attribute(attribute));
	}

	private void attribute(AttributeMapping attribute) {
		this.found |= attribute instanceof DiscriminatedAssociationModelPart;
		if (attribute instanceof EmbeddableValuedModelPart embedded) {
			attributes(embedded.getEmbeddableTypeDescriptor());
		}
		else if (FetchTypes.isEager(attribute)) {
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
		this.found |= part instanceof DiscriminatedAssociationModelPart;
		if (part instanceof EntityCollectionPart entity) {
			entity(entity.getAssociatedEntityMappingType());
		}
		else if (part instanceof EmbeddableValuedModelPart embedded) {
			attributes(embedded.getEmbeddableTypeDescriptor());
		}
	}

}
