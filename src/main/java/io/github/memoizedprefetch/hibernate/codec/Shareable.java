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
package io.github.memoizedprefetch.hibernate.codec;

import org.hibernate.engine.internal.ManagedTypeHelper;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Whether one instance of an entity can serve all chunks: nothing of it belongs to a
 * session.
 */
public final class Shareable {

	private Shareable() {
	}

	/** Why instances of a hierarchy cannot be shared; null if they can. */
	public static @Nullable String reason(EntityPersister root) {
		String own = entityReason(root);
		for (EntityMappingType type : root.getSubMappingTypes()) {
			own = (own != null) ? own : entityReason(type.getEntityPersister());
		}
		return own;
	}

	private static @Nullable String entityReason(EntityPersister entity) {
		if (ManagedTypeHelper.isManagedType(entity.getMappedClass())) {
			return entity.getMappedClass().getSimpleName()
					+ " is enhanced at build time, so that each instance knows its session";
		}
		String attribute = eagerAttribute(entity);
		return (attribute == null) ? null : entity.getMappedClass().getSimpleName() + "." + attribute
				+ " is loaded with it, whatever paths say; make it lazy";
	}

	private static @Nullable String eagerAttribute(ManagedMappingType type) {
		for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
			AttributeMapping attribute = type.getAttributeMapping(i);
			String inner = (attribute instanceof EmbeddableValuedModelPart embedded)
					? eagerAttribute(embedded.getEmbeddableTypeDescriptor()) : null;
			if (inner != null) {
				return attribute.getAttributeName() + "." + inner;
			}
			if (attribute instanceof DiscriminatedAssociationModelPart || FetchTypes.isEager(attribute)) {
				return attribute.getAttributeName();
			}
		}
		return null;
	}

}
