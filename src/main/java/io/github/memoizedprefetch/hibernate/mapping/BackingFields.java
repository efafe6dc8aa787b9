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
package io.github.memoizedprefetch.hibernate.mapping;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.hibernate.collection.spi.PersistentCollection;
import org.jspecify.annotations.Nullable;

/**
 * The fields behind getters.
 */
final class BackingFields {

	/**
	 * Of a class, superclasses' included; those that reflection may not read are left.
	 */
	private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {

		@Override
		protected List<Field> computeValue(Class<?> type) {
			return Stream.<Class<?>>iterate(type, (next) -> next != null, Class::getSuperclass)
				.flatMap((declaring) -> Stream.of(declaring.getDeclaredFields()))
				.filter((field) -> !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive())
				.filter((field) -> field.getDeclaringClass() != Object.class && field.trySetAccessible())
				.toList();
		}

	};

	private BackingFields() {
	}

	/**
	 * The field that a getter returns, to judge by its name and type: that of the class
	 * that has the getter, or else of a superclass, or else of a subclass.
	 */
	static Optional<Field> find(Class<?> type, Method getter, String name) {
		List<Field> candidates = FIELDS.get(type)
			.stream()
			.filter((field) -> field.getName().equals(name) && isRelated(field.getType(), getter.getReturnType()))
			.toList();
		Class<?> declaring = declaring(type, getter);
		return candidates.stream()
			.filter((field) -> field.getDeclaringClass().isAssignableFrom(declaring))
			.findFirst()
			.or(() -> candidates.stream().findFirst());
	}

	private static boolean isRelated(Class<?> one, Class<?> other) {
		return one.isAssignableFrom(other) || other.isAssignableFrom(one);
	}

	/** The class whose method is called. */
	private static Class<?> declaring(Class<?> type, Method getter) {
		for (Class<?> next = type; next != null; next = next.getSuperclass()) {
			for (Method method : next.getDeclaredMethods()) {
				if (method.getName().equals(getter.getName()) && method.getParameterCount() == 0
						&& !Modifier.isAbstract(method.getModifiers())) {
					return next;
				}
			}
		}
		return getter.getDeclaringClass();
	}

	/** Hibernate's collection of a role, in whichever field it is. */
	static @Nullable PersistentCollection<?> collection(Object owner, String role) {
		for (Field field : FIELDS.get(owner.getClass())) {
			if (isRelated(field.getType(), PersistentCollection.class) || field.getType().isInterface()) {
				Object value = get(field, owner);
				if (value instanceof PersistentCollection<?> collection && role.equals(collection.getRole())) {
					return collection;
				}
			}
		}
		return null;
	}

	static boolean replace(Field field, Object owner, Object value, @Nullable Object replacement) {
		try {
			if (field.get(owner) != value || (replacement != null && !field.getType().isInstance(replacement))) {
				return false;
			}
			field.set(owner, replacement);
			return true;
		}
		catch (IllegalAccessException ex) {
			return false; // it is final
		}
	}

	static @Nullable Object get(Field field, Object owner) {
		try {
			return field.get(owner);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex); // it was made accessible
		}
	}

}
