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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.oracle.model.Stored;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityValuedModelPart;
import org.hibernate.metamodel.mapping.ForeignKeyDescriptor;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Gives the attributes of new instances random values, and links them with each other.
 */
final class Linker {

	private final Attributes attributes;

	private final List<Stored> instances;

	private final RandomValues random;

	/** Candidates of associations whose targets belong to one owner each. */
	private final Map<Object, List<Stored>> unused = new HashMap<>();

	Linker(Attributes attributes, List<Stored> instances, RandomValues random) {
		this.attributes = attributes;
		this.instances = instances;
		this.random = random;
	}

	/** Some of the instances, with any of them. */
	void link(List<Stored> some) {
		for (Stored instance : some) {
			fill(this.attributes.entity(instance.getClass()), instance);
		}
		this.instances.removeIf(this::lacksReference);
		for (Stored instance : some) {
			fillInverseLists(instance);
		}
	}

	/** There may be too few targets that belong to one owner each. */
	private boolean lacksReference(Stored instance) {
		return this.attributes.of(this.attributes.entity(instance.getClass()))
			.stream()
			.anyMatch((attribute) -> attribute instanceof ToOneAttributeMapping
					&& !attribute.getAttributeMetadata().isNullable() && attribute.getValue(instance) == null);
	}

	private void fill(ManagedMappingType type, Object owner) {
		for (AttributeMapping attribute : this.attributes.of(type)) {
			if (attribute instanceof PluralAttributeMapping plural) {
				fillCollection(plural, attribute.getValue(owner));
			}
			else if (isWritable(type, attribute) && isUnset(attribute.getValue(owner))) {
				attribute.setValue(owner, value(attribute));
			}
		}
	}

	static boolean isWritable(ManagedMappingType type, AttributeMapping attribute) {
		boolean version = type instanceof EntityPersister entity && entity.isVersioned() && attribute.getAttributeName()
			.equals(entity.getVersionMapping().getVersionAttribute().getAttributeName());
		boolean formula = attribute instanceof BasicValuedModelPart basic && basic.isFormula();
		boolean inverse = attribute instanceof ToOneAttributeMapping toOne
				&& toOne.getSideNature() == ForeignKeyDescriptor.Nature.TARGET;
		boolean key = !(attribute.getDeclaringType() instanceof EntityPersister) && type instanceof EntityPersister
				&& attribute instanceof BasicValuedModelPart;
		return !version && !formula && !inverse && !key && !attribute.getAttributeName().equals("serial");
	}

	/**
	 * Whether the other side is a list with an index column, which Hibernate writes for
	 * the list's sake alone: an owner that changes leaves it null, and the list cannot be
	 * read any more, with the library or without.
	 */
	static boolean isOfIndexedList(AttributeMapping attribute) {
		if (!(attribute instanceof ToOneAttributeMapping toOne)) {
			return false;
		}
		List<AttributeMapping> others = new ArrayList<>();
		toOne.getAssociatedEntityMappingType().forEachAttributeMapping((AttributeMapping other) -> others.add(other));
		return others.stream()
			.anyMatch((other) -> other instanceof PluralAttributeMapping plural && plural.getIndexDescriptor() != null
					&& attribute.getAttributeName().equals(plural.getCollectionDescriptor().getMappedByProperty()));
	}

	private static boolean isUnset(Object value) {
		return value == null || value.equals(0) || value.equals(false);
	}

	private Object value(AttributeMapping attribute) {
		if (attribute instanceof ToOneAttributeMapping toOne) {
			return target(toOne);
		}
		if (attribute instanceof DiscriminatedAssociationModelPart any) {
			return this.random.oneOf(candidates(any(any)));
		}
		if (attribute instanceof EmbeddableValuedModelPart embedded) {
			return this.random.chance(10) ? null : embeddable(embedded.getEmbeddableTypeDescriptor());
		}
		return this.random.of(attribute);
	}

	private Class<?> any(DiscriminatedAssociationModelPart any) {
		List<Class<?>> targets = Attributes.targets(any);
		return (targets.size() == 1 || this.random.chance(50)) ? targets.get(0) : targets.get(1);
	}

	private Object embeddable(EmbeddableMappingType type) {
		List<Object> values = new ArrayList<>();
		type.forEachAttributeMapping((attribute) -> values.add(value(attribute)));
		return type.getRepresentationStrategy().getInstantiator().instantiate(values::toArray);
	}

	private Stored target(ToOneAttributeMapping toOne) {
		boolean optional = toOne.getAttributeMetadata().isNullable();
		if (optional && this.random.chance(20)) {
			return null;
		}
		Class<?> type = toOne.getAssociatedEntityMappingType().getJavaType().getJavaTypeClass();
		if (toOne.getCardinality() == ToOneAttributeMapping.Cardinality.MANY_TO_ONE) {
			List<Stored> candidates = candidates(type);
			return candidates.isEmpty() ? null : this.random.oneOf(candidates);
		}
		List<Stored> candidates = this.unused.computeIfAbsent(toOne.getNavigableRole(), (role) -> candidates(type));
		return candidates.isEmpty() ? null : candidates.remove(0);
	}

	private List<Stored> candidates(Class<?> type) {
		return new ArrayList<>(this.instances.stream().filter(type::isInstance).toList());
	}

	@SuppressWarnings("unchecked")
	private void fillCollection(PluralAttributeMapping plural, Object value) {
		if (plural.getCollectionDescriptor().isInverse()) {
			return;
		}
		for (Object element : elements(plural)) {
			if (value instanceof Map<?, ?> map) {
				((Map<Object, Object>) map).put(key(plural), element);
			}
			else {
				((Collection<Object>) value).add(element);
			}
		}
	}

	private Object key(PluralAttributeMapping plural) {
		return (plural.getIndexDescriptor() instanceof EntityValuedModelPart entity)
				? this.random.oneOf(candidates(entity.getEntityMappingType().getJavaType().getJavaTypeClass()))
				: this.random.of(plural.getIndexDescriptor().getJavaType().getJavaTypeClass());
	}

	private List<?> elements(PluralAttributeMapping plural) {
		if (plural.getElementDescriptor() instanceof EntityValuedModelPart entity) {
			Class<?> type = entity.getEntityMappingType().getJavaType().getJavaTypeClass();
			if (!plural.getCollectionDescriptor().isOneToMany()) {
				return this.random.some(candidates(type), 4);
			}
			List<Stored> unused = this.unused.computeIfAbsent(plural.getNavigableRole(), (role) -> candidates(type));
			List<Stored> elements = this.random.some(unused, 4);
			unused.removeAll(elements);
			return elements;
		}
		if (plural.getElementDescriptor() instanceof DiscriminatedAssociationModelPart any) {
			return this.random.some(
					Attributes.targets(any).stream().flatMap((type) -> candidates(type).stream()).toList(),
					isOneRow(plural) ? 1 : 4);
		}
		List<Object> elements = new ArrayList<>();
		for (int i = this.random.between(0, isOneRow(plural) ? 1 : 3); i > 0; i--) {
			elements.add((plural.getElementDescriptor() instanceof EmbeddableValuedModelPart embedded)
					? embeddable(embedded.getEmbeddableTypeDescriptor())
					: this.random.of(plural.getElementDescriptor().getJavaType().getJavaTypeClass()));
		}
		return elements;
	}

	/**
	 * Of several rows that are joined to an owner, and that nothing orders, the first
	 * decides of what there are proxies.
	 */
	private static boolean isOneRow(PluralAttributeMapping plural) {
		return Marks.areAt(plural) && !plural.getCollectionDescriptor().isLazy();
	}

	/** Hibernate writes the index columns of inverse lists only if they are filled. */
	@SuppressWarnings("unchecked")
	private void fillInverseLists(Stored owner) {
		for (AttributeMapping attribute : this.attributes.of(this.attributes.entity(owner.getClass()))) {
			if (attribute instanceof PluralAttributeMapping plural && plural.getCollectionDescriptor().isInverse()
					&& plural.getIndexDescriptor() != null) {
				EntityPersister element = plural.getCollectionDescriptor().getElementPersister();
				AttributeMapping mappedBy = element
					.findAttributeMapping(plural.getCollectionDescriptor().getMappedByProperty());
				for (Stored candidate : candidates(element.getMappedClass())) {
					if (mappedBy.getValue(candidate) == owner) {
						((Collection<Object>) plural.getValue(owner)).add(candidate);
					}
				}
			}
		}
	}

}
