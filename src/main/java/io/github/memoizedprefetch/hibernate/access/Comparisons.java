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

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import org.jspecify.annotations.Nullable;

/**
 * Of an attribute's value with the one that was loaded.
 */
final class Comparisons {

	/** Of associations. */
	static final MethodHandle SAME = find("isSame", boolean.class, Object.class);

	/** Of values, which may be boxed anew. */
	static final MethodHandle EQUAL = find("isEqual", boolean.class, Object.class);

	/** Of where a state begins, and where a value is in it. */
	static final MethodHandle SUM = find("sum", int.class, int.class);

	/** For an entity, what has its loaded state, and where that begins. */
	static final MethodHandle FALSE = MethodHandles.dropArguments(MethodHandles.constant(boolean.class, false), 0,
			Object.class, Object[].class, int.class);

	private Comparisons() {
	}

	private static MethodHandle find(String name, Class<?> result, Class<?> of) {
		try {
			return MethodHandles.lookup().findStatic(Comparisons.class, name, MethodType.methodType(result, of, of));
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	@SuppressWarnings("ReferenceEquality")
	static boolean isSame(@Nullable Object value, @Nullable Object loaded) {
		return value == loaded;
	}

	@SuppressWarnings("ReferenceEquality")
	static boolean isEqual(@Nullable Object value, @Nullable Object loaded) {
		return value == loaded || (value != null && value.equals(loaded));
	}

	static int sum(int one, int other) {
		return one + other;
	}

}
