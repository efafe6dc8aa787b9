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
package io.github.memoizedprefetch.answer;

import java.util.HashMap;
import java.util.Map;

import io.github.memoizedprefetch.hibernate.asking.StepSession;
import org.jspecify.annotations.Nullable;

/**
 * What was made because nothing was found. Once it is persisted, questions find it, or it
 * is gone. Not thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class Created<K, V> {

	private final Place<K, V> place;

	private final Map<K, Made<V>> made = new HashMap<>();

	private static final class Made<V> {

		private final V value;

		private boolean persisted;

		Made(V value) {
			this.value = value;
		}

	}

	Created(Place<K, V> place) {
		this.place = place;
	}

	/** What was made for a key that nothing is found for; null if it has to be made. */
	@Nullable V find(K key) {
		Made<V> earlier = this.made.get(key);
		if (earlier == null) {
			return null;
		}
		StepSession session = this.place.session();
		if (session == null) {
			return earlier.value;
		}
		boolean held = session.manages(earlier.value);
		earlier.persisted |= held || session.hasHad(earlier.value);
		boolean unseen = !earlier.persisted || (held && !session.isFlushing());
		return unseen ? earlier.value : null;
	}

	V keep(K key, V value) {
		Made<V> now = new Made<>(value);
		StepSession session = this.place.session();
		now.persisted = session != null && session.manages(value);
		this.made.put(key, now);
		return value;
	}

}
