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

import java.util.function.Function;
import java.util.function.Predicate;

import org.hibernate.Hibernate;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.FetchStyle;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.EntityCollectionPart;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Entities whose key refers to their owner, joined to it. If there is a proxy of the
 * owner, of a superclass, Hibernate (7.4) takes the owner's values when it comes to such
 * a key: of the associations and embedded values that it has not come to by then the
 * owner gets those of the row before, or none.
 */
public final class OwnerKeys {

	private final String hierarchy;

	private final Predicate<AttributeMapping> joined;

	private OwnerKeys(EntityMappingType owner, Predicate<AttributeMapping> joined) {
		this.hierarchy = owner.getEntityPersister().getRootEntityName();
		this.joined = joined;
	}

	/**
	 * Why references to an entity are left, because what is EAGER is joined so; null if
	 * nothing is. Hibernate misreads them itself, as it initialises a proxy.
	 */
	public static @Nullable String reason(EntityPersister entity) {
		if (!entity.hasProxy() || entity.isConcreteProxy()) {
			return null;
		}
		for (EntityMappingType subtype : entity.getSubMappingTypes()) {
			AttributeMapping found = new OwnerKeys(subtype, OwnerKeys::isMappedSo).find(subtype, null);
			if (found != null) {
				return "Hibernate reads only a part of its rows with " + found.getNavigableRole().getFullPath()
						+ ", which is EAGER and whose keys refer to them; map it as LAZY";
			}
		}
		return null;
	}

	/**
	 * Whether an entity was read together with such.
	 * @param loaded an entity that Hibernate has read
	 * @param more whether what is not mapped so may have been joined too
	 */
	public static boolean areRead(LoadedEntity loaded, SessionImplementor session, boolean more) {
		Object proxy = session.getPersistenceContextInternal().getProxy(loaded.key());
		EntityPersister owner = loaded.persister();
		return proxy != null && !owner.getConcreteProxyClass().isInstance(proxy)
				&& new OwnerKeys(owner, (attribute) -> more || isMappedSo(attribute)).find(owner,
						loaded::value) != null;
	}

	private static boolean isMappedSo(AttributeMapping attribute) {
		return FetchTypes.isEager(attribute) && attribute.getMappedFetchOptions().getStyle() == FetchStyle.JOIN;
	}

	private @Nullable AttributeMapping find(ManagedMappingType type,
			@Nullable Function<AttributeMapping, @Nullable Object> values) {
		for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
			AttributeMapping attribute = type.getAttributeMapping(i);
			Object value = (values != null) ? values.apply(attribute) : null;
			AttributeMapping found = (values == null || value != null) ? find(attribute, value) : null;
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	private @Nullable AttributeMapping find(AttributeMapping attribute, @Nullable Object value) {
		if (attribute instanceof EmbeddableValuedModelPart embedded) {
			return find(embedded.getEmbeddableTypeDescriptor(),
					(value != null) ? (inner) -> inner.getValue(value) : null);
		}
		return (this.joined.test(attribute) && (value == null || isRead(value)) && isKeyed(attribute)) ? attribute
				: null;
	}

	private static boolean isRead(Object value) {
		return Hibernate.isInitialized(value)
				&& !(value instanceof PersistentCollection<?> collection && collection.empty());
	}

	private boolean isKeyed(AttributeMapping attribute) {
		if (attribute instanceof PluralAttributeMapping collection) {
			return isKeyedPart(collection.getElementDescriptor()) || isKeyedPart(collection.getIndexDescriptor());
		}
		return attribute instanceof ToOneAttributeMapping toOne && isKeyed(toOne.getAssociatedEntityMappingType());
	}

	private boolean isKeyedPart(@Nullable ModelPart part) {
		return part instanceof EntityCollectionPart entity && isKeyed(entity.getAssociatedEntityMappingType());
	}

	private boolean isKeyed(EntityMappingType entity) {
		EntityIdentifierMapping id = entity.getIdentifierMapping();
		if (id instanceof NonAggregatedIdentifierMapping several) {
			return refersToOwner(several.getVirtualIdEmbeddable());
		}
		return id instanceof EmbeddableValuedModelPart embedded
				&& refersToOwner(embedded.getEmbeddableTypeDescriptor());
	}

	private boolean refersToOwner(ManagedMappingType key) {
		for (int i = 0; i < key.getNumberOfAttributeMappings(); i++) {
			AttributeMapping attribute = key.getAttributeMapping(i);
			if (attribute instanceof ToOneAttributeMapping toOne && isOwner(toOne.getAssociatedEntityMappingType())) {
				return true;
			}
			if (attribute instanceof EmbeddableValuedModelPart embedded
					&& refersToOwner(embedded.getEmbeddableTypeDescriptor())) {
				return true;
			}
		}
		return false;
	}

	private boolean isOwner(EntityMappingType entity) {
		return this.hierarchy.equals(entity.getEntityPersister().getRootEntityName());
	}

}
