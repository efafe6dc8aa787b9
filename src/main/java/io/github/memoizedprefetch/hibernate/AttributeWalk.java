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
package io.github.memoizedprefetch.hibernate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.memoizedprefetch.hibernate.lazyload.LazyLoadEvents;
import io.github.memoizedprefetch.hibernate.lazyload.Peek;
import io.github.memoizedprefetch.hibernate.mapping.Attribute;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import org.hibernate.Hibernate;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what an entity refers to, in the order of its attributes, and loads
 * nothing. Thread-safe, unlike the entities.
 */
final class AttributeWalk {

	private final Mappings mappings;

	private final LazyLoadEvents events;

	/** By entity or embeddable type. */
	private final Map<Object, List<Association>> associations = new ConcurrentHashMap<>();

	AttributeWalk(Mappings mappings) {
		this.mappings = mappings;
		this.events = mappings.lazyLoads();
	}

	void visit(EntityPersister persister, Object instance, ObjectGraph.Visitor visitor) {
		associations(persister).forEach((association) -> visit(association, "", instance, visitor));
	}

	private List<Association> associations(ManagedMappingType type) {
		return this.associations.computeIfAbsent(type, (key) -> {
			List<Association> found = new ArrayList<>();
			if (type instanceof EntityPersister persister
					&& persister.getIdentifierMapping() instanceof NonAggregatedIdentifierMapping id) {
				id.getVirtualIdEmbeddable().forEachAttributeMapping((attribute) -> add(attribute, found));
			}
			type.forEachAttributeMapping((attribute) -> add(attribute, found));
			return List.copyOf(found);
		});
	}

	private void add(AttributeMapping attribute, List<Association> associations) {
		boolean own = attribute.getAttributeName().startsWith("_"); // Hibernate's
		if (!own && leadsOn(attribute)) {
			associations.add(new Association(attribute, new Attribute(this.mappings, attribute)));
		}
	}

	private static boolean leadsOn(ModelPart part) {
		if (part instanceof EmbeddableValuedModelPart embedded) {
			List<ModelPart> parts = new ArrayList<>();
			embedded.getEmbeddableTypeDescriptor().forEachAttributeMapping((attribute) -> {
				parts.add(attribute);
			});
			return parts.stream().anyMatch(AttributeWalk::leadsOn);
		}
		return part instanceof ToOneAttributeMapping || part instanceof PluralAttributeMapping
				|| part instanceof DiscriminatedAssociationModelPart;
	}

	private void visit(Association association, String prefix, Object owner, ObjectGraph.Visitor visitor) {
		AttributeMapping mapping = association.mapping();
		if (!Hibernate.isPropertyInitialized(owner, mapping.getAttributeName())) {
			return;
		}
		Object value = read(association, owner);
		if (value == null) {
			return;
		}
		String name = prefix + mapping.getAttributeName();
		if (mapping instanceof PluralAttributeMapping plural && Hibernate.isInitialized(value)) {
			elements(value).forEach((element) -> visitValue(plural.getElementDescriptor(), name, element, visitor));
		}
		else {
			visitValue(mapping, name, value, visitor);
		}
	}

	/** What lies behind a view that is not loaded is the collection that is not. */
	private @Nullable Object read(Association association, Object owner) {
		try {
			Object value = association.attribute().get(owner);
			if (value == null || !(association.mapping() instanceof PluralAttributeMapping)
					|| value instanceof PersistentCollection<?>) {
				return value;
			}
			Peek peek = this.events.peek(() -> elements(value));
			return (peek.error() == null) ? peek.value() : peek.unloaded();
		}
		catch (UnservableReferenceException ex) {
			return null;
		}
	}

	private void visitValue(ModelPart part, String name, @Nullable Object value, ObjectGraph.Visitor visitor) {
		if (value == null) {
			return;
		}
		if (part instanceof EmbeddableValuedModelPart embedded) {
			associations(embedded.getEmbeddableTypeDescriptor())
				.forEach((association) -> visit(association, name + ".", value, visitor));
		}
		else {
			visitor.reached(name, value, part instanceof DiscriminatedAssociationModelPart);
		}
	}

	private static Collection<?> elements(Object value) {
		if (value instanceof Map<?, ?> map) {
			return map.values();
		}
		if (value instanceof Object[] array) {
			return Arrays.asList(array);
		}
		return (value instanceof Collection<?> collection) ? new ArrayList<>(collection) : List.of();
	}

	private record Association(AttributeMapping mapping, Attribute attribute) {
	}

}
