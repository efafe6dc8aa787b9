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
	static final MethodHandle SAME = find("isSame");

	/** Of values, which may be boxed anew. */
	static final MethodHandle EQUAL = find("isEqual");

	/** For an entity and its loaded state. */
	static final MethodHandle FALSE = MethodHandles.dropArguments(MethodHandles.constant(boolean.class, false), 0,
			Object.class, Object[].class);

	private Comparisons() {
	}

	private static MethodHandle find(String name) {
		try {
			return MethodHandles.lookup()
				.findStatic(Comparisons.class, name, MethodType.methodType(boolean.class, Object.class, Object.class));
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

}
