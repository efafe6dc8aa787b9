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
package io.github.memoizedprefetch.hibernate.asking;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.access.StateReader;
import io.github.memoizedprefetch.hibernate.events.Tables;
import org.hibernate.engine.spi.CascadeStyle;
import org.hibernate.engine.spi.CascadingActions;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventEngine;
import org.hibernate.jpa.event.spi.CallbackType;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.AnyType;
import org.hibernate.type.CollectionType;
import org.hibernate.type.CompositeType;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * What the flush of an entity of a class may do to some tables.
 *
 * @param nothing whether it does nothing to them
 * @param reader tells whether it does; null if only the flush can tell
 */
record FlushEffect(boolean nothing, @Nullable StateReader reader) {

	private static final FlushEffect NONE = new FlushEffect(true, null);

	private static final FlushEffect UNKNOWN = new FlushEffect(false, null);

	static FlushEffect of(EntityPersister entity, Set<String> tables) {
		EventEngine events = entity.getFactory().getEventEngine();
		boolean called = events.getCallbackRegistry()
			.hasRegisteredCallbacks(entity.getMappedClass(), CallbackType.PRE_UPDATE);
		if (called || reaches(entity, tables, new HashSet<>()) || hasCollectionIn(entity, tables)) {
			return UNKNOWN;
		}
		if (Collections.disjoint(Tables.of(entity), tables)) {
			return NONE;
		}
		boolean counted = entity.isVersioned() && entity.hasCollections();
		boolean lazy = entity.getBytecodeEnhancementMetadata().isEnhancedForLazyLoading();
		StateReader reader = (counted || lazy) ? null : StateReader.of(entity);
		return (reader != null) ? new FlushEffect(false, reader) : UNKNOWN;
	}

	private static boolean hasCollectionIn(EntityPersister entity, Set<String> tables) {
		for (Type type : entity.getPropertyTypes()) {
			if (hasCollectionIn(type, entity.getFactory(), tables)) {
				return true;
			}
		}
		return false;
	}

	private static boolean hasCollectionIn(Type type, SessionFactoryImplementor factory, Set<String> tables) {
		if (type instanceof CompositeType composite && !(type instanceof AnyType)) {
			for (Type part : composite.getSubtypes()) {
				if (hasCollectionIn(part, factory, tables)) {
					return true;
				}
			}
		}
		if (!(type instanceof CollectionType collection)) {
			return false;
		}
		CollectionPersister persister = factory.getMappingMetamodel().getCollectionDescriptor(collection.getRole());
		boolean written = !persister.isInverse() || persister.hasIndex();
		return written && !Collections.disjoint(Tables.of(persister.getCollectionSpaces()), tables);
	}

	/** Whether it cascades to what is in the tables. */
	private static boolean reaches(EntityPersister entity, Set<String> tables, Set<EntityPersister> seen) {
		if (seen.add(entity)) {
			Type[] types = entity.getPropertyTypes();
			for (int i = 0; i < types.length; i++) {
				if (reaches(types[i], entity.getPropertyCascadeStyles()[i], entity.getFactory(), tables, seen)) {
					return true;
				}
			}
		}
		return false;
	}

	private static boolean reaches(Type type, CascadeStyle style, SessionFactoryImplementor factory, Set<String> tables,
			Set<EntityPersister> seen) {
		if (type instanceof CompositeType composite && !(type instanceof AnyType)) {
			for (int i = 0; i < composite.getSubtypes().length; i++) {
				if (reaches(composite.getSubtypes()[i], composite.getCascadeStyle(i), factory, tables, seen)) {
					return true;
				}
			}
			return false;
		}
		if (!style.doCascade(CascadingActions.PERSIST_ON_FLUSH) && !style.hasOrphanDelete()) {
			return false;
		}
		if (type instanceof CollectionType collection) {
			return reaches(collection.getElementType(factory), style, factory, tables, seen);
		}
		return type instanceof AnyType
				|| (type instanceof EntityType association && reachesTarget(association, factory, tables, seen));
	}

	private static boolean reachesTarget(EntityType association, SessionFactoryImplementor factory, Set<String> tables,
			Set<EntityPersister> seen) {
		EntityPersister target = factory.getMappingMetamodel()
			.getEntityDescriptor(association.getAssociatedEntityName());
		if (!Collections.disjoint(Tables.of(target), tables)) {
			return true;
		}
		return target.getSubclassEntityNames()
			.stream()
			.map(factory.getMappingMetamodel()::getEntityDescriptor)
			.anyMatch((subclass) -> reaches(subclass, tables, seen));
	}

}
