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

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.persister.entity.EntityPersister;

/**
 * What flushes of entities do to the tables that questions read. Thread-safe.
 */
final class FlushEffects {

	private final Map<Set<String>, Map<EntityPersister, FlushEffect>> effects = new ConcurrentHashMap<>();

	private final boolean known;

	FlushEffects(SessionFactoryImplementor factory) {
		this.known = factory.getCustomEntityDirtinessStrategy().getClass().getName().startsWith("org.hibernate.");
	}

	/** Whether it is Hibernate alone that finds what is dirty. */
	boolean areKnown() {
		return this.known;
	}

	/** Those of classes that have been met so far. */
	Map<EntityPersister, FlushEffect> on(Set<String> tables) {
		return this.effects.computeIfAbsent(tables, (any) -> new ConcurrentHashMap<>());
	}

}
