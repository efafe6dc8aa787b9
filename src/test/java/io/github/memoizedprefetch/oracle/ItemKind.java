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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import org.springframework.beans.BeanWrapperImpl;

/**
 * What the items of a case are to the library; the processor reads the entities.
 */
enum ItemKind {

	/** Entities. */
	ENTITY,

	/** Objects with a getter of an entity. */
	ROW,

	/** Objects with a getter of a list of entities, two each. */
	LIST;

	private static final Map<Object, Class<?>> CLASSES = new ConcurrentHashMap<>();

	/** The class of the items that the library sees. */
	Class<?> type(Class<?> entity) {
		return switch (this) {
			case ENTITY -> entity;
			case ROW -> CLASSES.computeIfAbsent(entity,
					(key) -> define("Row", TypeDescription.Generic.Builder.rawType(entity)));
			case LIST -> CLASSES.computeIfAbsent(List.of(entity),
					(key) -> define("List", TypeDescription.Generic.Builder.parameterizedType(List.class, entity)));
		};
	}

	private static Class<?> define(String name, TypeDescription.Generic.Builder type) {
		return new ByteBuddy().subclass(Object.class)
			.name(ItemKind.class.getPackageName() + "." + name + CLASSES.size())
			.defineProperty("content", type.build())
			.make()
			.load(ItemKind.class.getClassLoader())
			.getLoaded();
	}

	/** A path as seen from the items. */
	String path(String path) {
		return (this == ENTITY) ? path : "content." + path;
	}

	/** Items as the library sees them. */
	List<Object> items(Class<?> entity, List<Object> entities) {
		if (this == ENTITY) {
			return entities;
		}
		List<Object> items = new ArrayList<>();
		for (int i = 0; i < entities.size(); i += (this == ROW) ? 1 : 2) {
			BeanWrapperImpl item = new BeanWrapperImpl(type(entity));
			Object content = (this == ROW) ? entities.get(i)
					: new ArrayList<>(entities.subList(i, Math.min(i + 2, entities.size())));
			item.setPropertyValue("content", content);
			items.add(item.getWrappedInstance());
		}
		return items;
	}

}
