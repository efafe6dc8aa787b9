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

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import org.jspecify.annotations.Nullable;

/**
 * A getter or record component of an item that is no entity.
 */
public final class BeanProperty {

	private final Method accessor;

	private BeanProperty(Method accessor) {
		this.accessor = accessor;
	}

	public static @Nullable BeanProperty find(Class<?> type, String name) {
		Method accessor = accessor(type, name);
		return (accessor != null) ? new BeanProperty(accessor) : null;
	}

	public static List<String> names(Class<?> type) {
		TreeSet<String> names = new TreeSet<>();
		if (type.isRecord()) {
			Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).forEach(names::add);
		}
		for (Method method : type.getMethods()) {
			if (isGetter(method) && method.getDeclaringClass() != Object.class) {
				names.add(name(method));
			}
		}
		return List.copyOf(names);
	}

	private static @Nullable Method accessor(Class<?> type, String name) {
		if (type.isRecord()) {
			for (RecordComponent component : type.getRecordComponents()) {
				if (component.getName().equals(name)) {
					return accessible(component.getAccessor());
				}
			}
		}
		for (Method method : type.getMethods()) {
			if (isGetter(method) && (name(method).equals(name) || name(method).equals(PropertyName.other(name)))) {
				return accessible(method);
			}
		}
		return null;
	}

	private static boolean isGetter(Method method) {
		return method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers())
				&& method.getReturnType() != void.class && !method.isBridge()
				&& PropertyName.of(method.getName()) != null;
	}

	private static String name(Method getter) {
		return Objects.requireNonNull(PropertyName.of(getter.getName()));
	}

	private static Method accessible(Method method) {
		method.trySetAccessible();
		return method;
	}

	/**
	 * The declared type; of an array, a collection or the values of a map, its elements'.
	 */
	public Class<?> type() {
		return elementType(this.accessor.getGenericReturnType());
	}

	private static Class<?> elementType(Type type) {
		if (type instanceof ParameterizedType parameterized) {
			Class<?> raw = (Class<?>) parameterized.getRawType();
			Type[] arguments = parameterized.getActualTypeArguments();
			boolean container = Iterable.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw);
			return container ? rawType(arguments[arguments.length - 1]) : raw;
		}
		return rawType(type);
	}

	private static Class<?> rawType(Type type) {
		if (type instanceof Class<?> plain) {
			return plain.isArray() ? plain.getComponentType() : plain;
		}
		if (type instanceof ParameterizedType parameterized) {
			return rawType(parameterized.getRawType());
		}
		if (type instanceof WildcardType wildcard) {
			return rawType(wildcard.getUpperBounds()[0]);
		}
		return (type instanceof GenericArrayType array) ? rawType(array.getGenericComponentType()) : Object.class;
	}

	public @Nullable Object get(Object owner) throws UnservableReferenceException {
		if (!this.accessor.getDeclaringClass().isInstance(owner)) {
			throw new IllegalArgumentException("An item of " + Mappings.classOf(owner).getName() + " is no "
					+ this.accessor.getDeclaringClass().getName());
		}
		try {
			return this.accessor.invoke(owner);
		}
		catch (InvocationTargetException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				if (ObjectGraph.isLazyInitialization(cause)) {
					throw new UnservableReferenceException("its getter reads what is not loaded");
				}
				throw cause;
			}
			throw new IllegalStateException(this.accessor + " failed", ex.getCause());
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(this.accessor + " is not accessible; make it, and its class, public", ex);
		}
	}

}
