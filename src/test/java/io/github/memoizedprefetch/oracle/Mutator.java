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

package io.github.memoizedprefetch.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.github.memoizedprefetch.oracle.model.Kind;
import io.github.memoizedprefetch.oracle.model.Rating;
import io.github.memoizedprefetch.oracle.model.Stored;
import io.github.memoizedprefetch.oracle.model.Values.Tone;
import jakarta.persistence.LockModeType;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityValuedModelPart;
import org.hibernate.metamodel.mapping.NaturalIdMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Changes items and what they lead to, as a processor may. What it does depends on the
 * seed and on the rows alone.
 */
final class Mutator {

	private final Attributes attributes;

	private final Sessions sessions;

	private final Rows rows;

	private final long seed;

	private final Kind kind;

	private final OracleCase oracleCase;

	private final boolean removing;

	/** Whether items are uninitialised proxies. */
	private final boolean references;

	/** Whether references may be of a subclass of what the association refers to. */
	private final boolean narrowing;

	private final List<String> changes;

	private final Set<String> given = new HashSet<>();

	private RandomValues random;

	Mutator(Attributes attributes, Sessions sessions, OracleCase oracleCase, boolean removing, boolean references,
			boolean narrowing, List<String> changes) {
		this.attributes = attributes;
		this.sessions = sessions;
		this.rows = new Rows(attributes, sessions);
		this.seed = oracleCase.seed();
		this.kind = oracleCase.kind();
		this.oracleCase = oracleCase;
		this.removing = removing;
		this.references = references;
		this.narrowing = narrowing;
		this.changes = changes;
		this.random = new RandomValues(new Random(this.seed));
	}

	/**
	 * @param position the item's position, which the changes are determined by
	 */
	void mutate(Object item, PathTree tree, int position) {
		this.random = new RandomValues(new Random(this.seed * 31 + position));
		Session session = this.sessions.of(item);
		if (session == null && this.references) {
			return; // not loaded without the library
		}
		List<Object> entities = new ArrayList<>();
		for (int i = this.random.between(0, 2); i > 0; i--) {
			boolean self = session == null || this.random.chance(50);
			entities.add(Hibernate.unproxy(self ? item : target(item, tree)));
		}
		// all are found before any is changed: the paths that were read lead elsewhere
		// then
		entities.removeIf(this.oracleCase::isReadOnly);
		entities.forEach((entity) -> mutate(entity, session));
	}

	/** Change an entity of a session of one's own. */
	void mutate(Object entity, Session session, RandomValues random) {
		this.random = random;
		mutate(Hibernate.unproxy(entity), session);
	}

	/** Change a collection of an entity of a session of one's own. */
	void mutate(Object entity, PluralAttributeMapping collection, Session session, RandomValues random) {
		this.random = random;
		if (isMutable(this.attributes.entity(entity), collection, session)) {
			this.changes.add("change " + this.attributes.label(entity) + "." + collection.getAttributeName());
			collection(collection, collection.getValue(entity), session);
		}
	}

	/** An entity on the way of the paths that were read. */
	private Object target(Object item, PathTree tree) {
		Object entity = item;
		PathTree rest = tree;
		while (!rest.children().isEmpty()) {
			String name = this.random.oneOf(List.copyOf(rest.children().keySet()));
			rest = rest.children().get(name);
			AttributeMapping attribute = this.attributes.entity(Hibernate.unproxy(entity)).findAttributeMapping(name);
			Object value = (attribute instanceof ToOneAttributeMapping) ? attribute.getValue(Hibernate.unproxy(entity))
					: null;
			if (value == null || !Hibernate.isInitialized(value)) {
				return entity;
			}
			entity = value;
		}
		return entity;
	}

	private void mutate(Object entity, Session session) {
		EntityPersister persister = this.attributes.entity(entity);
		int kind = this.random.between(0, 9);
		if (kind == 0 && session != null && this.removing && MissingRows.isRemovable(entity)) {
			this.changes.add("remove " + this.attributes.label(entity));
			session.remove(entity);
			return;
		}
		if (this.kind == Kind.INCREMENTS && persister.isVersioned() && session != null && this.random.chance(60)) {
			increment(entity, session);
			return;
		}
		List<AttributeMapping> candidates = this.attributes.of(persister)
			.stream()
			.filter((attribute) -> isMutable(persister, attribute, session))
			.toList();
		if (candidates.isEmpty()) {
			return;
		}
		AttributeMapping attribute = this.random.oneOf(candidates);
		this.changes.add("change " + this.attributes.label(entity) + "." + attribute.getAttributeName());
		if (attribute instanceof PluralAttributeMapping plural) {
			collection(plural, plural.getValue(entity), session);
		}
		else if (attribute instanceof ToOneAttributeMapping toOne) {
			// two that swap unique targets violate the constraint in one order of
			// flushing
			boolean unique = toOne.getCardinality() != ToOneAttributeMapping.Cardinality.MANY_TO_ONE;
			boolean none = toOne.getAttributeMetadata().isNullable() && (this.random.chance(30) || unique);
			attribute.setValue(entity, none ? null : reference(target(toOne), session));
		}
		else if (attribute instanceof DiscriminatedAssociationModelPart any) {
			attribute.setValue(entity, this.random.chance(30) ? null : reference(any, session));
		}
		else if (attribute.getValue(entity) instanceof Tone tone && this.random.chance(50)) {
			tone.change(); // which Hibernate is told to ignore
		}
		else {
			attribute.setValue(entity, this.random.of(attribute));
		}
	}

	private void increment(Object entity, Session session) {
		LockModeType mode = this.random
			.oneOf(List.of(LockModeType.OPTIMISTIC_FORCE_INCREMENT, LockModeType.PESSIMISTIC_FORCE_INCREMENT));
		this.changes.add(mode + " " + this.attributes.label(entity));
		session.lock(entity, mode);
	}

	static boolean isMutable(EntityPersister persister, AttributeMapping attribute, Session session) {
		if (!Linker.isWritable(persister, attribute) || Linker.isOfIndexedList(attribute)
				|| attribute.getDeclaringType() != persister
						&& !(attribute.getDeclaringType() instanceof EntityPersister)) {
			return false;
		}
		NaturalIdMapping naturalId = persister.getNaturalIdMapping();
		boolean natural = naturalId != null && naturalId.getNaturalIdAttributes().contains(attribute);
		boolean basic = attribute instanceof BasicValuedModelPart;
		// no collection is updatable to Hibernate: it has no column in its owner's table
		boolean plural = attribute instanceof PluralAttributeMapping && session != null;
		boolean toOne = attribute instanceof ToOneAttributeMapping && attribute.getAttributeMetadata().isUpdatable();
		boolean any = attribute instanceof DiscriminatedAssociationModelPart && Marks.areAt(attribute);
		return !natural && (basic || plural || toOne || any);
	}

	private Object reference(DiscriminatedAssociationModelPart any, Session session) {
		return reference(this.random.oneOf(Attributes.targets(any)), session);
	}

	private Object reference(Class<?> type, Session session) {
		return this.rows.reference(type, this.narrowing, this.random, session);
	}

	private static Class<?> target(EntityValuedModelPart part) {
		return part.getEntityMappingType().getJavaType().getJavaTypeClass();
	}

	@SuppressWarnings("unchecked")
	private void collection(PluralAttributeMapping plural, Object value, Session session) {
		// an element that two such lists hold has the position that is written last,
		// which
		// depends on the order in which they were loaded
		boolean shared = plural.getCollectionDescriptor().isInverse() && plural.getIndexDescriptor() != null;
		boolean add = this.random.chance(60) && !shared;
		if (value instanceof Map<?, ?> map) {
			map(plural, (Map<Object, Object>) map, add, session);
		}
		else if (value instanceof Collection<?> collection) {
			if (add) {
				Object element = element(plural, session);
				if (!isGiven(plural, element)) {
					((Collection<Object>) collection).add(element);
				}
			}
			else if (!collection.isEmpty() && !isContested(first(collection))) {
				collection.remove(first(collection));
			}
		}
	}

	/**
	 * Whether an element that has one owner in the database has been given to another
	 * one. The owner that is written last gets it, which depends on the order in which
	 * they were loaded.
	 */
	private boolean isGiven(PluralAttributeMapping plural, Object element) {
		CollectionPersister role = plural.getCollectionDescriptor();
		return role.isOneToMany() && !role.isInverse()
				&& !this.given.add(role.getRole() + " " + this.attributes.label(element));
	}

	private void map(PluralAttributeMapping plural, Map<Object, Object> map, boolean add, Session session) {
		if (add) {
			Object key = (plural.getIndexDescriptor() instanceof EntityValuedModelPart entity)
					? reference(target(entity), session)
					: this.random.of(plural.getIndexDescriptor().getJavaType().getJavaTypeClass());
			map.put(key, element(plural, session));
		}
		else if (!map.isEmpty()) {
			map.remove(first(map.keySet()));
		}
	}

	private Object element(PluralAttributeMapping plural, Session session) {
		if (plural.getElementDescriptor() instanceof EntityValuedModelPart entity) {
			return reference(target(entity), session);
		}
		if (plural.getElementDescriptor() instanceof DiscriminatedAssociationModelPart any) {
			return reference(any, session);
		}
		if (plural.getElementDescriptor() instanceof EmbeddableValuedModelPart embedded && Marks.areAt(plural)) {
			return embeddable(embedded.getEmbeddableTypeDescriptor(), session);
		}
		Class<?> type = plural.getElementDescriptor().getJavaType().getJavaTypeClass();
		return (type.getPackage() == Stored.class.getPackage()) ? null : this.random.of(type);
	}

	private Object embeddable(EmbeddableMappingType type, Session session) {
		List<Object> values = new ArrayList<>();
		type.forEachAttributeMapping((attribute) -> {
			if (attribute instanceof DiscriminatedAssociationModelPart any) {
				values.add(reference(any, session));
			}
			else if (attribute instanceof ToOneAttributeMapping toOne) {
				values.add(reference(target(toOne), session));
			}
			else {
				values.add((attribute instanceof EmbeddableValuedModelPart inner)
						? embeddable(inner.getEmbeddableTypeDescriptor(), session) : this.random.of(attribute));
			}
		});
		return type.getRepresentationStrategy().getInstantiator().instantiate(values::toArray);
	}

	/**
	 * The remark of a line that goes with a rating is deleted if the rating is flushed
	 * after the line, or else the line keeps it; that depends on which was loaded first.
	 */
	private boolean isContested(Object element) {
		return element instanceof Rating rating && this.sessions
			.callUncounted((session) -> !session
				.createSelectionQuery("select l.serial from Line l, Rating r where l.remark = r.remark and r.serial = "
						+ rating.serial(), Integer.class)
				.getResultList()
				.isEmpty());
	}

	/** Elements without a name of their own are in lists, and stay in their order. */
	private Object first(Collection<?> elements) {
		List<Object> sorted = new ArrayList<>(elements);
		sorted.sort(Comparator.comparing(this::name));
		return sorted.get(0);
	}

	private String name(Object element) {
		if (element instanceof Stored) {
			return this.attributes.label(element);
		}
		return (element.getClass().getPackage() == Stored.class.getPackage()) ? "" : String.valueOf(element);
	}

}
