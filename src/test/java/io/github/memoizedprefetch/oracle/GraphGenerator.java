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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.memoizedprefetch.oracle.model.Stored;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Makes entity graphs of several levels for what a path leads to.
 */
final class GraphGenerator {

	private static final TargetOptions NONE = new TargetOptions(TargetOptions.Kind.NONE, Stored.class, null);

	private final Attributes attributes;

	private final RandomValues random;

	private boolean list;

	GraphGenerator(Attributes attributes, RandomValues random) {
		this.attributes = attributes;
		this.random = random;
	}

	TargetOptions graph(Class<?> itemType, String path) {
		ManagedMappingType target = this.attributes.entity(itemType);
		for (String segment : path.split("\\.")) {
			AttributeMapping attribute = attribute(target, segment);
			if (attribute == null) {
				return NONE; // a part of an id
			}
			target = Attributes.target(attribute);
		}
		Set<String> paths = new LinkedHashSet<>();
		if (target instanceof EntityPersister persister && persister.getRootEntityDescriptor() == persister) {
			for (int i = this.random.between(1, 3); i > 0; i--) {
				paths.add(path(persister));
			}
		}
		paths.remove("");
		return paths.isEmpty() ? NONE : new TargetOptions(TargetOptions.Kind.GRAPH,
				((EntityPersister) target).getMappedClass().asSubclass(Stored.class), String.join(",", paths));
	}

	/** Also one that only subclasses have. */
	private AttributeMapping attribute(ManagedMappingType type, String name) {
		for (AttributeMapping attribute : this.attributes.of(type)) {
			if (attribute.getAttributeName().equals(name)) {
				return attribute;
			}
		}
		if (!(type instanceof EntityMappingType entity)) {
			return null;
		}
		return entity.getSubMappingTypes()
			.stream()
			.filter((subtype) -> this.attributes.of(subtype)
				.stream()
				.anyMatch((attribute) -> attribute.getAttributeName().equals(name)))
			.map((subtype) -> attribute(subtype, name))
			.findFirst()
			.orElse(null);
	}

	private String path(EntityPersister start) {
		EntityMappingType type = start;
		List<String> segments = new ArrayList<>();
		for (int i = this.random.between(1, 3); i > 0 && type != null; i--) {
			List<AttributeMapping> candidates = this.attributes.of(type).stream().filter(this::isFetchable).toList();
			if (candidates.isEmpty()) {
				break;
			}
			AttributeMapping attribute = this.random.oneOf(candidates);
			this.list |= attribute instanceof PluralAttributeMapping;
			segments.add(attribute.getAttributeName());
			type = (Attributes.target(attribute) instanceof EntityMappingType entity) ? entity : null;
		}
		return String.join(".", segments);
	}

	/** One collection in a graph: Hibernate refuses several bags. */
	private boolean isFetchable(AttributeMapping attribute) {
		return TargetOptions.isFetchable(attribute) && !(attribute instanceof PluralAttributeMapping plural
				&& (this.list || !(Attributes.target(plural) instanceof EntityMappingType)));
	}

}
