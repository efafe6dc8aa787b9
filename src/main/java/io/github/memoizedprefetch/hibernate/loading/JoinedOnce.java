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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.TypedValue;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.ComponentType;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;

/**
 * Rows that Hibernate has joined to an owner that may have one of them only: by the other
 * side of a one-to-one association, or by another column than the primary key. If there
 * are two, it refuses to load the owner, but not if it loads several at once (7.4).
 */
public final class JoinedOnce {

	/** What the attributes of entities refer to, by the entity's name. */
	private final Map<String, List<UniqueAttribute>> references = new HashMap<>();

	public JoinedOnce(SessionFactoryImplementor factory) {
		factory.getMappingMetamodel().forEachEntityDescriptor((owner) -> {
			List<UniqueAttribute> found = new ArrayList<>();
			find(owner.getPropertyTypes(), factory, found);
			if (!found.isEmpty()) {
				this.references.put(owner.getEntityName(), found);
			}
		});
	}

	private static void find(Type[] types, SessionFactoryImplementor factory, List<UniqueAttribute> found) {
		for (Type type : types) {
			if (type instanceof ComponentType component) {
				find(component.getSubtypes(), factory, found);
			}
			else if (type instanceof EntityType reference && reference.getRHSUniqueKeyPropertyName() != null) {
				found.add(new UniqueAttribute(reference.getAssociatedEntityName(factory),
						reference.getRHSUniqueKeyPropertyName()));
			}
		}
	}

	/**
	 * Refuse what Hibernate would refuse.
	 * @param session what has loaded
	 * @throws UnreadableRowException if a session has read two rows where there should be
	 * one
	 */
	public void require(SessionImplementor session) {
		if (this.references.isEmpty()) {
			return;
		}
		Map.Entry<Object, EntityEntry>[] entries = session.getPersistenceContextInternal().reentrantSafeEntityEntries();
		Set<UniqueAttribute> attributes = new LinkedHashSet<>();
		for (Map.Entry<Object, EntityEntry> entry : entries) {
			attributes.addAll(this.references.getOrDefault(entry.getValue().getEntityName(), List.of()));
		}
		attributes.forEach((attribute) -> attribute.require(entries, session.getFactory()));
	}

	/** The one that is to be unique in the rows of an entity. */
	private record UniqueAttribute(String entity, String name) {

		void require(Map.Entry<Object, EntityEntry>[] entries, SessionFactoryImplementor factory) {
			EntityPersister declaring = factory.getMappingMetamodel().getEntityDescriptor(this.entity);
			Type type = declaring.getPropertyType(this.name);
			Set<TypedValue> seen = new HashSet<>();
			for (Map.Entry<Object, EntityEntry> entry : entries) {
				EntityPersister persister = entry.getValue().getPersister();
				if (declaring.getSubclassEntityNames().contains(persister.getEntityName())) {
					Object value = persister.getPropertyValue(entry.getKey(), this.name);
					if (value != null && !seen.add(new TypedValue(type, value))) {
						throw UnreadableRowException.repeated(this.entity, this.name);
					}
				}
			}
		}

	}

}
