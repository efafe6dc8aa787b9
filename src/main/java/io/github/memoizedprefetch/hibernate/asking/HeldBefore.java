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
package io.github.memoizedprefetch.hibernate.asking;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;

import org.hibernate.engine.spi.PersistenceContext;
import org.jspecify.annotations.Nullable;

/**
 * The entities that a session has held before a question. It costs nothing until somebody
 * wants to know. Not thread-safe.
 */
public final class HeldBefore {

	private final PersistenceContext context;

	private final Object[] elements;

	private @Nullable Set<Object> entities;

	HeldBefore(PersistenceContext context) {
		this.context = context;
		this.elements = SessionEntities.of(context);
	}

	/** Whether a value is one of them, or a proxy of one. */
	public boolean has(Object value) {
		Object implementation = StepSession.implementation(value);
		return implementation != null && entities().contains(implementation);
	}

	private Set<Object> entities() {
		Set<Object> all = this.entities;
		if (all == null) {
			all = Collections.newSetFromMap(new IdentityHashMap<>());
			for (Object element : this.elements) {
				all.add(SessionEntities.entity(element));
			}
			this.entities = all;
		}
		return all;
	}

	/** Those that have come since. */
	void forEachNew(Consumer<Object> action) {
		Object[] now = SessionEntities.of(this.context);
		if (now == this.elements) {
			return;
		}
		int same = 0;
		while (same < Math.min(now.length, this.elements.length)
				&& SessionEntities.entity(now[same]) == SessionEntities.entity(this.elements[same])) {
			same++;
		}
		for (int i = same; i < now.length; i++) {
			Object entity = SessionEntities.entity(now[i]);
			if (same == this.elements.length || !entities().contains(entity)) {
				action.accept(entity);
			}
		}
	}

}
