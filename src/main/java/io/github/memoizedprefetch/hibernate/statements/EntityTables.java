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
package io.github.memoizedprefetch.hibernate.statements;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.hibernate.engine.FetchTiming;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.id.enhanced.DatabaseStructure;
import org.hibernate.id.enhanced.SequenceStyleGenerator;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.collection.mutation.CollectionMutationTarget;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** What tables and columns are in the words of the mapping. Thread-safe. */
final class EntityTables {

	private final SessionFactoryImplementor factory;

	/** The first entity of each table, which is above the others. */
	private final Map<String, EntityPersister> entities = new HashMap<>();

	/** The role of each table that is of a collection only. */
	private final Map<String, String> roles = new HashMap<>();

	private final Map<String, String> increments = new HashMap<>();

	EntityTables(SessionFactoryImplementor factory) {
		this.factory = factory;
		factory.getMappingMetamodel()
			.forEachEntityDescriptor(
					(persister) -> this.entities.merge(normal(persister.getMappedTableDetails().getTableName()),
							persister, (first, second) -> isAbove(second, first) ? second : first));
		factory.getMappingMetamodel().forEachCollectionDescriptor(this::addRole);
		factory.getMappingMetamodel().forEachEntityDescriptor((persister) -> {
			if (persister.getGenerator() instanceof SequenceStyleGenerator generator) {
				DatabaseStructure sequence = generator.getDatabaseStructure();
				this.increments.put(normal(sequence.getPhysicalName().getObjectName().render()),
						String.valueOf(sequence.getIncrementSize()));
			}
		});
	}

	private void addRole(CollectionPersister persister) {
		if (persister instanceof CollectionMutationTarget target) {
			this.roles.putIfAbsent(normal(target.getCollectionTableMapping().getTableName()),
					shortName(persister.getRole()));
		}
	}

	private static boolean isAbove(EntityPersister one, EntityPersister other) {
		return other.getSuperMappingType() != null && other.isTypeOrSuperType(one);
	}

	private static String normal(String table) {
		String name = table.replaceAll("[\"`\\[\\]]", "").toLowerCase(Locale.ROOT);
		return name.substring(name.lastIndexOf('.') + 1);
	}

	/** The entity, or the collection's role, or the table itself. */
	String name(String table) {
		EntityPersister entity = this.entities.get(normal(table));
		return (entity != null) ? shortName(entity.getEntityName())
				: this.roles.getOrDefault(normal(table), table.isEmpty() ? "of no table" : table);
	}

	/** Without packages and enclosing classes: {@code Book}, {@code Book.categories}. */
	static String shortName(String name) {
		return name.replaceAll("^([a-z_0-9]+\\.)*(?=\\p{Lu})", "").replaceAll("^(\\w+\\$)+", "");
	}

	/** How many ids a call of a sequence makes; empty if it is not known. */
	String increment(String sequence) {
		return this.increments.getOrDefault(normal(sequence), "");
	}

	boolean isIdentity(String table) {
		EntityPersister entity = this.entities.get(normal(table));
		return entity != null && entity.getGenerator().generatedOnExecution();
	}

	/** The attributes of columns, with the id behind an association. */
	Collection<String> attributes(String table, Set<String> columns) {
		EntityPersister entity = this.entities.get(normal(table));
		Set<String> attributes = new LinkedHashSet<>();
		for (String column : columns) {
			String attribute = (entity != null) ? attribute(entity, column) : null;
			attributes.add((attribute != null) ? attribute : column);
		}
		return attributes;
	}

	/**
	 * The simple name of the class of the attribute that has a column; empty if unknown.
	 */
	String typeOf(String table, Set<String> columns) {
		EntityPersister entity = this.entities.get(normal(table));
		List<String> found = new ArrayList<>();
		if (entity != null) {
			entity.forEachAttributeMapping((attribute) -> attribute.forEachSelectable((index, selectable) -> {
				if (columns.contains(normal(selectable.getSelectionExpression()))
						&& !(attribute instanceof EmbeddableValuedModelPart)) {
					found.add(selectable.getJdbcMapping().getMappedJavaType().getJavaTypeClass().getSimpleName());
				}
			}));
		}
		return (found.size() == 1) ? found.get(0) : "";
	}

	private static @Nullable String attribute(EntityPersister entity, String column) {
		List<String> found = new ArrayList<>();
		entity.getIdentifierMapping().forEachSelectable((index, selectable) -> {
			if (normal(selectable.getSelectionExpression()).equals(column)) {
				found.add(entity.getIdentifierMapping().getAttributeName());
			}
		});
		entity.forEachAttributeMapping((attribute) -> attribute.forEachSelectable((index, selectable) -> {
			if (normal(selectable.getSelectionExpression()).equals(column)) {
				found.add(key(attribute));
			}
		}));
		return found.isEmpty() ? null : found.get(0);
	}

	private static String key(AttributeMapping attribute) {
		return (attribute instanceof ToOneAttributeMapping toOne)
				? attribute.getAttributeName() + "." + toOne.getTargetKeyPropertyName() : attribute.getAttributeName();
	}

	/** The EAGER attributes of an entity that lead to another, or to a role. */
	Collection<String> eager(String owner, String target) {
		Set<String> names = new TreeSet<>();
		this.factory.getMappingMetamodel().forEachEntityDescriptor((persister) -> {
			if (shortName(persister.getEntityName()).equals(owner)) {
				persister.forEachAttributeMapping((attribute) -> {
					if (isEagerTo(attribute, target)) {
						names.add(attribute.getAttributeName());
					}
				});
			}
		});
		return names;
	}

	private static boolean isEagerTo(AttributeMapping attribute, String target) {
		if (attribute instanceof ToOneAttributeMapping toOne) {
			return isEager(attribute) && leadsTo(toOne.getEntityMappingType().getEntityPersister(), target);
		}
		return attribute instanceof PluralAttributeMapping plural && isEager(attribute)
				&& shortName(plural.getCollectionDescriptor().getRole()).equals(target);
	}

	private static boolean isEager(AttributeMapping attribute) {
		return attribute.getMappedFetchOptions().getTiming() == FetchTiming.IMMEDIATE;
	}

	private static boolean leadsTo(EntityPersister declared, String target) {
		return declared.getSubMappingTypes().stream().anyMatch((type) -> shortName(type.getEntityName()).equals(target))
				|| shortName(declared.getEntityName()).equals(target);
	}

}
