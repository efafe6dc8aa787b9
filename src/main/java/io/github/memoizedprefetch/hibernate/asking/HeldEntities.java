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
import java.util.List;
import java.util.Map;

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

	private final HeldIndex index;

	/** The number of the last question. */
	private int last;

	private HeldEntities(KeyAttribute attribute, StepSession session) {
		this.attribute = attribute;
		this.session = session;
		this.context = session.session().getPersistenceContextInternal();
		this.index = new HeldIndex(attribute, this.context);
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
	 * A query has found entities by their keys.
	 * @param question its number, in the order in which they are asked
	 */
	public void found(Map<?, ? extends List<?>> found, int question) {
		this.last = question;
		this.index.update();
		found.forEach((key, values) -> values.forEach((value) -> {
			Object entity = StepSession.implementation(value);
			Held known = (entity != null) ? this.index.get(entity) : null;
			if (known != null) {
				this.index.found(known, key, question);
			}
		}));
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
		if (this.session.revision() != revision && isUnknown(revision)) {
			return null;
		}
		this.index.update();
		this.index.read();
		List<Object> stayed = stayed(key, found, question);
		if (!this.index.hasAstray() && question == this.last) {
			return stayed; // there is none that could have come
		}
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

	/** Whether something was changed of which it is not known what. */
	private boolean isUnknown(long revision) {
		return this.session.changes().isUnknownSince(revision, this.attribute.tables()) || hasLeft(revision);
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
			Held known = (entity != null) ? this.index.get(entity) : null;
			if (known == null || known.isStale()) {
				return null;
			}
			if (!known.isDeleted()) {
				boolean away = known.isAway();
				if ((away && isLike(known, key)) || (known.isFoundAfter(question) && !key.equals(known.key))) {
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
		List<Held> come = List.of();
		for (Held known = this.index.like(key); known != null; known = known.like) {
			if ((known.isAway() || (known.isFoundAfter(question) && !isAmong(known, stayed))) && !known.isDeleted()) {
				come = come.isEmpty() ? new ArrayList<>(1) : come;
				come.add(known);
			}
		}
		return come;
	}

	private static boolean isAmong(Held known, @Nullable List<Object> stayed) {
		return stayed != null && stayed.stream().anyMatch((value) -> StepSession.implementation(value) == known.entity);
	}

	private static boolean isLike(Held known, Object key) {
		return known.loose != null && known.loose.equals(LooseKey.of(key));
	}

	private Object proxyOf(Held known) {
		EntityKey key = known.entry.getEntityKey();
		EntityHolder holder = this.context.getEntityHolder(key);
		return (holder != null && holder.getProxy() != null) ? holder.getProxy() : known.entity;
	}

}
