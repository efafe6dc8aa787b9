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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityHolder;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.Status;
import org.jspecify.annotations.Nullable;

/**
 * The entities that a session holds, by the attribute that they are asked for by: those
 * that were found, and those that were persisted, loaded or changed otherwise. Their keys
 * are read anew each time. Not thread-safe.
 */
public final class HeldEntities {

	private final KeyAttribute attribute;

	private final StepSession session;

	private final PersistenceContext context;

	/** The entities of the class, as of the entries below. */
	private IdentityHashMap<Object, Held> held = new IdentityHashMap<>();

	/** Of a session that has not got another entity, the same array each time. */
	private Map.Entry<Object, EntityEntry> @Nullable [] entries;

	private List<Held> all = new ArrayList<>();

	/**
	 * An entity, the key that it had when last looked at, and the one it was found by.
	 */
	private static final class Held {

		private final Object entity;

		private final EntityEntry entry;

		private @Nullable Object key;

		private @Nullable Object loose;

		private @Nullable Object home;

		/** Whether it was found by a key that its row has, and it has not. */
		private boolean stale;

		/** The number of the last question that it was found by. */
		private int question;

		Held(Object entity, EntityEntry entry) {
			this.entity = entity;
			this.entry = entry;
		}

		boolean isAway() {
			return !Objects.equals(this.home, this.key);
		}

	}

	private HeldEntities(KeyAttribute attribute, StepSession session) {
		this.attribute = attribute;
		this.session = session;
		this.context = session.session().getPersistenceContextInternal();
	}

	/** Null if they do not tell what a query would find. */
	public static @Nullable HeldEntities of(KeyAttribute attribute, StepSession session) {
		return attribute.isFollowed() ? new HeldEntities(attribute, session) : null;
	}

	/** Whether they tell now, in the state that their session is in. */
	public boolean isTelling() {
		return this.session.isPlain();
	}

	/**
	 * A query has found entities by a key.
	 * @param question its number, in the order in which they are asked
	 */
	public void found(Object key, Collection<?> found, int question) {
		update();
		for (Object value : found) {
			Held known = this.held.get(StepSession.implementation(value));
			if (known != null) {
				known.home = this.attribute.followedKeyOf(known.entity, known.entry);
				known.question = question;
				known.stale = known.home == null || !LooseKey.of(known.home).equals(LooseKey.of(key));
			}
		}
	}

	/**
	 * What a query would find now.
	 * @param key the key
	 * @param found what one has found before
	 * @param revision what the session's transaction had changed then
	 * @param question the number of that query
	 * @return the entities; null if only the query can tell
	 */
	public @Nullable List<Object> find(Object key, List<?> found, long revision, int question) {
		if (this.session.changes().isUnknownSince(revision, this.attribute.tables()) || hasLeft(revision)) {
			return null;
		}
		update();
		List<Object> stayed = stayed(key, found, question);
		List<Held> come = come(key, stayed, question);
		if (stayed == null || come.isEmpty()) {
			return stayed;
		}
		Held newcomer = come.get(0);
		return (stayed.isEmpty() && come.size() == 1 && key.equals(newcomer.key) && isChanged(newcomer, revision))
				? List.of(proxyOf(newcomer)) : null;
	}

	/** Whether it has got the key by the session itself, which would find it then. */
	private boolean isChanged(Held known, long revision) {
		return known.entry.getStatus() == Status.MANAGED
				&& (this.attribute.isPending(known.entity, known.entry) || this.session.changes()
					.keysSince(revision, this.attribute.tables())
					.contains(known.entry.getEntityKey()));
	}

	/** Of what was flushed something is held no more, deleted or not. */
	private boolean hasLeft(long revision) {
		return this.session.changes()
			.keysSince(revision, this.attribute.tables())
			.stream()
			.anyMatch((key) -> key instanceof EntityKey entity && this.context.getEntity(entity) == null);
	}

	private @Nullable List<Object> stayed(Object key, List<?> found, int question) {
		List<Object> stayed = new ArrayList<>(found.size());
		for (Object value : found) {
			Object entity = StepSession.implementation(value);
			Held known = (entity != null) ? this.held.get(entity) : null;
			if (known == null || known.stale) {
				return null;
			}
			if (!isDeleted(known)) {
				boolean away = isAway(known);
				if ((away && isLike(known, key)) || (known.question > question && !key.equals(known.key))) {
					return null;
				}
				if (!away) {
					stayed.add(value);
				}
			}
		}
		return stayed;
	}

	/**
	 * Also those that a later question has found by another key that is like this one.
	 */
	private List<Held> come(Object key, @Nullable List<Object> stayed, int question) {
		List<Held> come = new ArrayList<>(0);
		for (Held known : this.all) {
			if ((isAway(known) || (known.question > question && !isAmong(known, stayed))) && !isDeleted(known)
					&& isLike(known, key)) {
				come.add(known);
			}
		}
		return come;
	}

	private static boolean isAmong(Held known, @Nullable List<Object> stayed) {
		return stayed != null && stayed.stream().anyMatch((value) -> StepSession.implementation(value) == known.entity);
	}

	/** Whether it has another key than it was found by, if it was. */
	private boolean isAway(Held known) {
		Object key = this.attribute.followedKeyOf(known.entity, known.entry);
		if (!Objects.equals(key, known.key)) { // or read for the first time
			known.key = key;
			known.loose = null;
		}
		// what is read-only is not flushed
		return known.stale || (known.isAway() && !(known.home != null && known.entry.getStatus() == Status.READ_ONLY));
	}

	private static boolean isLike(Held known, Object key) {
		if (known.key == null) {
			return false;
		}
		if (known.loose == null) {
			known.loose = LooseKey.of(known.key);
		}
		return known.loose.equals(LooseKey.of(key));
	}

	private static boolean isDeleted(Held known) {
		return known.entry.getStatus().isDeletedOrGone();
	}

	private Object proxyOf(Held known) {
		EntityKey key = known.entry.getEntityKey();
		EntityHolder holder = this.context.getEntityHolder(key);
		return (holder != null && holder.getProxy() != null) ? holder.getProxy() : known.entity;
	}

	/** Mostly some have come: what was there before need not be sorted again. */
	private void update() {
		Map.Entry<Object, EntityEntry>[] now = this.context.reentrantSafeEntityEntries();
		if (now != this.entries) {
			int same = countSame(this.entries, now);
			IdentityHashMap<Object, Held> before = this.held;
			if (this.entries == null || same < this.entries.length) {
				same = 0;
				this.held = new IdentityHashMap<>();
				this.all = new ArrayList<>();
			}
			this.entries = now;
			for (Map.Entry<Object, EntityEntry> entry : Arrays.asList(now).subList(same, now.length)) {
				if (this.attribute.isEntity(entry.getValue())) {
					Held known = before.get(entry.getKey());
					Held kept = (known != null && known.entry == entry.getValue()) ? known
							: new Held(entry.getKey(), entry.getValue());
					this.held.put(entry.getKey(), kept);
					this.all.add(kept);
				}
			}
		}
	}

	/** How many at the beginning of both. */
	private static int countSame(Map.Entry<Object, EntityEntry> @Nullable [] before,
			Map.Entry<Object, EntityEntry>[] now) {
		int same = 0;
		while (before != null && same < before.length && same < now.length
				&& before[same].getKey() == now[same].getKey() && before[same].getValue() == now[same].getValue()) {
			same++;
		}
		return same;
	}

}
