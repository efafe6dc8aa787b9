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

import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.memoizedprefetch.hibernate.codec.FetchTypes;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.events.Tables;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.mapping.NamedAttributes;
import org.hibernate.annotations.SQLOrder;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ForeignKeyDescriptor;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.internal.SqlFragmentPredicate;
import org.hibernate.property.access.spi.Getter;
import org.hibernate.sql.ast.spi.SqlAstCreationState;
import org.hibernate.sql.ast.tree.from.TableGroup;
import org.jspecify.annotations.Nullable;

/**
 * Finds out from the mapping what a memoized value depends on: the tables of what comes
 * along with it, and whether there is something that is not known to Hibernate.
 */
public final class DependencyFinder {

	private static final TableGroup NO_TABLES = nothing(TableGroup.class);

	/**
	 * Fragments are asked for as they are, for no query: one that tells classes apart by
	 * itself, or they would be told apart by its tables.
	 */
	private static final SqlAstCreationState NO_QUERY = nothing(SqlAstCreationState.class);

	private final Mappings mappings;

	private final SessionFactoryImplementor factory;

	private final Predicate<String> views;

	private final Set<String> companions = new HashSet<>();

	private final Set<Object> seen = new HashSet<>();

	private @Nullable String reason;

	/**
	 * @param views whether a table is a view
	 */
	public DependencyFinder(Mappings mappings, Predicate<String> views) {
		this.mappings = mappings;
		this.factory = mappings.factory();
		this.views = views;
	}

	/**
	 * Find out about entities.
	 * @param restriction the tables that a restriction reads
	 */
	public Change.Dependencies find(EntityMapping target, FetchPlan plan, Set<String> restriction) {
		EntityPersister entity = target.persister();
		NamedAttributes named = NamedAttributes.of(plan, this.factory);
		requireTables(target.tables(), target.toString());
		this.seen.add(named.isEmpty() ? entity : Map.entry(entity, named));
		addTypes(entity, named);
		requireTables(restriction, "what the restriction reads");
		this.companions.addAll(restriction);
		return dependencies(target.tables());
	}

	public Change.Dependencies find(CollectionMapping collection) {
		addCollection(collection);
		if (collection.element() == null) {
			addElements(collection.attributeMapping(), NamedAttributes.none());
		}
		return dependencies(collection.tables());
	}

	private Change.Dependencies dependencies(Set<String> own) {
		Set<String> all = new HashSet<>(own);
		all.addAll(this.companions);
		return new Change.Dependencies(Set.copyOf(all), Set.copyOf(this.companions), this.reason);
	}

	/** What comes along. */
	private void addEntity(EntityPersister entity, NamedAttributes named) {
		if (this.mappings.codec(entity).unsupported() != null) {
			return; // it does not, each session loads it for itself
		}
		Set<String> tables = Tables.of(entity);
		this.companions.addAll(tables);
		if (this.seen.add(named.isEmpty() ? entity : Map.entry(entity, named))) {
			requireTables(tables, entity.getMappedClass().getSimpleName());
			addTypes(entity, named);
		}
	}

	private void addTypes(EntityPersister entity, NamedAttributes named) {
		addType(entity, named);
		for (EntityMappingType subtype : entity.getSubMappingTypes()) {
			addType(subtype.getEntityPersister(), named);
		}
	}

	private void addType(EntityPersister entity, NamedAttributes named) {
		String name = entity.getMappedClass().getSimpleName();
		addRestriction(entity);
		if (entity.getDiscriminatorMapping() != null) {
			addColumn(name + "'s discriminator", entity.getDiscriminatorMapping());
		}
		addColumns(name + "'s id", entity.getIdentifierMapping());
		addAttributes(name, entity, named);
	}

	private void addAttributes(String owner, ManagedMappingType type, NamedAttributes named) {
		type.forEachAttributeMapping((AttributeMapping attribute) -> addAttribute(
				owner + "." + attribute.getAttributeName(), attribute, named));
	}

	private void addAttribute(String path, AttributeMapping attribute, NamedAttributes named) {
		String name = attribute.getAttributeName();
		boolean along = FetchTypes.isEager(attribute) || named.contains(name);
		if (attribute instanceof PluralAttributeMapping plural) {
			if (along) {
				CollectionMapping collection = this.mappings.collection(plural.getCollectionDescriptor());
				this.companions.addAll(collection.tables());
				addCollection(collection);
				addElements(plural, named.behind(name));
			}
			return;
		}
		addColumns(path, attribute);
		// the other side of an optional one comes along as well
		if (along || (attribute instanceof ToOneAttributeMapping toOne
				&& toOne.getSideNature() == ForeignKeyDescriptor.Nature.TARGET)) {
			addTargets(path, attribute, named.behind(name));
		}
		if (attribute instanceof EmbeddableValuedModelPart embedded) {
			addAttributes(path, embedded.getEmbeddableTypeDescriptor(), named.behind(name));
		}
	}

	private void addElements(PluralAttributeMapping plural, NamedAttributes named) {
		CollectionPersister collection = plural.getCollectionDescriptor();
		if (collection.getElementType().isEntityType()) {
			addEntity(collection.getElementPersister(), named);
		}
		else if (plural.getElementDescriptor() instanceof EmbeddableValuedModelPart embedded) {
			addAttributes(collection.getRole(), embedded.getEmbeddableTypeDescriptor(), named);
		}
		else if (FetchTypes.isEager(plural.getElementDescriptor())) {
			addTargets(collection.getRole(), plural.getElementDescriptor(), named);
		}
	}

	private void addTargets(String path, ModelPart association, NamedAttributes named) {
		FetchTypes.targets(association).forEach((target) -> addEntity(target.getEntityPersister(), named));
		if (FetchTypes.isOpen(association)) {
			unfollowed(path + " may refer to any entity; name the entities with @AnyDiscriminatorValue");
		}
	}

	private void addCollection(CollectionMapping mapping) {
		CollectionPersister collection = mapping.persister();
		String name = mapping.toString();
		requireTables(Tables.of(collection.getCollectionSpaces()), name);
		addFragments("the restriction of " + name, (fragments) -> {
			collection.applyWhereRestrictions(fragments, NO_TABLES, true, NO_QUERY);
			collection.applyBaseManyToManyRestrictions(fragments, NO_TABLES, true, Map.of(), null, NO_QUERY);
		});
		PluralAttributeMapping attribute = mapping.attributeMapping();
		if (attribute.getIndexDescriptor() != null) {
			addColumns("the key of " + name, attribute.getIndexDescriptor());
		}
		if (mapping.element() == null) {
			addColumns("the element of " + name, attribute.getElementDescriptor());
		}
		else {
			addRestriction(mapping.element().persister());
		}
		SQLOrder order = order(attribute);
		if (order != null) {
			addSql("the order of " + name, order.value());
		}
	}

	private static @Nullable SQLOrder order(PluralAttributeMapping attribute) {
		Getter getter = attribute.getPropertyAccess().getGetter();
		return (getter.getMember() instanceof java.lang.reflect.AnnotatedElement element)
				? element.getAnnotation(SQLOrder.class) : null;
	}

	/**
	 * Where the mapping names a table beside a view, it is taken to say what the view
	 * reads.
	 */
	private void requireTables(Set<String> tables, String what) {
		if (!tables.isEmpty() && tables.stream().allMatch(this::isView)) {
			unfollowed(what + " is a view; tell with @Synchronize which tables it reads");
		}
	}

	private boolean isView(String table) {
		return table.startsWith("(") || this.views.test(table);
	}

	private void addRestriction(EntityPersister entity) {
		addFragments("the restriction of " + entity.getMappedClass().getSimpleName(),
				(fragments) -> entity.applyWhereRestrictions(fragments, NO_TABLES, true, NO_QUERY));
	}

	private void addFragments(String what,
			Consumer<Consumer<org.hibernate.sql.ast.tree.predicate.Predicate>> restrictions) {
		restrictions.accept((predicate) -> {
			if (predicate instanceof SqlFragmentPredicate fragment) {
				addSql(what, fragment.getSqlFragment());
			}
		});
	}

	private void addColumns(String what, ModelPart part) {
		part.forEachSelectable((index, column) -> addColumn(what, column));
	}

	private void addColumn(String what, SelectableMapping column) {
		if (column.isFormula()) {
			addSql("the formula of " + what, column.getSelectionExpression());
		}
		if (column.getCustomReadExpression() != null) {
			addSql("the expression of " + what, column.getCustomReadExpression());
		}
	}

	private void addSql(String what, String sql) {
		String problem = SqlFragments.reason(sql, this.factory);
		if (problem != null) {
			unfollowed(what + " " + problem);
		}
	}

	private static <T> T nothing(Class<T> type) {
		return type.cast(Proxy.newProxyInstance(DependencyFinder.class.getClassLoader(), new Class<?>[] { type },
				(proxy, method, any) -> (method.getReturnType() == boolean.class)
						? method.getName().equals("supportsEntityNameUsage") : null));
	}

	private void unfollowed(String why) {
		this.reason = (this.reason != null) ? this.reason : why;
	}

}
