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

import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;

/**
 * Random walks over the mapping metamodel, so that a new shape is covered by being
 * mapped.
 */
final class PathGenerator {

	private final Attributes attributes;

	private final RandomValues random;

	PathGenerator(Attributes attributes, RandomValues random) {
		this.attributes = attributes;
		this.random = random;
	}

	Set<String> paths(Class<?> itemType, int count) {
		Set<String> paths = new LinkedHashSet<>();
		for (int i = 0; i < count; i++) {
			String path = path(this.attributes.entity(itemType));
			if (!path.isEmpty()) {
				paths.add(path);
			}
		}
		return paths;
	}

	private String path(ManagedMappingType start) {
		ManagedMappingType type = start;
		List<String> segments = new ArrayList<>();
		int length = this.random.between(1, 4);
		boolean complete = false;
		while (type != null && (segments.size() < length || !complete)) {
			List<AttributeMapping> candidates = candidates(type);
			if (candidates.isEmpty()) {
				break;
			}
			AttributeMapping attribute = this.random.oneOf(candidates);
			segments.add(attribute.getAttributeName());
			complete = !(attribute instanceof EmbeddableValuedModelPart);
			type = Attributes.target(attribute);
		}
		return complete ? String.join(".", segments) : "";
	}

	private List<AttributeMapping> candidates(ManagedMappingType type) {
		ManagedMappingType declaring = type;
		if (type instanceof EntityMappingType entity && !entity.getSubMappingTypes().isEmpty()
				&& this.random.chance(50)) {
			declaring = this.random.oneOf(List.copyOf(entity.getSubMappingTypes()));
		}
		return this.attributes.of(declaring).stream().filter(this::isAssociation).toList();
	}

	private boolean isAssociation(AttributeMapping attribute) {
		if (attribute instanceof EmbeddableValuedModelPart embedded
				&& !(Attributes.target(attribute) instanceof EntityMappingType)) {
			return this.attributes.of(embedded.getEmbeddableTypeDescriptor()).stream().anyMatch(this::isAssociation);
		}
		return Attributes.target(attribute) != null || attribute instanceof PluralAttributeMapping;
	}

}
