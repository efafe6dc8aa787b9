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
package io.github.memoizedprefetch.hibernate.merging;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import io.github.memoizedprefetch.hibernate.codec.FetchTypes;
import org.hibernate.engine.spi.CascadeStyle;
import org.hibernate.engine.spi.CascadingActions;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.CollectionType;
import org.hibernate.type.ComponentType;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * A property that matters to merging, because something else may be behind it.
 *
 * @param index where its value is, among its owner's
 * @param type its type
 * @param cascaded whether what it refers to is merged too
 * @param persisted whether what it refers to is persisted with a new owner
 * @param orphans whether what it refers to no more is removed
 * @param loaded whether merging loads what it refers to, if that is not merged
 * @param role the collection; null if it is none
 * @param parts what matters of an embeddable, or of a collection's embeddable elements
 */
record MergeProperty(int index, Type type, boolean cascaded, boolean persisted, boolean orphans, boolean loaded,
		@Nullable CollectionPersister role, List<MergeProperty> parts) {

	static List<MergeProperty> of(EntityPersister persister) {
		return of(persister, persister.getPropertyNames(), persister.getPropertyTypes(),
				(i) -> persister.getPropertyCascadeStyles()[i], persister.getFactory());
	}

	private static List<MergeProperty> of(ManagedMappingType owner, ComponentType type,
			SessionFactoryImplementor factory) {
		return of(owner, type.getPropertyNames(), type.getSubtypes(), type::getCascadeStyle, factory);
	}

	private static List<MergeProperty> of(ManagedMappingType owner, String[] names, Type[] types,
			IntFunction<CascadeStyle> styles, SessionFactoryImplementor factory) {
		List<MergeProperty> properties = new ArrayList<>();
		for (int i = 0; i < types.length; i++) {
			MergeProperty property = of(i, owner.findAttributeMapping(names[i]), types[i], styles.apply(i), factory);
			if (property != null) {
				properties.add(property);
			}
		}
		return List.copyOf(properties);
	}

	/** Null if nothing can be behind it. */
	private static @Nullable MergeProperty of(int index, @Nullable AttributeMapping attribute, Type type,
			CascadeStyle style, SessionFactoryImplementor factory) {
		boolean cascaded = style.doCascade(CascadingActions.MERGE);
		boolean persisted = style.doCascade(CascadingActions.PERSIST);
		if (type instanceof ComponentType component) {
			List<MergeProperty> parts = parts(attribute, component, factory);
			return parts.isEmpty() ? null
					: new MergeProperty(index, type, cascaded, persisted, false, false, null, parts);
		}
		if (type instanceof CollectionType collection) {
			CollectionPersister role = factory.getMappingMetamodel().getCollectionDescriptor(collection.getRole());
			List<MergeProperty> parts = (role.getElementType() instanceof ComponentType component)
					? parts(role.getAttributeMapping().getElementDescriptor(), component, factory) : List.of();
			boolean loaded = role.getElementType() instanceof EntityType entity && entity.isReferenceToPrimaryKey();
			return new MergeProperty(index, type, cascaded, persisted, style.hasOrphanDelete(), loaded, role, parts);
		}
		if (type instanceof EntityType entity) {
			boolean eager = attribute != null && FetchTypes.isEager(attribute) && entity.isReferenceToPrimaryKey();
			boolean orphans = style.hasOrphanDelete() && entity.isLogicalOneToOne();
			return (cascaded || eager || orphans)
					? new MergeProperty(index, type, cascaded, persisted, orphans, eager, null, List.of()) : null;
		}
		return (type.isAnyType() && cascaded)
				? new MergeProperty(index, type, true, persisted, false, false, null, List.of()) : null;
	}

	private static List<MergeProperty> parts(@Nullable Object embedded, ComponentType type,
			SessionFactoryImplementor factory) {
		return (embedded instanceof EmbeddableValuedModelPart part)
				? of(part.getEmbeddableTypeDescriptor(), type, factory) : List.of();
	}

	/** The entity that it refers to, as it is declared. */
	EntityType entityType() {
		return (EntityType) ((this.role != null) ? this.role.getElementType() : this.type);
	}

	/** The type of a collection's elements, if they are embeddable. */
	@Nullable ComponentType embeddedElement() {
		return (this.role != null && this.role.getElementType() instanceof ComponentType component) ? component : null;
	}

	boolean isEmbedded() {
		return this.type instanceof ComponentType;
	}

}
