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
package io.github.memoizedprefetch.hibernate.asking;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.message.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * Which components of a record are which attributes, as in
 * {@code depot, number=parcelNumber}. Thread-safe.
 */
public final class RecordKey {

	private final String given;

	private final Class<?> type;

	/** By attribute. */
	private final Map<String, Method> components = new LinkedHashMap<>();

	/**
	 * @param type the class of the keys; null or Object if it is not known
	 * @throws IllegalArgumentException if it is no record that has them, and nothing else
	 */
	public RecordKey(String given, @Nullable Class<?> type) {
		this.given = given;
		if (type == null || !type.isRecord()) {
			throw new IllegalArgumentException(
					"'%s' are several attributes, whose keys are a record with a component for each%s".formatted(given,
							(type != null && type != Object.class) ? "; " + type.getSimpleName() + " is none"
									: ", of which the class is to be given"));
		}
		this.type = type;
		List<String> names = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
		List<String> unused = new ArrayList<>(names);
		for (String part : given.split(",", -1)) {
			String[] sides = part.split("=", -1);
			String component = sides[sides.length - 1].strip();
			if (sides.length > 2 || component.isEmpty()) {
				throw new IllegalArgumentException(
						"'%s' is no list of attributes, as in 'depot, number=parcelNumber'".formatted(given));
			}
			if (!unused.remove(component)) {
				throw new IllegalArgumentException(
						"%s has no component '%s'%s".formatted(type.getSimpleName(), component,
								names.contains(component) ? " for two attributes" : Suggestion.of(component, names)));
			}
			this.components.put(sides[0].strip(), accessor(component));
		}
		if (!unused.isEmpty()) {
			throw new IllegalArgumentException("%s has %s, of which '%s' does not say what attribute it is"
				.formatted(type.getSimpleName(), String.join(", ", unused), given));
		}
	}

	private Method accessor(String component) {
		try {
			Method accessor = this.type.getDeclaredMethod(component);
			accessor.trySetAccessible();
			return accessor;
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public Class<?> type() {
		return this.type;
	}

	public List<String> attributes() {
		return List.copyOf(this.components.keySet());
	}

	/**
	 * Make sure that an attribute may have the values of its component.
	 * @throws IllegalArgumentException if it may not
	 */
	public void require(int index, Class<?> attributeType) {
		String attribute = attributes().get(index);
		Method component = this.components.values().stream().toList().get(index);
		if (!attributeType.isAssignableFrom(MethodType.methodType(component.getReturnType()).wrap().returnType())) {
			throw new IllegalArgumentException(
					"%s is of %s, but %s.%s is of %s".formatted(attribute, attributeType.getSimpleName(),
							this.type.getSimpleName(), component.getName(), component.getReturnType().getSimpleName()));
		}
	}

	public KeyParts parts(Object key) {
		if (!this.type.isInstance(key)) {
			throw new IllegalArgumentException("'%s' is looked up by a %s, not by the %s %s".formatted(this.given,
					this.type.getSimpleName(), key.getClass().getSimpleName(), key));
		}
		List<@Nullable Object> values = new ArrayList<>(this.components.size());
		for (Method component : this.components.values()) {
			values.add(read(component, key));
		}
		return KeyParts.of(values);
	}

	private static @Nullable Object read(Method component, Object key) {
		try {
			return component.invoke(key);
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			throw new IllegalStateException("The key " + key.getClass().getName() + " cannot be read", ex);
		}
	}

}
