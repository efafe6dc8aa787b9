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

import java.util.HashSet;
import java.util.Set;

import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.EntityType;
import org.jspecify.annotations.Nullable;

/**
 * Fetch plans of which Hibernate (7.4) misreads what they bring. They lead from an entity
 * by a to-one association to one of the same hierarchy as an element of a collection: if
 * it comes to that before it comes to the same row where it began, it loses the
 * association.
 */
public final class FetchCycles {

	/** The hierarchies that a to-one association on the way has left. */
	private final Set<String> left = new HashSet<>();

	private boolean misread;

	private FetchCycles() {
	}

	/** Whether a plan leads back so. */
	public static boolean areMisread(EntityPersister target, NamedAttributes named) {
		FetchCycles cycles = new FetchCycles();
		cycles.follow(target.getRootEntityName(), target, named);
		return cycles.misread;
	}

	/**
	 * Follow what is fetched along.
	 * @param hierarchy of the entity that has it, perhaps in an embedded value
	 */
	private void follow(String hierarchy, ManagedMappingType type, NamedAttributes named) {
		for (String name : named.attributes().keySet()) {
			AttributeMapping attribute = attribute(type, name);
			NamedAttributes behind = named.behind(name);
			if (attribute instanceof ToOneAttributeMapping toOne) {
				EntityPersister target = toOne.getAssociatedEntityMappingType().getEntityPersister();
				boolean first = this.left.add(hierarchy);
				follow(target.getRootEntityName(), target, behind);
				if (first) {
					this.left.remove(hierarchy);
				}
			}
			else if (attribute instanceof PluralAttributeMapping plural
					&& plural.getCollectionDescriptor().getElementType() instanceof EntityType) {
				EntityPersister element = plural.getCollectionDescriptor().getElementPersister();
				this.misread |= this.left.contains(element.getRootEntityName());
				follow(element.getRootEntityName(), element, behind);
			}
			else if (attribute instanceof EmbeddableValuedModelPart embedded) {
				follow(hierarchy, embedded.getEmbeddableTypeDescriptor(), behind);
			}
		}
	}

	/** Subclasses may have it, too. */
	private static @Nullable AttributeMapping attribute(ManagedMappingType type, String name) {
		return (type instanceof EntityPersister entity
				&& entity.findSubPart(name, entity) instanceof AttributeMapping attribute) ? attribute
						: type.findAttributeMapping(name);
	}

}
