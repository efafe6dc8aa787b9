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
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.memoizedprefetch.oracle.model.Stored;
import io.github.memoizedprefetch.oracle.model.Twins.Twin;
import jakarta.persistence.EntityNotFoundException;
import org.hibernate.Hibernate;
import org.hibernate.LazyInitializationException;
import org.hibernate.SessionException;
import org.hibernate.engine.FetchTiming;
import org.hibernate.metamodel.CollectionClassification;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Reads everything along paths, as a user's processor does, and renders it.
 */
final class Renderer {

	/** An id that has no text. */
	static final String ROW_IS_MISSING = "!row is missing";

	private static final Pattern ARRAY = Pattern.compile("\\[B@[0-9a-f]+");

	private final Attributes attributes;

	/** Whether what Hibernate throws ends the reading, as in most users' processors. */
	private final boolean strict;

	/** What is read besides; null if nothing is. */
	private final TargetOptions options;

	/** Whether what is loaded with its owner is part of the owner. */
	private final boolean companions;

	/** Which references are read. */
	private final Predicate<Object> filter;

	/** What Hibernate has refused to load for earlier items, by identity. */
	private final Set<Object> earlier = Collections.newSetFromMap(new IdentityHashMap<>());

	private final Set<Object> refused = Collections.newSetFromMap(new IdentityHashMap<>());

	Renderer(Attributes attributes, boolean strict) {
		this(attributes, strict, null, true);
	}

	Renderer(Attributes attributes, boolean strict, TargetOptions options, boolean companions) {
		this(attributes, strict, options, companions, (reference) -> true);
	}

	private Renderer(Attributes attributes, boolean strict, TargetOptions options, boolean companions,
			Predicate<Object> filter) {
		this.filter = filter;
		this.companions = companions;
		this.attributes = attributes;
		this.strict = strict;
		this.options = options;
	}

	/** Leaves out what is behind other references. */
	Renderer only(Predicate<Object> references) {
		return new Renderer(this.attributes, this.strict, this.options, this.companions, references);
	}

	/** Read the next item. Nothing is fetched along: the library has not loaded it. */
	Node item(Object item, PathTree tree) {
		this.earlier.addAll(this.refused);
		this.refused.clear();
		return entity(item, tree, null);
	}

	Node entity(Object reference, PathTree tree) {
		return entity(reference, tree, this.options);
	}

	private Node entity(Object reference, PathTree tree, TargetOptions options) {
		if (!this.filter.test(reference)) {
			return Node.of("left");
		}
		Object entity;
		try {
			entity = Hibernate.unproxy(reference);
		}
		catch (NullPointerException ex) {
			// Hibernate's: its row was missing when it had a session, which it needs to
			// say so again
			return failure(new EntityNotFoundException(ROW_IS_MISSING.substring(1)), reference);
		}
		catch (RuntimeException ex) {
			return failure(ex, reference);
		}
		EntityPersister persister = this.attributes.entity(entity);
		Node node = Node.of(this.attributes.label(reference) + " " + persister.getMappedClass().getSimpleName()
				+ state(persister, entity) + ((entity instanceof Stored stored) ? " loads=" + stored.loads() : ""));
		PathTree paths = tree;
		if (options != null && !tree.isBesides()) {
			for (String fetched : options.fetchedWith(persister.getMappedClass())) {
				paths = paths.with(fetched);
			}
		}
		children(persister, entity, paths, node);
		return node;
	}

	private Node failure(RuntimeException ex, Object value) {
		boolean lazy = ex instanceof LazyInitializationException || ex instanceof SessionException;
		if (this.strict || !(lazy || ex instanceof EntityNotFoundException)) {
			throw ex;
		}
		this.refused.add(value);
		return lazy ? Node.lazy(ex, this.earlier.contains(value))
				: Node.of("!" + ARRAY.matcher(String.valueOf(ex.getMessage())).replaceAll("["));
	}

	private void children(ManagedMappingType type, Object owner, PathTree tree, Node node) {
		tree.children().forEach((name, subtree) -> {
			for (AttributeMapping attribute : this.attributes.of(type)) {
				if (attribute.getAttributeName().equals(name)) {
					node.children().put(name, value(attribute, attribute.getValue(owner), subtree));
				}
			}
		});
	}

	private Node value(AttributeMapping attribute, Object value, PathTree tree) {
		if (value == null) {
			return Node.of("null");
		}
		if (attribute instanceof PluralAttributeMapping plural) {
			try {
				return this.filter.test(value) ? plural(plural, value, tree) : Node.of("left");
			}
			catch (RuntimeException ex) {
				return failure(ex, value);
			}
		}
		return element(
				attribute instanceof EmbeddableValuedModelPart embedded && !(attribute instanceof ToOneAttributeMapping)
						? embedded.getEmbeddableTypeDescriptor() : null,
				value, tree);
	}

	private Node element(ManagedMappingType embeddable, Object value, PathTree tree) {
		if (value == null) {
			return Node.of("null");
		}
		if (embeddable != null) {
			Node node = Node.of(state(embeddable, value));
			children(embeddable, value, tree, node);
			return node;
		}
		return isEntity(value) ? entity(value, tree) : Node.of(text(value));
	}

	private static boolean isEntity(Object value) {
		return value instanceof Stored;
	}

	private Node plural(PluralAttributeMapping plural, Object value, PathTree tree) {
		ManagedMappingType embeddable = (plural.getElementDescriptor() instanceof EmbeddableValuedModelPart embedded
				&& !(Attributes.target(plural) instanceof EntityPersister)) ? embedded.getEmbeddableTypeDescriptor()
						: null;
		Node node = Node.of(plural.getAttributeName() + contained(plural, value));
		if (value instanceof Map<?, ?> map) {
			Map<String, Object> sorted = new TreeMap<>();
			map.forEach((key, element) -> sorted.put(key(key), element));
			sorted.forEach((key, element) -> node.children().put(key, element(embeddable, element, tree)));
			return node;
		}
		List<Object> elements = new ArrayList<>((Collection<?>) value);
		Map<Object, String> keys = new IdentityHashMap<>();
		elements.forEach((element) -> keys.put(element,
				(embeddable != null && element != null) ? Marks.without(state(embeddable, element)) : key(element)));
		if (!isOrdered(plural)) {
			elements.sort(Comparator.comparing(keys::get));
		}
		for (int i = 0; i < elements.size(); i++) {
			node.children().put(i + ":" + keys.get(elements.get(i)), element(embeddable, elements.get(i), tree));
		}
		return node;
	}

	/** Whether the collection finds what is equal to its elements by their fields. */
	private String contained(PluralAttributeMapping plural, Object value) {
		if (value instanceof Collection<?> elements
				&& plural.getElementDescriptor() instanceof DiscriminatedAssociationModelPart) {
			return elements.stream()
				.sorted(Comparator.comparing(this::key))
				.map((element) -> Marks.of(plural, element))
				.toList()
				.toString();
		}
		if (!(value instanceof Collection<?> collection) || collection.stream().noneMatch(Twin.class::isInstance)) {
			return "";
		}
		return collection.stream()
			.map((element) -> (element != null) ? collection.contains(Twin.like((Twin) element)) : null)
			.toList()
			.toString();
	}

	private String key(Object value) {
		return isEntity(value) ? this.attributes.label(value) : text(value);
	}

	private static boolean isOrdered(PluralAttributeMapping plural) {
		CollectionClassification kind = plural.getCollectionDescriptor()
			.getCollectionSemantics()
			.getCollectionClassification();
		return kind != CollectionClassification.SET && kind != CollectionClassification.BAG;
	}

	private String state(ManagedMappingType type, Object owner) {
		return state(type, owner, this.companions ? 3 : 0);
	}

	/**
	 * The values of all attributes, nothing initialised for it.
	 * @param depth how far to follow what is loaded with its owner
	 */
	private String state(ManagedMappingType type, Object owner, int depth) {
		StringBuilder state = new StringBuilder("{");
		for (AttributeMapping attribute : this.attributes.of(type)) {
			state.append(attribute.getAttributeName())
				.append('=')
				.append(state(attribute, attribute.getValue(owner), depth));
			state.append(' ');
		}
		return state.append('}').toString();
	}

	private String state(AttributeMapping attribute, Object value, int depth) {
		if (value == null) {
			return "null";
		}
		boolean eager = attribute.getMappedFetchOptions().getTiming() == FetchTiming.IMMEDIATE && depth > 0;
		boolean companion = eager && Hibernate.isInitialized(value);
		if (attribute instanceof PluralAttributeMapping plural) {
			if (companion && value instanceof Map<?, ?> map && Marks.areAt(attribute)) {
				return elements(plural, map.values(), depth);
			}
			return (companion && value instanceof Collection<?> elements) ? elements(plural, elements, depth) : "..";
		}
		if (attribute instanceof ToOneAttributeMapping || attribute instanceof DiscriminatedAssociationModelPart) {
			return (companion ? companion(value, depth)
					: this.attributes.label(value) + (eager ? Companion.UNLOADED : "")) + Marks.of(attribute, value);
		}
		return (attribute instanceof EmbeddableValuedModelPart embedded)
				? state(embedded.getEmbeddableTypeDescriptor(), value, depth) : text(value);
	}

	private String elements(PluralAttributeMapping plural, Collection<?> elements, int depth) {
		return elements.stream()
			.map((element) -> element(plural.getElementDescriptor(), element, depth))
			.sorted(Comparator.comparing(Marks::without))
			.toList()
			.toString();
	}

	private String element(CollectionPart part, Object element, int depth) {
		if (part instanceof EmbeddableValuedModelPart embedded && element != null) {
			return state(embedded.getEmbeddableTypeDescriptor(), element, depth);
		}
		return isEntity(element) ? companion(element, depth) : text(element);
	}

	private String companion(Object value, int depth) {
		if (!Hibernate.isInitialized(value)) {
			return this.attributes.label(value);
		}
		Object entity = Hibernate.unproxy(value);
		return this.attributes.label(value) + state(this.attributes.entity(entity), entity, depth - 1);
	}

	private static String text(Object value) {
		return (value instanceof byte[] bytes) ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
	}

}
