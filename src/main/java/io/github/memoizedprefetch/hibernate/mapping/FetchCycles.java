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

package io.github.memoizedprefetch.hibernate.mapping;

import java.util.HashMap;
import java.util.Map;

import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.EntityType;
import org.jspecify.annotations.Nullable;

/**
 * Fetch plans of which Hibernate (7.4) misreads what they bring. An entity that a row
 * holds as an element of a fetched collection, and another row in a place where more is
 * fetched, may lose the to-one associations that are fetched there.
 */
public final class FetchCycles {

	/** In how many places a hierarchy is, and which kinds of these. */
	private final Map<String, Places> places = new HashMap<>();

	private FetchCycles() {
	}

	/**
	 * Whether entities of one hierarchy come in several places, so that some are misread.
	 */
	public static boolean areMisread(EntityPersister target, NamedAttributes named) {
		FetchCycles cycles = new FetchCycles();
		cycles.add(target, named, false);
		return cycles.places.values().stream().anyMatch(Places::areMisread);
	}

	private void add(EntityPersister entity, NamedAttributes named, boolean element) {
		Places known = this.places.computeIfAbsent(entity.getRootEntityName(), (name) -> new Places());
		known.count++;
		known.elements |= element;
		known.fetching |= follow(entity, named);
	}

	/** Whether to-one associations are fetched there. */
	private boolean follow(ManagedMappingType type, NamedAttributes named) {
		boolean fetching = false;
		for (String name : named.attributes().keySet()) {
			AttributeMapping attribute = attribute(type, name);
			NamedAttributes behind = named.behind(name);
			if (attribute instanceof ToOneAttributeMapping toOne) {
				fetching = true;
				add(toOne.getAssociatedEntityMappingType().getEntityPersister(), behind, false);
			}
			else if (attribute instanceof PluralAttributeMapping plural
					&& plural.getCollectionDescriptor().getElementType() instanceof EntityType) {
				add(plural.getCollectionDescriptor().getElementPersister(), behind, true);
			}
			else if (attribute instanceof EmbeddableValuedModelPart embedded) {
				fetching |= follow(embedded.getEmbeddableTypeDescriptor(), behind);
			}
		}
		return fetching;
	}

	/** Subclasses may have it, too. */
	private static @Nullable AttributeMapping attribute(ManagedMappingType type, String name) {
		return (type instanceof EntityPersister entity
				&& entity.findSubPart(name, entity) instanceof AttributeMapping attribute) ? attribute
						: type.findAttributeMapping(name);
	}

	private static final class Places {

		private int count;

		private boolean elements;

		private boolean fetching;

		boolean areMisread() {
			return this.count > 1 && this.elements && this.fetching;
		}

	}

}
