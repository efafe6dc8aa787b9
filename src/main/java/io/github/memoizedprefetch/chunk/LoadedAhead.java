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
package io.github.memoizedprefetch.chunk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

import io.github.memoizedprefetch.hibernate.snapshot.CollectionState;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import io.github.memoizedprefetch.lookup.Role;
import io.github.memoizedprefetch.lookup.Target;
import io.github.memoizedprefetch.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * What was loaded ahead for a chunk, which a memo without much room may not have kept. It
 * is of use as long as no commit has made the memo forget it. Read by the thread of the
 * chunk, when the load is over.
 */
final class LoadedAhead {

	private final WorkingSet found;

	/** Tell what has not changed since the load began. */
	private final Map<Object, BiPredicate<Object, Object>> unchanged = new HashMap<>();

	/**
	 * @param found what the load is going to find
	 */
	LoadedAhead(Plan plan, WorkingSet found) {
		this.found = found;
		for (Plan.Stage stage : plan.stages()) {
			if (stage.group() instanceof Target target && target.isKept()) {
				this.unchanged.put(target, target.memo().unchanged());
			}
			else if (stage.group() instanceof Role role && role.isKept()) {
				this.unchanged.put(role, role.memo().unchanged());
			}
		}
	}

	static @Nullable Snapshot find(List<AheadLoad> loads, Target target, Object key) {
		return find(loads, target, key, (found) -> found.of(target).snapshot(key));
	}

	static @Nullable CollectionState find(List<AheadLoad> loads, Role role, Object key) {
		return find(loads, role, key, (found) -> found.of(role).get(key));
	}

	private static <T> @Nullable T find(List<AheadLoad> loads, Object group, Object key,
			Function<WorkingSet, @Nullable T> finder) {
		for (AheadLoad load : loads) {
			LoadedAhead loaded = load.loaded();
			T value = loaded.unchanged.containsKey(group) ? finder.apply(loaded.found) : null;
			if (value != null && loaded.isUnchanged(group, key, value)) {
				return value;
			}
		}
		return null;
	}

	private boolean isUnchanged(Object group, Object key, Object value) {
		BiPredicate<Object, Object> unchanged = this.unchanged.get(group);
		return unchanged != null && unchanged.test(key, value);
	}

}
