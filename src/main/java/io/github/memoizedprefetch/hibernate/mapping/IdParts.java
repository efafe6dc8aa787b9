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

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an id that has several: an {@code @EmbeddedId}, or those of an
 * {@code @IdClass}.
 */
public final class IdParts {

	private final String entity;

	private final EmbeddableMappingType type;

	private IdParts(String entity, EmbeddableMappingType type) {
		this.entity = entity;
		this.type = type;
	}

	/** Null if the id is one value, or no object of its own. */
	static @Nullable IdParts of(String entity, EntityIdentifierMapping id) {
		if (id instanceof NonAggregatedIdentifierMapping several) {
			EmbeddableMappingType idClass = several.getIdClassEmbeddable();
			return (idClass != null) ? new IdParts(entity, idClass) : null;
		}
		return (id instanceof EmbeddableValuedModelPart embedded)
				? new IdParts(entity, embedded.getEmbeddableTypeDescriptor()) : null;
	}

	/** In the order in which {@link #create} takes their values. */
	public List<String> names() {
		List<String> names = new ArrayList<>();
		this.type.forEachAttributeMapping((attribute) -> names.add(attribute.getAttributeName()));
		return names;
	}

	/**
	 * Make sure that values of a declared class may be those of an attribute.
	 * @throws IllegalArgumentException if none of them can be
	 */
	public void check(int part, Class<?> declared, String name) {
		Class<?> expected = javaType(part);
		Class<?> given = boxed(declared);
		if (!given.isAssignableFrom(expected) && !expected.isAssignableFrom(given)
				&& !(isNumber(given) && isNumber(expected))) {
			throw mistake(part, declared, name);
		}
	}

	/**
	 * Make an id.
	 * @param values a value of each attribute, none of them null
	 * @param paths where they were found, for messages
	 * @throws IllegalArgumentException if one is of another type
	 */
	public Object create(Object[] values, List<String> paths) {
		Object[] state = new Object[values.length];
		for (int i = 0; i < values.length; i++) {
			state[i] = part(i, values[i], paths.get(i));
		}
		return this.type.getRepresentationStrategy().getInstantiator().instantiate(() -> state);
	}

	private Object part(int part, Object value, String path) {
		if (javaType(part).isInstance(value)) {
			return value;
		}
		if (!(value instanceof Number) || !isNumber(javaType(part))) {
			throw mistake(part, value.getClass(), path);
		}
		try {
			return attribute(part).getJavaType().coerce(value);
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException(
					"%s, but '%s' is %s, which is none".formatted(expected(part), path, value), ex);
		}
	}

	private IllegalArgumentException mistake(int part, Class<?> actual, String name) {
		return new IllegalArgumentException(
				"%s, but '%s' is %s; give a function that makes the id, as in .key((Item item) -> .., %s.class)"
					.formatted(expected(part), name, EntityIds.article(actual), this.entity));
	}

	private String expected(int part) {
		return "'%s' of %s's id is %s".formatted(attribute(part).getAttributeName(), this.entity,
				EntityIds.article(javaType(part)));
	}

	private AttributeMapping attribute(int part) {
		return this.type.getAttributeMapping(part);
	}

	private Class<?> javaType(int part) {
		return boxed(attribute(part).getJavaType().getJavaTypeClass());
	}

	private static Class<?> boxed(Class<?> type) {
		return MethodType.methodType(type).wrap().returnType();
	}

	private static boolean isNumber(Class<?> type) {
		return Number.class.isAssignableFrom(type);
	}

}
