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
package io.github.memoizedprefetch.support;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.shapes.Cabinet;
import io.github.memoizedprefetch.model.shapes.Drawer;
import io.github.memoizedprefetch.model.shapes.Slot;
import io.github.memoizedprefetch.model.shapes.Tag;
import jakarta.persistence.EntityManager;

/**
 * A few cabinets: the first one is empty, the others have 1, 2, .. elements of each
 * collection. Neighbours share tags.
 */
public final class Shapes {

	public static final int CABINETS = 5;

	private Shapes() {
	}

	public static Database open() {
		Database database = Database.open(Cabinet.class, Drawer.class, Tag.class);
		database.inTransaction(Shapes::persist);
		database.statements().reset();
		return database;
	}

	private static void persist(EntityManager entityManager) {
		List<Tag> tags = new ArrayList<>();
		for (int id = 0; id < 9; id++) {
			// names are not in the order of ids
			tags.add(new Tag(id, "tag " + (id * 5 % 9), (id < 2) ? null : tags.get(id / 2)));
		}
		tags.forEach(entityManager::persist);
		for (int id = 0; id < CABINETS; id++) {
			Cabinet cabinet = new Cabinet(id);
			entityManager.persist(cabinet);
			for (int i = 0; i < id; i++) {
				fill(cabinet, i, tags.get((id * 2 + i) % tags.size()), entityManager);
			}
		}
	}

	private static void fill(Cabinet cabinet, int i, Tag tag, EntityManager entityManager) {
		Stream.of(cabinet.set, cabinet.bag, cabinet.list, cabinet.ordered, cabinet.orderedSet, cabinet.sorted)
			.forEach((tags) -> tags.add(tag));
		cabinet.map.put("position " + i, tag);
		cabinet.mapByName.put(tag.getName(), tag);
		cabinet.words.add("word " + i);
		cabinet.numbers.add(9 - i);
		cabinet.slots.add(new Slot(9 - i, tag));
		cabinet.counts.put("word " + i, i);
		long id = 100 * cabinet.id + i;
		Drawer joined = new Drawer(id + 10, null, tag);
		Drawer owned = new Drawer(id + 20, null, tag);
		Stream.of(new Drawer(id, cabinet, tag), joined, owned).forEach(entityManager::persist);
		cabinet.joined.add(joined);
		cabinet.owned.add(owned);
	}

	/**
	 * A tag that no collection of the cabinet has.
	 */
	public static Tag other(Cabinet cabinet, EntityManager entityManager) {
		return entityManager.find(Tag.class, (cabinet.id * 3 + 1) % 9);
	}

	/**
	 * What the collection holds: in order where it has one, the path behind it included.
	 */
	public static String describe(Object collection) {
		Function<Object, String> element = (value) -> value + " < " + parent(value);
		if (collection instanceof Map<?, ?> map) {
			TreeMap<String, String> entries = new TreeMap<>();
			map.forEach((key, value) -> entries.put(key.toString(), element.apply(value)));
			return entries.toString();
		}
		Stream<String> elements = ((Collection<?>) collection).stream().map(element);
		return collection.getClass().getSimpleName() + elements.toList();
	}

	private static Object parent(Object value) {
		Tag tag = (value instanceof Slot slot) ? slot.getTag() : null;
		tag = (value instanceof Drawer drawer) ? drawer.getTag() : tag;
		tag = (value instanceof Tag itself) ? itself.getParent() : tag;
		return (tag != null) ? tag.getName() : "-";
	}

}
