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
package io.github.memoizedprefetch.autoconfigure.listener;

import java.util.List;
import java.util.stream.StreamSupport;

import io.github.memoizedprefetch.MemoizedPrefetch;

/**
 * Prefetches items of one class, where a step has items of several.
 */
public final class TypedPrefetch extends DelegatingPrefetch {

	private final MemoizedPrefetch delegate;

	private final Class<?> itemType;

	public TypedPrefetch(MemoizedPrefetch delegate, Class<?> itemType) {
		this.delegate = delegate;
		this.itemType = itemType;
	}

	@Override
	List<MemoizedPrefetch> delegates() {
		return List.of(this.delegate);
	}

	@Override
	Iterable<?> concerning(Iterable<?> items) {
		return StreamSupport.stream(items.spliterator(), false).filter(this.itemType::isInstance).toList();
	}

}
