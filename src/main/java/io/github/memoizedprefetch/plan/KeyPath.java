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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.memoizedprefetch.hibernate.mapping.Attribute;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.message.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * A path from items to keys, or to what keys are made of, read without loading anything.
 * Thread-safe.
 */
public final class KeyPath {

	private final String name;

	private final List<String> segments;

	private final Mappings mappings;

	private final Map<Class<?>, KeyChains> chains = new ConcurrentHashMap<>();

	/**
	 * @throws IllegalArgumentException if it is no path
	 */
	public KeyPath(String given, Mappings mappings) {
		this(ItemPath.of(given, null).segments(), ItemPath.of(given, null).name(), mappings);
	}

	KeyPath(List<String> segments, String name, Mappings mappings) {
		this.segments = segments;
		this.name = name;
		this.mappings = mappings;
	}

	public String name() {
		return this.name;
	}

	/**
	 * The declared classes of the keys, as far as they are known.
	 * @throws IllegalArgumentException if items of the class do not have the path
	 */
	public List<Class<?>> types(Class<?> itemType) {
		return chains(itemType).types();
	}

	/** The keys of an item of a class that has the path. */
	public void read(Object item, Consumer<Object> keys) {
		chains(Mappings.classOf(item)).read(item, keys);
	}

	/** Whether values of a class are entities. */
	public boolean isEntity(Class<?> type) {
		return this.mappings.entity(type) != null;
	}

	private KeyChains chains(Class<?> itemType) {
		KeyChains known = this.chains.get(itemType);
		if (known == null) {
			known = from(ofClass(itemType));
			this.chains.put(itemType, known);
		}
		return known;
	}

	/**
	 * How an owner has the values.
	 * @param source what the first attribute is looked up in
	 */
	KeyChains from(Object source) {
		int last = this.segments.size() - 1;
		List<KeyChains.Chain> found = List.of(new KeyChains.Chain(List.of(), source, null));
		for (String segment : this.segments.subList(0, last)) {
			found = Step.firstMistakeIfEmpty(found, (chain) -> next(chain, segment));
		}
		return new KeyChains(this.name,
				Step.firstMistakeIfEmpty(found,
						(chain) -> KeySource.find(chain.end(), this.segments.get(last), name(), true)
							.stream()
							.map((key) -> chain.then(key.reader(), key, key.type()))
							.toList()));
	}

	private Object ofClass(Class<?> type) {
		EntityMapping entity = this.mappings.entity(type);
		return (entity != null) ? entity : type;
	}

	private List<KeyChains.Chain> next(KeyChains.Chain chain, String given) {
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

	private KeyChains.Chain ofAttribute(KeyChains.Chain chain, Attribute attribute) {
		CollectionMapping collection = attribute.collection();
		EntityMapping entity = (collection != null) ? collection.element() : attribute.toOne();
		Object end = (entity != null) ? entity
				: (collection != null) ? collection : attribute.isEmbedded() ? attribute : attribute.javaType();
		return chain.then(attribute::get, end, null);
	}

	private KeyChains.Chain ofBean(KeyChains.Chain chain, Class<?> owner, String segment, Collection<String> names) {
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
