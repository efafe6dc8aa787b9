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

import java.util.HashMap;
import java.util.Map;

import org.hibernate.Hibernate;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;

/**
 * New entities whose rows are inserted while others are still to be merged, because the
 * database generates their ids: collections that would have them are read later.
 */
final class EarlyInserts {

	private final SessionImplementor session;

	private final MergeGraph graph;

	/** By the owner, the root class of the elements. */
	private final Map<EntityKey, String> elements = new HashMap<>();

	EarlyInserts(SessionImplementor session, MergeGraph graph) {
		this.session = session;
		this.graph = graph;
		for (MergeNode node : graph.nodes()) {
			if (node.state == MergeNode.State.NEW && node.mapping.isInsertedAtOnce()) {
				add(node);
			}
		}
	}

	private void add(MergeNode node) {
		EntityPersister persister = node.mapping.persister();
		Type[] types = persister.getPropertyTypes();
		ObjectStates states = new ObjectStates(this.session);
		for (int i = 0; i < types.length; i++) {
			Object value = (types[i] instanceof EntityType) ? persister.getValue(node.entity, i) : null;
			Object id = (value != null) ? states.id(value) : null;
			if (id != null) {
				EntityPersister owner = this.session
					.getEntityPersister(((EntityType) types[i]).getAssociatedEntityName(), Hibernate.unproxy(value));
				EntityKey key = this.session.generateEntityKey(id, owner);
				Integer position = this.graph.position(key);
				if (position != null && position > node.position) {
					this.elements.put(key, persister.getRootEntityName());
				}
			}
		}
	}

	/** Whether a collection of an entity would have one of them: merging joins it. */
	boolean reach(EntityKey owner) {
		return this.elements.containsKey(owner);
	}

	/** Whether the collection would have one of them. */
	boolean reach(CollectionPersister role, CollectionKey key) {
		if (this.elements.isEmpty() || !role.isOneToMany()) {
			return false;
		}
		EntityPersister owner = role.getOwnerEntityPersister();
		return role.getElementPersister()
			.getRootEntityName()
			.equals(this.elements.get(this.session.generateEntityKey(key.getKey(), owner)));
	}

}
