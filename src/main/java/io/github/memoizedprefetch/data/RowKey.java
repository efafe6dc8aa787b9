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
package io.github.memoizedprefetch.data;

import java.util.function.Function;

import io.github.memoizedprefetch.MemoizedPrefetch.KeyFunction;
import io.github.memoizedprefetch.answer.NamedKey;
import org.jspecify.annotations.Nullable;

/**
 * Gets a row's key.
 *
 * @param name what the lookup is called
 * @param function gets it
 * @param <V> the rows
 * @param <K> the keys
 */
record RowKey<V, K>(String name, Function<V, @Nullable K> function) implements KeyFunction<V, K>, NamedKey {

	@Override
	public @Nullable K get(V row) {
		return this.function.apply(row);
	}

}
