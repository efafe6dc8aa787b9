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
package io.github.memoizedprefetch.hibernate.eager;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.codec.FetchTypes;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.CustomLoading;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import org.hibernate.engine.FetchTiming;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.EmbeddedIdentifierMappingImpl;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the attributes of an entity, those of its subclasses and embeddables, and
 * on through what has to be joined. Not thread-safe.
 */
final class LeftOutFinder {

	private final Mappings mappings;

	private final List<String> paths = new ArrayList<>();

	private final List<String> joined = new ArrayList<>();

	private final Set<String> roots = new HashSet<>();

	private final Set<String> lazyTargets = new HashSet<>();

	private @Nullable String refusal;

	LeftOutFinder(Mappings mappings) {
		this.mappings = mappings;
	}

	/** Nothing is left out of what comes with an entity. */
	private boolean isNothing(EntityMappingType target) {
		EntityMapping entity = this.mappings.entity(target.getEntityPersister());
		if (this.roots.contains(entity.root().name())) {
			return false; // it leads back
		}
		LeftOutFinder behind = new LeftOutFinder(this.mappings);
		behind.roots.addAll(this.roots);
		return behind.find(entity).isNothing();
	}

	LeftOut find(EntityMapping entity) {
		this.roots.add(entity.root().name());
		entity(entity.persister(), new Place("", true, null));
		return new LeftOut(List.copyOf(this.paths), List.copyOf(this.joined), Set.copyOf(this.lazyTargets),
				this.refusal);
	}

	/**
	 * Where attributes are.
	 *
	 * @param prefix the path to them
	 * @param nameable whether a graph can name them
	 * @param by the association that leads there, if it is joined
	 */
	private record Place(String prefix, boolean nameable, @Nullable ToOneAttributeMapping by) {

		String path(AttributeMapping attribute) {
			return this.prefix + attribute.getAttributeName();
		}

		Place embedded(String name) {
			return new Place(this.prefix + name + ".", this.nameable, this.by);
		}

		Place unnameable() {
			return new Place(this.prefix, false, this.by);
		}

	}

	private void entity(EntityPersister persister, Place place) {
		if (persister.getIdentifierMapping() instanceof NonAggregatedIdentifierMapping id) {
			id.getVirtualIdEmbeddable().forEachAttributeMapping((part) -> attribute(part, place.unnameable()));
		}
		else if (persister.getIdentifierMapping() instanceof EmbeddedIdentifierMappingImpl id) {
			Place inside = place.embedded(id.getAttributeName()).unnameable();
			id.getEmbeddableTypeDescriptor().forEachAttributeMapping((part) -> attribute(part, inside));
		}
		Set<String> own = new HashSet<>();
		persister.forEachAttributeMapping((attribute) -> {
			own.add(attribute.getAttributeName());
			attribute(attribute, place);
		});
		subtypes(persister, own, place.unnameable());
	}

	/** A graph knows the attributes of its own class and of those above it. */
	private void subtypes(EntityMappingType type, Set<String> inherited, Place place) {
		for (EntityMappingType subtype : type.getSubMappingTypes()) {
			Set<String> known = new HashSet<>(inherited);
			subtype.forEachAttributeMapping((attribute) -> {
				if (known.add(attribute.getAttributeName())) {
					attribute(attribute, place);
				}
			});
			subtypes(subtype, known, place);
		}
	}

	private void attribute(AttributeMapping attribute, Place place) {
		if (attribute.getAttributeName().startsWith("_")) {
			return; // Hibernate's own
		}
		if (attribute instanceof ToOneAttributeMapping toOne) {
			toOne(toOne, place);
		}
		else if (attribute instanceof PluralAttributeMapping plural) {
			collection(plural, place);
		}
		else if (attribute instanceof DiscriminatedAssociationModelPart) {
			any(attribute, place);
		}
		else if (attribute instanceof EmbeddableValuedModelPart embedded) {
			Place inside = place.embedded(attribute.getAttributeName());
			embedded.getEmbeddableTypeDescriptor().forEachAttributeMapping((part) -> attribute(part, inside));
		}
	}

	private void toOne(ToOneAttributeMapping toOne, Place place) {
		EntityPersister target = toOne.getAssociatedEntityMappingType().getEntityPersister();
		if (isBack(toOne, place.by())) {
			return;
		}
		boolean eager = toOne.getMappedFetchOptions().getTiming() == FetchTiming.IMMEDIATE;
		if (!eager) {
			this.lazyTargets.add(this.mappings.entity(target).root().name());
		}
		if (!Delays.isPossible(toOne)) {
			if (place.nameable() && (eager || !toOne.isLazy()) && !CustomLoading.isOf(toOne)) {
				join(toOne, place);
			}
		}
		else if (eager) {
			String reason = reason(target);
			if (reason == null) {
				add(this.paths, place.path(toOne));
			}
			else if (CustomLoading.isOf(toOne) || !place.nameable()) {
				refuse(toOne, place, reason);
			}
			else {
				join(toOne, place);
			}
		}
	}

	/** The other side of what leads there, which Hibernate sets. */
	private static boolean isBack(ToOneAttributeMapping toOne, @Nullable ToOneAttributeMapping by) {
		return by != null && by.getForeignKeyDescriptor() == toOne.getForeignKeyDescriptor()
				&& by.getSideNature() != toOne.getSideNature();
	}

	/** Why a reference of an item cannot be prefetched, or must not be. */
	private @Nullable String reason(EntityPersister target) {
		String unsupported = this.mappings.entity(target).unsupported();
		if (unsupported == null && target.hasWhereRestrictions()) {
			return "an @SQLRestriction may hide what it refers to";
		}
		return (unsupported == null && target.getBytecodeEnhancementMetadata().isEnhancedForLazyLoading())
				? target.getMappedClass().getSimpleName() + " is enhanced for lazy loading at build time" : unsupported;
	}

	private void join(ToOneAttributeMapping toOne, Place place) {
		add(this.joined, place.path(toOne));
		EntityPersister target = toOne.getAssociatedEntityMappingType().getEntityPersister();
		boolean first = this.roots.add(this.mappings.entity(target).root().name());
		entity(target, new Place(place.path(toOne) + ".", first, toOne));
	}

	private void collection(PluralAttributeMapping plural, Place place) {
		CollectionMapping collection = this.mappings.collection(plural.getCollectionDescriptor());
		if (plural.getCollectionDescriptor().isLazy() || plural.getCollectionDescriptor().isArray()) {
			return; // arrays are never lazy
		}
		String reason = collection.unsupported();
		if (reason != null) {
			refuse(plural, place, reason);
		}
		else {
			add(this.paths, place.path(plural));
		}
	}

	/** No path leads over it, so that nothing behind it may be left out. */
	private void any(AttributeMapping attribute, Place place) {
		if (attribute.getMappedFetchOptions().getTiming() != FetchTiming.IMMEDIATE) {
			return;
		}
		boolean alone = !FetchTypes.isOpen(attribute)
				&& FetchTypes.targets(attribute).stream().allMatch(this::isNothing);
		if (alone && place.nameable()) {
			add(this.joined, place.path(attribute));
		}
		else {
			refuse(attribute, place, alone ? "no path leads over an @Any association, and no graph to a subclass"
					: "no path leads over an @Any association to what is EAGER behind it");
		}
	}

	private static void add(List<String> names, String name) {
		if (!names.contains(name)) {
			names.add(name);
		}
	}

	private void refuse(AttributeMapping attribute, Place place, String reason) {
		if (this.refusal == null) {
			this.refusal = "'" + place.path(attribute) + "' would be missing, because " + reason;
		}
	}

}
