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
package io.github.memoizedprefetch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.hibernate.CollectionState;
import io.github.memoizedprefetch.hibernate.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * What one chunk needs, held whatever the memo evicts meanwhile. Null values are known to
 * be absent.
 */
final class WorkingSets {

	private final Map<Target, Map<Object, @Nullable Snapshot>> entities = new HashMap<>();

	private final Map<Role, Map<Object, @Nullable CollectionState>> collections = new HashMap<>();

	private final Map<CollectionState, List<Object>> elementKeys = new HashMap<>();

	Map<Object, @Nullable Snapshot> of(Target target) {
		return this.entities.computeIfAbsent(target, (key) -> new HashMap<>());
	}

	Map<Object, @Nullable CollectionState> of(Role role) {
		return this.collections.computeIfAbsent(role, (key) -> new HashMap<>());
	}

	List<Object> elementKeys(CollectionState state) {
		return this.elementKeys.computeIfAbsent(state, CollectionState::elementKeys);
	}

}
