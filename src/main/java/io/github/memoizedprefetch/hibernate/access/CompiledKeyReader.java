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

import io.github.memoizedprefetch.hibernate.version.NewerHibernate;
import org.jspecify.annotations.Nullable;

/**
 * Is loaded anew for each attribute, so that the compiler sees which getter it is.
 */
final class CompiledKeyReader implements KeyReader {

	private static final MethodHandle GETTER;

	static {
		try {
			GETTER = MethodHandles.classData(MethodHandles.lookup(), Compiled.CONSTANT, MethodHandle.class);
		}
		catch (IllegalAccessException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	@Override
	public int nextOther(Object[] entities, @Nullable Object[] keys, int from, int to) {
		for (int i = from; i < to; i++) {
			Object key = read(entities[i]);
			if (key != keys[i] && (key == null || !key.equals(keys[i]))) {
				return i;
			}
		}
		return to;
	}

	private static @Nullable Object read(Object entity) {
		try {
			return (Object) GETTER.invokeExact(entity);
		}
		catch (Throwable ex) {
			throw NewerHibernate.thrown(ex);
		}
	}

}
