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

package io.github.memoizedprefetch.hibernate.codec;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.hibernate.version.NewerHibernate;
import org.hibernate.annotations.AnyDiscriminatorImplicitValues;
import org.hibernate.engine.FetchTiming;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.sql.results.graph.Fetchable;

/**
 * Which associations come with their owner, whatever their mapping says.
 */
public final class FetchTypes {

	/**
	 * Whether what an {@code @Any} refers to is joined: of elements always. Before 7.4 it
	 * is asked for when the value is taken.
	 */
	private static final boolean JOINS_ANY = NewerHibernate
		.has("org.hibernate.sql.results.graph.entity.internal.JoinedDiscriminatedEntityFetch");

	private FetchTypes() {
	}

	/**
	 * Whether Hibernate loads the association with its owner because it must or is told
	 * to.
	 */
	public static boolean isEager(Fetchable attribute) {
		if (attribute instanceof ToOneAttributeMapping toOne) {
			return toOne.getMappedFetchOptions().getTiming() == FetchTiming.IMMEDIATE
					|| !toOne.isReferenceToPrimaryKey()
					|| !toOne.getAssociatedEntityMappingType().getEntityPersister().hasProxy();
		}
		if (attribute instanceof DiscriminatedAssociationModelPart) {
			return JOINS_ANY && (attribute instanceof CollectionPart
					|| attribute.getMappedFetchOptions().getTiming() == FetchTiming.IMMEDIATE);
		}
		return attribute instanceof PluralAttributeMapping plural
				&& (!plural.getCollectionDescriptor().isLazy() || plural.getCollectionDescriptor().isArray());
	}

	/**
	 * The entities that an association to one of them may refer to, as far as its mapping
	 * names them; none of what is no such association.
	 */
	public static List<EntityMappingType> targets(ModelPart part) {
		if (part instanceof ToOneAttributeMapping toOne) {
			return List.of(toOne.getAssociatedEntityMappingType());
		}
		List<EntityMappingType> targets = new ArrayList<>();
		if (part instanceof DiscriminatedAssociationModelPart any) {
			any.getDiscriminatorMapping()
				.getValueConverter()
				.forEachValueDetail((value) -> targets.add(value.getIndicatedEntity()));
		}
		return targets;
	}

	/** Whether an {@code @Any} may refer to entities that its mapping does not name. */
	public static boolean isOpen(ModelPart part) {
		if (!(part instanceof DiscriminatedAssociationModelPart)) {
			return false;
		}
		AttributeMapping attribute = (part instanceof CollectionPart element) ? element.getCollectionAttribute()
				: part.asAttributeMapping();
		return targets(part).isEmpty() || attribute == null
				|| (attribute.getPropertyAccess().getGetter().getMember() instanceof AnnotatedElement member
						&& member.isAnnotationPresent(AnyDiscriminatorImplicitValues.class));
	}

}
