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
package io.github.memoizedprefetch.autoconfigure.properties;

import io.github.memoizedprefetch.message.DottedPath;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.Metamodel;
import jakarta.persistence.metamodel.PluralAttribute;
import org.jspecify.annotations.Nullable;

/**
 * Which entities paths lead to, as far as the metamodel of JPA tells.
 */
public final class PathTargets {

	private PathTargets() {
	}

	/** Whether a path leads to an entity, or may do. */
	public static boolean mayReach(Class<?> entity, @Nullable Class<?> itemType, String[] paths, Metamodel metamodel) {
		for (String path : paths) {
			Class<?> type = itemType;
			for (String name : DottedPath.attributes(DottedPath.of(path))) {
				type = next(type, name, metamodel);
				if (type == null || related(type, entity)) {
					return true;
				}
			}
		}
		return false;
	}

	/** Whether an object may be of both classes. */
	public static boolean related(Class<?> one, Class<?> other) {
		return one.isAssignableFrom(other) || other.isAssignableFrom(one);
	}

	private static @Nullable Class<?> next(@Nullable Class<?> type, String name, Metamodel metamodel) {
		if (type == null) {
			return null;
		}
		try {
			Attribute<?, ?> attribute = metamodel.managedType(type).getAttribute(name);
			return (attribute instanceof PluralAttribute<?, ?, ?> plural) ? plural.getElementType().getJavaType()
					: attribute.getJavaType();
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
