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

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.access.StateReader;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.Status;
import org.hibernate.event.spi.EventSource;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a flush would change some tables, faster than a flush does. Not
 * thread-safe.
 */
final class PendingEntities {

	private final SessionImplementor session;

	private final FlushEffects effects;

	private final Map<StateReader, Group> groups = new LinkedHashMap<>();

	private Object @Nullable [] elements;

	private @Nullable Set<String> tables;

	private boolean unknown;

	enum State {

		CLEAN, DIRTY, UNKNOWN

	}

	/** The entities of a class. */
	private static final class Group {

		private Object[] entities = new Object[16];

		private EntityEntry[] entries = new EntityEntry[16];

		/**
		 * The state that was loaded; null of what is not to be flushed, or about to be.
		 */
		private Object[] @Nullable [] states = new Object[16][];

		private int size;

		void add(Object entity, EntityEntry entry) {
			if (this.size == this.entities.length) {
				this.entities = Arrays.copyOf(this.entities, 2 * this.size);
				this.entries = Arrays.copyOf(this.entries, 2 * this.size);
				this.states = Arrays.copyOf(this.states, 2 * this.size);
			}
			this.entities[this.size] = entity;
			this.states[this.size] = (entry.getStatus() == Status.MANAGED) ? entry.getLoadedState() : null;
			this.entries[this.size++] = entry;
		}

	}

	PendingEntities(SessionImplementor session, FlushEffects effects) {
		this.session = session;
		this.effects = effects;
	}

	State state(Set<String> read) {
		if (!this.effects.areKnown() || ((EventSource) this.session).getActionQueue().hasAnyQueuedActions()) {
			return State.UNKNOWN;
		}
		update(read);
		if (this.unknown) {
			return State.UNKNOWN;
		}
		for (Map.Entry<StateReader, Group> group : this.groups.entrySet()) {
			Group of = group.getValue();
			if (!group.getKey().areAsLoaded(of.entities, of.entries, of.states, of.size)) {
				return State.DIRTY;
			}
		}
		return State.CLEAN;
	}

	private void update(Set<String> read) {
		Object[] now = SessionEntities.of(this.session.getPersistenceContextInternal());
		if (now != this.elements || !read.equals(this.tables)) {
			this.elements = now;
			this.tables = read;
			this.groups.clear();
			this.unknown = false;
			Map<EntityPersister, FlushEffect> known = this.effects.on(read);
			for (Object element : now) {
				EntityEntry entry = SessionEntities.entry(element);
				if (entry != null) {
					FlushEffect effect = known.computeIfAbsent(entry.getPersister(),
							(entity) -> FlushEffect.of(entity, read));
					add(SessionEntities.entity(element), entry, effect);
				}
			}
		}
	}

	private void add(Object entity, EntityEntry entry, FlushEffect effect) {
		StateReader reader = effect.reader();
		if (reader != null) {
			this.groups.computeIfAbsent(reader, (any) -> new Group()).add(entity, entry);
		}
		else if (!effect.nothing()) {
			this.unknown = true;
		}
	}

}
