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

import java.util.LinkedHashSet;
import java.util.Set;

import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;

/**
 * Collections that paths lead through, of owners that several items may lead to, so that
 * what the library remembers of them is used again. Only owning sides: these change
 * without a change of any entity.
 */
final class RecurringCollections {

	private final Attributes attributes;

	private final Set<PluralAttributeMapping> found = new LinkedHashSet<>();

	private RecurringCollections(Attributes attributes) {
		this.attributes = attributes;
	}

	static Set<PluralAttributeMapping> of(Class<?> itemType, Set<String> paths, Attributes attributes) {
		RecurringCollections collections = new RecurringCollections(attributes);
		collections.collect(attributes.entity(itemType), PathTree.of(paths), false);
		return collections.found;
	}

	private void collect(ManagedMappingType type, PathTree paths, boolean recurring) {
		paths.children().forEach((name, rest) -> collect(type, name, rest, recurring));
	}

	/** In subclasses too. */
	private void collect(ManagedMappingType type, String name, PathTree rest, boolean recurring) {
		for (AttributeMapping attribute : this.attributes.of(type)) {
			if (attribute.getAttributeName().equals(name)) {
				collect(attribute, rest, recurring);
			}
		}
		if (type instanceof EntityMappingType entity) {
			entity.getSubMappingTypes().forEach((subtype) -> collect(subtype, name, rest, recurring));
		}
	}

	private void collect(AttributeMapping attribute, PathTree rest, boolean recurring) {
		if (recurring && attribute instanceof PluralAttributeMapping plural
				&& !plural.getCollectionDescriptor().isInverse()) {
			this.found.add(plural);
		}
		ManagedMappingType target = Attributes.target(attribute);
		if (target != null) {
			collect(target, rest, recurring || attribute instanceof ToOneAttributeMapping
					|| attribute instanceof PluralAttributeMapping);
		}
	}

}
