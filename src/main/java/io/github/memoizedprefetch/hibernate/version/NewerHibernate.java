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
package io.github.memoizedprefetch.hibernate.version;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * Methods that older minor versions of Hibernate, which are supported too, do not have.
 */
public final class NewerHibernate {

	private NewerHibernate() {
	}

	/** Whether there is a class. */
	public static boolean has(String name) {
		try {
			Class.forName(name, false, NewerHibernate.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

	/** The method; null if it is not there. */
	public static @Nullable MethodHandle find(Class<?> owner, String name, MethodType type) {
		try {
			return MethodHandles.publicLookup().findVirtual(owner, name, type);
		}
		catch (NoSuchMethodException | IllegalAccessException ex) {
			return null;
		}
	}

	/** The method without parameters, whatever it returns; null if it is not there. */
	public static @Nullable MethodHandle find(Class<?> owner, String name) {
		for (Method method : owner.getMethods()) {
			if (method.getName().equals(name) && method.getParameterCount() == 0) {
				return find(owner, name, MethodType.methodType(method.getReturnType()));
			}
		}
		return null;
	}

	/** What it returns for an object; null also if it is not there. */
	public static @Nullable Object get(@Nullable MethodHandle method, Object object) {
		try {
			return (method != null) ? method.invoke(object) : null;
		}
		catch (Throwable ex) {
			throw thrown(ex);
		}
	}

	/** What a method that declares nothing checked has thrown. */
	public static RuntimeException thrown(Throwable thrown) {
		if (thrown instanceof Error error) {
			throw error;
		}
		return (thrown instanceof RuntimeException unchecked) ? unchecked : new IllegalStateException(thrown);
	}

}
