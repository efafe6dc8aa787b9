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
package io.github.memoizedprefetch.hibernate.access;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;

import org.hibernate.property.access.spi.Getter;
import org.hibernate.property.access.spi.GetterFieldImpl;
import org.hibernate.property.access.spi.GetterMethodImpl;
import org.jspecify.annotations.Nullable;

/**
 * Loads a class again for each method handle, in which that is a constant: so the
 * compiler sees through it.
 */
final class Compiled {

	/** How a class gets its constant. */
	static final String CONSTANT = "_";

	private Compiled() {
	}

	/** Reads what Hibernate's getter reads; null if that is not a field or a method. */
	static @Nullable MethodHandle handle(Getter getter) {
		try {
			if (getter instanceof GetterFieldImpl field) {
				return MethodHandles.lookup().unreflectGetter(field.getField());
			}
			Method method = (getter instanceof GetterMethodImpl) ? getter.getMethod() : null;
			return (method != null) ? MethodHandles.lookup().unreflect(method) : null;
		}
		catch (IllegalAccessException ex) {
			return null;
		}
	}

	/** Null in a native image, and wherever that is not possible. */
	static <T> @Nullable T load(Class<? extends T> template, Class<T> type, MethodHandle constant) {
		try (InputStream code = template.getResourceAsStream(template.getSimpleName() + ".class")) {
			return (code == null) ? null
					: type.cast(MethodHandles.lookup()
						.defineHiddenClassWithClassData(code.readAllBytes(), constant, true)
						.lookupClass()
						.getDeclaredConstructor()
						.newInstance());
		}
		catch (IOException | ReflectiveOperationException | LinkageError ex) {
			return null;
		}
	}

}
