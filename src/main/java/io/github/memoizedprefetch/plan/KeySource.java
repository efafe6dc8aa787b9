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

import io.github.memoizedprefetch.hibernate.mapping.Attribute;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.EntityIds;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.message.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * Where the ids of a key are found.
 *
 * @param reader reads an id, or several
 * @param type the declared class of the ids; null if it is not known
 * @param name what has the ids, in messages
 */
record KeySource(PlanNode.Reader reader, @Nullable Class<?> type, String name) {

	/** What a function gets from items of a class. */
	static KeySource of(Key key, Key.Source source, String name, Class<?> itemType) {
		Class<?> owner = source.owner();
		if (owner != null && key.isOfOthersThan(itemType)) {
			throw new IllegalArgumentException(
					"Items of " + itemType.getName() + " are no " + owner.getName() + ", of which '" + name + "' is");
		}
		Class<?> type = source.equals(Key.Source.ITEMS) ? itemType : source.type();
		return new KeySource((item) -> (owner == null || owner.isInstance(item)) ? source.function().apply(item) : null,
				type, name);
	}

	/** Reads the id of an entity, which need not be loaded. */
	record IdReader(EntityIds ids) implements PlanNode.Reader {

		@Override
		public @Nullable Object read(Object owner) {
			return this.ids.read(owner);
		}

	}

	/**
	 * The last segment of a path: several where subclasses have attributes of one name.
	 * @param entities whether it may be an association
	 */
	static List<KeySource> find(Object owner, String given, String path, boolean entities) {
		if (owner instanceof EntityMapping entity) {
			return ofEntity(entity, given, path, entities);
		}
		if (owner instanceof Attribute embedded) {
			String segment = PropertyName.spelling(given, (name) -> embedded.embedded(name) != null);
			return List.of(of(embedded.embedded(segment), path, segment, path, embedded.embeddedNames(), entities));
		}
		if (owner instanceof Attribute.EmbeddedKey id) {
			String segment = PropertyName.spelling(given, (name) -> id.attribute(name) != null);
			return List.of(of(id.attribute(segment), path, segment, path, id.attributeNames(), entities));
		}
		if (owner instanceof CollectionMapping collection) {
			String segment = PropertyName.spelling(given, (name) -> collection.elementAttribute(name) != null);
			return List.of(of(collection.elementAttribute(segment), "An element of " + collection, segment, path,
					List.of(), entities));
		}
		return List.of(ofBean((Class<?>) owner, given, path));
	}

	private static List<KeySource> ofEntity(EntityMapping owner, String given, String path, boolean entities) {
		String segment = PropertyName.spelling(given, (name) -> !owner.attributes(name).isEmpty());
		List<Attribute> attributes = owner.attributes(segment);
		if (!attributes.isEmpty()) {
			return attributes.stream()
				.map((attribute) -> of(attribute, owner.toString(), segment, path, List.of(), entities))
				.toList();
		}
		EntityIds ids = new EntityIds(owner);
		if (ids.isNamed(segment)) {
			return List.of(new KeySource(new IdReader(ids), ids.type(), owner + "." + segment));
		}
		if (BeanProperty.find(owner.javaType(), segment) != null) {
			return List.of(ofBean(owner.javaType(), segment, path));
		}
		throw PathMistakes.unknown(owner.toString(), segment, path, Suggestion.of(segment, owner.attributeNames()));
	}

	private static KeySource of(@Nullable Attribute attribute, String owner, String segment, String path,
			Collection<String> names, boolean entities) {
		if (attribute == null) {
			throw PathMistakes.unknown(owner, segment, path, Suggestion.of(segment, names));
		}
		String name = owner + "." + segment;
		CollectionMapping collection = attribute.collection();
		EntityMapping target = (collection != null) ? collection.element() : attribute.toOne();
		if (!entities && (target != null || attribute.isAny())) {
			throw PathMistakes.noKey(name, path, target);
		}
		Class<?> type = (target != null) ? target.javaType()
				: (collection != null || attribute.isAny()) ? null : attribute.javaType();
		return new KeySource(attribute::get, type, name);
	}

	private static KeySource ofBean(Class<?> owner, String segment, String path) {
		BeanProperty property = BeanProperty.find(owner, segment);
		if (property == null) {
			throw PathMistakes.unknown(owner.getSimpleName(), segment, path,
					Suggestion.of(segment, BeanProperty.names(owner)));
		}
		return new KeySource(property::get, property.type(), owner.getSimpleName() + "." + segment);
	}

}
