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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.events.Tables;
import io.github.memoizedprefetch.message.Suggestion;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ForeignKeyDescriptor;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * The way from an entity to the value that it is asked for by: an attribute, or one of an
 * embeddable or of an entity that it refers to.
 */
final class AttributePath {

	private final EntityPersister entity;

	private final String given;

	/** The given one, to the id if it is that of an association. */
	private final String name;

	private @Nullable ToOneAttributeMapping association;

	private final Set<String> tables;

	/** The first is the entity's own; empty for its id and what is part of that. */
	private final List<AttributeMapping> attributes = new ArrayList<>();

	private final BasicValuedModelPart value;

	/** Whether the entity's own row has the value. */
	private boolean own = true;

	AttributePath(EntityPersister entity, String name) {
		this.entity = entity;
		this.given = name;
		this.tables = new HashSet<>(Tables.of(entity.getQuerySpaces()));
		List<String> segments = new ArrayList<>(List.of(name.split("[.]")));
		this.value = resolve(segments);
		this.name = String.join(".", segments);
	}

	private BasicValuedModelPart resolve(List<String> segments) {
		ManagedMappingType owner = this.entity;
		ModelPart part = null;
		boolean id = false; // its own
		for (int i = 0; i < segments.size(); i++) {
			if (i > 0) {
				owner = step(part, i == segments.size() - 1 ? segments.get(i) : null);
			}
			part = find(owner, segments.get(i));
			id = id || (i == 0 && part instanceof EntityIdentifierMapping);
			if (!id && part instanceof AttributeMapping attribute && !(part instanceof EntityIdentifierMapping)) {
				this.attributes.add(attribute);
			}
			if (i == segments.size() - 1 && this.association == null && part instanceof ToOneAttributeMapping toOne) {
				this.association = toOne;
				segments.add(idOf(toOne));
			}
		}
		BasicValuedModelPart basic = (part != null) ? part.asBasicValuedModelPart() : null;
		if (basic == null) {
			throw new IllegalArgumentException(
					"%1$s.%2$s is no single value: it is a collection or".formatted(label(), this.given)
							+ " has several columns. Give the repository's method that takes several keys, as in"
							+ " MemoizedLookup.one(repository::findAllBy..In, %s::..)".formatted(label()));
		}
		return basic;
	}

	/**
	 * The name of what an association refers by.
	 * @throws IllegalArgumentException if that is no id whose foreign key the row has
	 */
	private String idOf(ToOneAttributeMapping association) {
		EntityIdentifierMapping id = association.getAssociatedEntityMappingType().getIdentifierMapping();
		if (id.asBasicValuedModelPart() == null) {
			throw new IllegalArgumentException(
					"%1$s.%2$s refers to an id of several columns. Give the repository's method that takes several keys, as"
						.formatted(label(), this.given)
							+ " in MemoizedLookup.many(repository::findAllBy..In, %s::..)".formatted(label()));
		}
		if (!isForeignKey(association)) {
			throw new IllegalArgumentException(
					"%1$s.%2$s is an association whose id the row of %1$s does not have; look it up".formatted(label(),
							this.given) + " by that id, as \"%s.%s\"".formatted(this.given, id.getAttributeName()));
		}
		return id.getAttributeName();
	}

	/**
	 * What a part leads to.
	 * @param last the attribute there, if it is the last one
	 */
	private ManagedMappingType step(@Nullable ModelPart part, @Nullable String last) {
		if (part instanceof EmbeddableValuedModelPart embedded) {
			return embedded.getEmbeddableTypeDescriptor();
		}
		if (part instanceof ToOneAttributeMapping association) {
			EntityMappingType target = association.getAssociatedEntityMappingType();
			if (last == null || !isForeignKey(association) || !isId(target, last)) {
				this.own = false;
				this.tables.addAll(Tables.of(target.getEntityPersister().getQuerySpaces()));
			}
			return target;
		}
		throw new IllegalArgumentException(
				"%s cannot be looked up by '%s': it leads through a collection or a value, and only embedded values"
					.formatted(label(), this.given)
						+ " and single associations lead further. Give the repository's method that takes several keys,"
						+ " as in MemoizedLookup.many(repository::findAllBy..In, %s::..)".formatted(label()));
	}

	private ModelPart find(ManagedMappingType owner, String segment) {
		ModelPart part = null;
		if (owner instanceof EntityMappingType type) {
			EntityIdentifierMapping id = type.getIdentifierMapping();
			part = isId(type, segment) ? id : type.findAttributeMapping(segment);
			part = (part == null && id instanceof EmbeddableValuedModelPart several
					&& type.getEntityPersister().getIdentifierPropertyName() == null)
							? several.findSubPart(segment, type) : part;
		}
		else {
			part = owner.findAttributeMapping(segment);
		}
		if (part == null) {
			List<String> names = new ArrayList<>();
			owner.forEachAttributeMapping((attribute) -> names.add(attribute.getAttributeName()));
			throw new IllegalArgumentException(
					"%s has no attribute '%s'%s".formatted(label(owner), segment, Suggestion.of(segment, names)));
		}
		return part;
	}

	private static boolean isId(EntityMappingType type, String name) {
		return name.equals(type.getEntityPersister().getIdentifierPropertyName())
				|| name.equals(type.getIdentifierMapping().getAttributeName());
	}

	private static boolean isForeignKey(ToOneAttributeMapping association) {
		return association.getSideNature() == ForeignKeyDescriptor.Nature.KEY && association.isReferenceToPrimaryKey()
				&& !association.hasNotFoundAction() && association.isFkOptimizationAllowed();
	}

	private String label() {
		return label(this.entity);
	}

	private static String label(ManagedMappingType type) {
		return type.getMappedJavaType().getJavaTypeClass().getSimpleName();
	}

	/** With the id's name, if it is that of an association. */
	String name() {
		return this.name;
	}

	/** The class of the entities that are the keys; null if values are. */
	@Nullable Class<?> entityType() {
		return (this.association != null)
				? this.association.getAssociatedEntityMappingType().getMappedJavaType().getJavaTypeClass() : null;
	}

	Set<String> tables() {
		return Set.copyOf(this.tables);
	}

	BasicValuedModelPart value() {
		return this.value;
	}

	/** The entity's own attribute, whose state tells the value; null for the id. */
	@Nullable AttributeMapping root() {
		return this.attributes.isEmpty() ? null : this.attributes.get(0);
	}

	/** The association whose foreign key is the value, if there is one. */
	@Nullable ToOneAttributeMapping foreignKey() {
		for (AttributeMapping attribute : this.attributes) {
			if (attribute instanceof ToOneAttributeMapping association) {
				return this.own ? association : null;
			}
		}
		return null;
	}

	/** Whether the root's state is the value. */
	boolean isDirect() {
		return this.attributes.size() == 1 && foreignKey() == null;
	}

	/** Whether what a session holds of the entity's own row tells it. */
	boolean isOwn() {
		return this.own;
	}

	/** The value behind the state of the {@link #root()}. */
	@Nullable Object read(@Nullable Object state) {
		Object value = state;
		for (int i = 1; i < this.attributes.size() && value != null; i++) {
			value = this.attributes.get(i).getPropertyAccess().getGetter().get(value);
		}
		ToOneAttributeMapping association = foreignKey();
		return (association != null && value != null) ? id(association, value) : value;
	}

	private static @Nullable Object id(ToOneAttributeMapping association, Object target) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(target);
		return (proxy != null) ? proxy.getInternalIdentifier()
				: association.getAssociatedEntityMappingType().getIdentifierMapping().getIdentifier(target);
	}

}
