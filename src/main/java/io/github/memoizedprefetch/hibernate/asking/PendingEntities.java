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
import io.github.memoizedprefetch.hibernate.events.OwnChanges;
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

	private final OwnChanges changes;

	private final Map<StateReader, Group> groups = new LinkedHashMap<>();

	private Object @Nullable [] elements;

	private @Nullable Set<String> tables;

	private boolean unknown;

	/** That of the session when it was looked at last. */
	private long activity = -1;

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

		/** Of all of them, as long as the session does nothing; null if not known. */
		private @Nullable Object @Nullable [] copies;

		private int width;

		boolean areAsLoaded(StateReader reader, boolean quiet) {
			Object[] copied = quiet ? this.copies : null;
			if (copied != null && reader.areAs(this.entities, copied, this.width, this.size)) {
				return true;
			}
			boolean loaded = reader.areAsLoaded(this.entities, this.entries, this.states, this.size);
			this.copies = (quiet && loaded) ? copies() : null;
			return loaded;
		}

		/** Null if some are not to be flushed. */
		private @Nullable Object @Nullable [] copies() {
			Object[] first = this.entries[0].getLoadedState();
			this.width = (first != null) ? first.length : 0;
			@Nullable Object[] all = new Object[this.width * this.size];
			for (int i = 0; i < this.size; i++) {
				Object[] loaded = this.entries[i].getLoadedState();
				if (loaded == null || loaded.length != this.width || loaded != this.states[i]) {
					return null;
				}
				System.arraycopy(loaded, 0, all, i * this.width, this.width);
			}
			return all;
		}

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

	PendingEntities(SessionImplementor session, FlushEffects effects, OwnChanges changes) {
		this.changes = changes;
		this.session = session;
		this.effects = effects;
	}

	State state(Set<String> read) {
		if (!this.effects.areKnown() || ((EventSource) this.session).getActionQueue().hasAnyQueuedActions()) {
			return State.UNKNOWN;
		}
		if (this.session.getPersistenceContextInternal().getNumberOfManagedEntities() == 0) {
			return State.CLEAN;
		}
		update(read);
		if (this.unknown) {
			return State.UNKNOWN;
		}
		boolean quiet = this.changes.activity() == this.activity;
		this.activity = this.changes.activity();
		for (Map.Entry<StateReader, Group> group : this.groups.entrySet()) {
			if (!group.getValue().areAsLoaded(group.getKey(), quiet)) {
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
