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
package io.github.memoizedprefetch.hibernate.events;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityAssociationMapping;
import org.hibernate.metamodel.mapping.ForeignKeyDescriptor;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;

/**
 * The tables whose rows refer to rows of other tables. Where a row is deleted, the
 * database may delete or change these: neither an event nor the mapping always tells.
 * Thread-safe.
 */
final class ReferringTables {

	private final Map<String, Set<String>> direct = new HashMap<>();

	private final Map<Set<String>, Set<String>> transitive = new ConcurrentHashMap<>();

	ReferringTables(SessionFactoryImplementor factory) {
		factory.getMappingMetamodel().forEachEntityDescriptor(this::add);
		factory.getMappingMetamodel().forEachCollectionDescriptor(this::add);
	}

	/**
	 * The tables that refer to some tables, and those that refer to these.
	 * @param tables the tables where rows are deleted
	 * @return the tables where rows may change; these are among them only if they refer
	 * to each other
	 */
	Set<String> to(Set<String> tables) {
		return this.transitive.computeIfAbsent(tables, this::find);
	}

	private Set<String> find(Set<String> tables) {
		Set<String> found = new HashSet<>();
		Deque<String> open = new ArrayDeque<>(tables);
		for (String table = open.poll(); table != null; table = open.poll()) {
			for (String referring : this.direct.getOrDefault(table, Set.of())) {
				if (found.add(referring)) {
					open.add(referring);
				}
			}
		}
		return Set.copyOf(found);
	}

	private void add(EntityPersister entity) {
		Set<String> own = Tables.of(entity);
		addAttributes(entity, own);
		if (entity.getIdentifierMapping() instanceof NonAggregatedIdentifierMapping id) {
			addAttributes(id.getVirtualIdEmbeddable(), own);
		}
		add(entity.getIdentifierMapping(), own);
	}

	private void addAttributes(ManagedMappingType type, Set<String> own) {
		type.forEachAttributeMapping((AttributeMapping attribute) -> add(attribute, own));
	}

	private void add(ModelPart part, Set<String> own) {
		if (part instanceof EntityAssociationMapping association) {
			if (association.getSideNature() == ForeignKeyDescriptor.Nature.KEY) {
				add(Tables.of(association.getAssociatedEntityMappingType().getEntityPersister()), own);
			}
		}
		else if (part instanceof EmbeddableValuedModelPart embeddable) {
			addAttributes(embeddable.getEmbeddableTypeDescriptor(), own);
		}
	}

	private void add(CollectionPersister collection) {
		Set<String> own = Tables.of(collection.getCollectionSpaces());
		add(Tables.of(collection.getOwnerEntityPersister()), own);
		PluralAttributeMapping attribute = collection.getAttributeMapping();
		add(attribute.getElementDescriptor(), own);
		if (attribute.getIndexDescriptor() != null) {
			add(attribute.getIndexDescriptor(), own);
		}
	}

	private void add(Collection<String> referred, Set<String> referring) {
		referred.forEach((table) -> this.direct.computeIfAbsent(table, (key) -> new HashSet<>()).addAll(referring));
	}

}
