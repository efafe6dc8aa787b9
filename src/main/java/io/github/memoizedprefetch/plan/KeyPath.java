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
package io.github.memoizedprefetch.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.hibernate.mapping.Attribute;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import io.github.memoizedprefetch.message.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * A path from items to the keys of a lookup, read without loading anything. Thread-safe.
 */
public final class KeyPath {

	private final ItemPath path;

	private final Mappings mappings;

	private final Map<Class<?>, List<Chain>> chains = new ConcurrentHashMap<>();

	/**
	 * One way of the path: several where subclasses have attributes of one name.
	 *
	 * @param readers read a value from its owner, one after the other
	 * @param end what the values are, or what the next segment is looked up in
	 * @param type the declared class of the values; null if it is not known
	 */
	private record Chain(List<PlanNode.Reader> readers, Object end, @Nullable Class<?> type) {

		Chain then(PlanNode.Reader reader, Object next, @Nullable Class<?> declared) {
			List<PlanNode.Reader> longer = new ArrayList<>(this.readers);
			longer.add(reader);
			return new Chain(List.copyOf(longer), next, declared);
		}

	}

	/**
	 * @throws IllegalArgumentException if it is no path
	 */
	public KeyPath(String given, Mappings mappings) {
		this.path = ItemPath.of(given, null);
		this.mappings = mappings;
	}

	public String name() {
		return this.path.name();
	}

	/**
	 * The declared classes of the keys, as far as they are known.
	 * @throws IllegalArgumentException if items of the class do not have the path
	 */
	public List<Class<?>> types(Class<?> itemType) {
		List<Class<?>> types = new ArrayList<>();
		for (Chain chain : chains(itemType)) {
			if (chain.type() != null && chain.type() != Object.class) {
				types.add(chain.type());
			}
		}
		return types;
	}

	/** The keys of an item of a class that has the path. */
	public void read(Object item, Consumer<Object> keys) {
		chains(Mappings.classOf(item)).forEach((chain) -> read(item, chain.readers(), keys));
	}

	private static void read(@Nullable Object value, List<PlanNode.Reader> readers, Consumer<Object> keys) {
		if (value == null || !ObjectGraph.isLoaded(value)) {
			return;
		}
		Collection<?> elements = elements(value);
		if (elements != null) {
			elements.forEach((element) -> read(element, readers, keys));
		}
		else if (readers.isEmpty()) {
			keys.accept(value);
		}
		else {
			try {
				read(readers.get(0).read(value), readers.subList(1, readers.size()), keys);
			}
			catch (UnservableReferenceException ex) {
				// its keys are asked for when they are known
			}
		}
	}

	private static @Nullable Collection<?> elements(Object value) {
		if (value instanceof Iterable<?> iterable) {
			List<Object> elements = new ArrayList<>();
			iterable.forEach(elements::add);
			return elements;
		}
		if (value instanceof Map<?, ?> map) {
			return map.values();
		}
		return (value instanceof Object[] array) ? Arrays.asList(array) : null;
	}

	private List<Chain> chains(Class<?> itemType) {
		List<Chain> known = this.chains.get(itemType);
		if (known == null) {
			known = resolve(itemType);
			this.chains.put(itemType, known);
		}
		return known;
	}

	private List<Chain> resolve(Class<?> itemType) {
		List<String> segments = this.path.segments();
		int last = segments.size() - 1;
		List<Chain> found = List.of(new Chain(List.of(), ofClass(itemType), itemType));
		for (String segment : segments.subList(0, last)) {
			found = Step.firstMistakeIfEmpty(found, (chain) -> next(chain, segment));
		}
		return Step.firstMistakeIfEmpty(found,
				(chain) -> KeySource.find(chain.end(), segments.get(last), name())
					.stream()
					.map((source) -> chain.then(source.reader(), source, source.type()))
					.toList());
	}

	private Object ofClass(Class<?> type) {
		EntityMapping entity = this.mappings.entity(type);
		return (entity != null) ? entity : type;
	}

	private List<Chain> next(Chain chain, String given) {
		if (chain.end() instanceof EntityMapping entity) {
			String segment = PropertyName.spelling(given, (name) -> !entity.attributes(name).isEmpty());
			List<Attribute> attributes = entity.attributes(segment);
			Attribute.EmbeddedKey id = entity.embeddedKey(segment);
			if (id != null) {
				return List.of(chain.then(id::get, id, null));
			}
			return !attributes.isEmpty()
					? attributes.stream().map((attribute) -> ofAttribute(chain, attribute)).toList()
					: List.of(ofBean(chain, entity.javaType(), segment, entity.attributeNames()));
		}
		if (chain.end() instanceof Class<?> type) {
			return List.of(ofBean(chain, type, given, BeanProperty.names(type)));
		}
		Attribute attribute = inner(chain.end(), given);
		if (attribute == null) {
			throw PathMistakes.unknown(chain.end().toString(), given, name(), "");
		}
		return List.of(ofAttribute(chain, attribute));
	}

	private static @Nullable Attribute inner(Object owner, String segment) {
		if (owner instanceof Attribute embedded) {
			return embedded.isEmbedded() ? embedded.embedded(segment) : null;
		}
		return (owner instanceof Attribute.EmbeddedKey id) ? id.attribute(segment)
				: (owner instanceof CollectionMapping collection) ? collection.elementAttribute(segment) : null;
	}

	private Chain ofAttribute(Chain chain, Attribute attribute) {
		CollectionMapping collection = attribute.collection();
		EntityMapping entity = (collection != null) ? collection.element() : attribute.toOne();
		Object end = (entity != null) ? entity
				: (collection != null) ? collection : attribute.isEmbedded() ? attribute : attribute.javaType();
		return chain.then(attribute::get, end, null);
	}

	private Chain ofBean(Chain chain, Class<?> owner, String segment, Collection<String> names) {
		BeanProperty property = BeanProperty.find(owner, segment);
		if (property == null) {
			throw PathMistakes.unknown(owner.getSimpleName(), segment, name(), Suggestion.of(segment, names));
		}
		return chain.then(property::get, ofClass(property.type()), null);
	}

	@Override
	public String toString() {
		return name();
	}

}
