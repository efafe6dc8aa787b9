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
package io.github.memoizedprefetch.autoconfigure.step;

import java.lang.reflect.Field;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Reads what can be reached by private fields only. {@link MemoizedPrefetchRuntimeHints}
 * keep them in a native image.
 */
final class Fields {

	private Fields() {
	}

	/**
	 * The value of a field.
	 * @return the value; null if there is no such field in this version of Spring Batch
	 */
	static @Nullable Object get(Class<?> type, String name, Object owner) {
		Field field = ReflectionUtils.findField(type, name);
		return (field != null) ? get(field, owner) : null;
	}

	static @Nullable Object get(Field field, Object owner) {
		return field.trySetAccessible() ? ReflectionUtils.getField(field, owner) : null;
	}

}
