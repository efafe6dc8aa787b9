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
package io.github.memoizedprefetch.hibernate.merging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.memoizedprefetch.hibernate.merging.MergeNode.Reference;
import io.github.memoizedprefetch.hibernate.merging.MergeNode.State;
import org.hibernate.Hibernate;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.type.CollectionType;
import org.hibernate.type.ComponentType;
import org.jspecify.annotations.Nullable;

/**
 * The objects that merging the items will merge, found as {@code merge} finds them, which
 * needs no SQL.
 */
final class MergeGraph {

	private final Function<Object, @Nullable MergeMapping> mappings;

	private final ObjectStates states;

	private final IdentityHashMap<Object, MergeNode> nodes = new IdentityHashMap<>();

	private final List<MergeNode> roots = new ArrayList<>();

	private final Map<EntityKey, Integer> positions = new HashMap<>();

	/** Whether the item may be persisted instead of being merged. */
	private boolean persisted;

	MergeGraph(Function<Object, @Nullable MergeMapping> mappings, SessionImplementor session) {
		this.mappings = mappings;
		this.states = new ObjectStates(session);
	}

	/** Add an item, or the items that it is a list of. */
	void add(@Nullable Object item) {
		if (item instanceof Iterable<?> items) {
			items.forEach(this::add);
		}
		else if (item instanceof Object[] items) {
			Arrays.asList(items).forEach(this::add);
		}
		else if (item != null) {
			Object entity = initialized(item);
			this.persisted = entity != null && this.states.isNewItem(entity);
			MergeNode node = (entity != null) ? node(entity) : null;
			if (node != null) {
				this.roots.add(node);
			}
		}
	}

	/**
	 * From the items on, each level with what it is the first to lead to.
	 * @param left what is left to merging, which joins what it leads to
	 */
	List<List<MergeNode>> levels(Predicate<MergeNode> left) {
		List<List<MergeNode>> levels = new ArrayList<>();
		Set<MergeNode> seen = new HashSet<>();
		List<MergeNode> level = this.roots;
		while (!level.isEmpty()) {
			List<MergeNode> fresh = level.stream().filter(seen::add).toList();
			if (!fresh.isEmpty()) {
				levels.add(fresh);
			}
			level = fresh.stream().filter(left.negate()).flatMap((node) -> node.cascaded.stream()).toList();
		}
		return levels;
	}

	Iterable<MergeNode> nodes() {
		return this.nodes.values();
	}

	/** Where a row is merged first; null if it is not. */
	@Nullable Integer position(EntityKey key) {
		return this.positions.get(key);
	}

	/** Null if merging it reads nothing. */
	private static @Nullable Object initialized(Object object) {
		return Hibernate.isInitialized(object) ? Hibernate.unproxy(object) : null;
	}

	private @Nullable MergeNode node(Object entity) {
		MergeNode known = this.nodes.get(entity);
		if (known != null) {
			return known;
		}
		MergeMapping mapping = this.mappings.apply(entity);
		State state = (mapping != null) ? this.states.of(entity, mapping, this.persisted) : null;
		if (mapping == null || state == null) {
			return null;
		}
		EntityKey key = (state == State.DETACHED) ? this.states.key(entity, mapping) : null;
		MergeNode node = new MergeNode(entity, mapping, state, key, this.nodes.size());
		this.nodes.put(entity, node);
		if (key != null) {
			this.positions.putIfAbsent(key, node.position);
		}
		@Nullable Object[] values = mapping.persister().getValues(entity);
		mapping.properties().forEach((property) -> follow(node, property, values[property.index()]));
		return node;
	}

	private void follow(MergeNode node, MergeProperty property, @Nullable Object value) {
		if (value == null || value == LazyPropertyInitializer.UNFETCHED_PROPERTY) {
			return;
		}
		if (property.isEmbedded()) {
			parts(node, property, (ComponentType) property.type(), value);
		}
		else if (property.role() == null) {
			refer(node, property, value);
		}
		else if (Hibernate.isInitialized(value)) {
			elements(node, property, value);
		}
	}

	private void parts(MergeNode node, MergeProperty property, ComponentType type, Object value) {
		@Nullable Object[] values = type.getPropertyValues(value);
		property.parts().forEach((part) -> follow(node, part, values[part.index()]));
	}

	private void elements(MergeNode node, MergeProperty property, Object collection) {
		ComponentType embedded = property.embeddedElement();
		if ((embedded != null) ? property.parts().isEmpty() : !property.cascaded() && !property.loaded()) {
			return;
		}
		((CollectionType) property.type()).getElementsIterator(collection).forEachRemaining((element) -> {
			if (element != null && embedded != null) {
				parts(node, property, embedded, element);
			}
			else if (element != null) {
				refer(node, property, element);
			}
		});
		if (node.state == State.DETACHED && property.loaded() && collection instanceof PersistentCollection<?> former) {
			formerElements(former.getStoredSnapshot())
				.forEach((element) -> node.references.add(new Reference(property, element)));
		}
	}

	/** Merging looks for what the collection had as it was loaded, too. */
	private static Collection<?> formerElements(@Nullable Object snapshot) {
		Collection<?> elements = (snapshot instanceof Map<?, ?> map) ? map.values()
				: (snapshot instanceof Collection<?> collection) ? collection : List.of();
		return elements.stream().filter(Objects::nonNull).toList();
	}

	private void refer(MergeNode node, MergeProperty property, Object value) {
		Object entity = property.cascaded() ? initialized(value) : null;
		MergeNode child = (entity != null) ? node(entity) : null;
		if (child != null) {
			node.cascaded.add(child);
		}
		else if (property.loaded() && (property.role() != null || node.state != State.MANAGED)
				&& this.states.isReferable(value, this.persisted && property.persisted())) {
			node.references.add(new Reference(property, value));
		}
	}

}
