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
package io.github.memoizedprefetch.batch;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.memoizedprefetch.MemoizedPrefetch.KeyFunction;
import io.github.memoizedprefetch.answer.NamedKey;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import io.github.memoizedprefetch.message.Suggestion;
import io.github.memoizedprefetch.plan.BeanProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Loads rows by a method of a bean that takes several keys. Thread-safe.
 */
final class RepositoryLoader implements Function<List<Object>, @Nullable Iterable<Object>> {

	private final Object bean;

	private final Method method;

	/**
	 * @throws IllegalArgumentException if the bean has no such method
	 */
	RepositoryLoader(Object bean, String name) {
		this.bean = bean;
		List<Method> loaders = methods(bean).filter(RepositoryLoader::takesKeys).toList();
		this.method = loaders.stream()
			.filter((candidate) -> candidate.getName().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					typeName(bean) + " has no method '" + name + "' that takes a list of keys"
							+ Suggestion.of(name, loaders.stream().map(Method::getName).toList())));
		ReflectionUtils.makeAccessible(this.method);
	}

	/** Those of interfaces first: they tell what a proxy returns. */
	private static Stream<Method> methods(Object bean) {
		return Stream.concat(Stream.of(ClassUtils.getAllInterfaces(bean)), Stream.of(bean.getClass()))
			.filter((type) -> !type.getName().startsWith("org.springframework."))
			.flatMap((type) -> Stream.of(type.getMethods()))
			.filter((candidate) -> candidate.getDeclaringClass() != Object.class);
	}

	private static boolean takesKeys(Method method) {
		return method.getParameterCount() == 1 && method.getParameterTypes()[0].isAssignableFrom(List.class)
				&& method.getParameterTypes()[0] != Object.class
				&& Iterable.class.isAssignableFrom(method.getReturnType());
	}

	private static String typeName(Object bean) {
		Class<?> type = AopUtils.getTargetClass(bean);
		Class<?>[] interfaces = ClassUtils.getAllInterfaces(bean);
		return (Proxy.isProxyClass(bean.getClass()) && interfaces.length > 0) ? interfaces[0].getSimpleName()
				: type.getSimpleName();
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable Iterable<Object> apply(List<Object> keys) {
		return (Iterable<Object>) ReflectionUtils.invokeMethod(this.method, this.bean, keys);
	}

	/** A property of the rows that is their key. */
	KeyFunction<Object, Object> key(String name) {
		Class<?> row = ResolvableType.forMethodReturnType(this.method).as(Iterable.class).getGeneric().resolve();
		String owner = (row != null && row != Object.class) ? row.getName()
				: this.method.getDeclaringClass().getName() + "." + this.method.getName();
		return new Key(new Property(name), owner + "." + name);
	}

	/** A property of the rows. */
	Function<Object, @Nullable Object> property(String name) {
		return new Property(name);
	}

	private static final class Property implements Function<Object, @Nullable Object> {

		private final String name;

		private final Map<Class<?>, BeanProperty> known = new ConcurrentHashMap<>();

		Property(String name) {
			this.name = name;
		}

		@Override
		public @Nullable Object apply(Object row) {
			try {
				return this.known.computeIfAbsent(row.getClass(), this::find).get(row);
			}
			catch (UnservableReferenceException ex) {
				throw new IllegalStateException(this.name + " of a row cannot be read: " + ex.getMessage(), ex);
			}
		}

		private BeanProperty find(Class<?> type) {
			BeanProperty found = BeanProperty.find(type, this.name);
			if (found == null) {
				throw new IllegalArgumentException(type.getSimpleName() + " has no property '" + this.name + "'"
						+ Suggestion.of(this.name, BeanProperty.names(type)));
			}
			return found;
		}

	}

	private static final class Key implements KeyFunction<Object, Object>, NamedKey {

		private static final long serialVersionUID = 1;

		private final transient Property property;

		private final String name;

		Key(Property property, String name) {
			this.property = property;
			this.name = name;
		}

		@Override
		public @Nullable Object get(Object row) {
			return this.property.apply(row);
		}

		@Override
		public String name() {
			return this.name;
		}

	}

}
