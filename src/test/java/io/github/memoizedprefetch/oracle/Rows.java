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

package io.github.memoizedprefetch.oracle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.hibernate.Session;

/**
 * The rows that references can be made to: those that were there at the start.
 */
final class Rows {

	private final Copies copies;

	private final Sessions sessions;

	private final Map<Class<?>, List<Object>> rows = new HashMap<>();

	Rows(Attributes attributes, Sessions sessions) {
		this.copies = new Copies(attributes);
		this.sessions = sessions;
	}

	/**
	 * A reference to any row.
	 * @param narrow whether it is one of the row's own class, or of the given class
	 * @param session its session, null for a detached reference
	 */
	Object reference(Class<?> type, boolean narrow, RandomValues random, Session session) {
		List<Object> candidates = this.rows.computeIfAbsent(type, this::rows);
		if (candidates.isEmpty()) {
			return null;
		}
		Object row = random.oneOf(candidates);
		if (session == null) {
			return this.sessions.callUncounted((closed) -> this.copies.reference(row, closed));
		}
		return narrow ? this.copies.reference(row, session) : this.copies.reference(type, row, session);
	}

	private List<Object> rows(Class<?> type) {
		return this.sessions.callUncounted((session) -> session
			.createSelectionQuery("from " + type.getSimpleName() + " e order by e.serial", Object.class)
			.getResultList());
	}

}
