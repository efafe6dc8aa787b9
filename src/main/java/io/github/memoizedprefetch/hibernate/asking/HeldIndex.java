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
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;

import io.github.memoizedprefetch.hibernate.access.KeyReader;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.PersistenceContext;
import org.jspecify.annotations.Nullable;

/**
 * The entities of a class that a session holds, by what they are asked for by. Not
 * thread-safe.
 */
final class HeldIndex {

	private final KeyAttribute attribute;

	private final PersistenceContext context;

	private final IdentityHashMap<Object, Held> byEntity = new IdentityHashMap<>();

	/** The first of those that are like each other. */
	private final Map<Object, Held> byKey = new HashMap<>();

	/** Of a session that has not got another entity, the same array each time. */
	private Object @Nullable [] elements;

	/** The entities of any class in it: an element may be used again. */
	private Object[] instances = new Object[0];

	private Held[] all = new Held[0];

	private Object[] entities = new Object[0];

	private @Nullable Object[] keys = new Object[0];

	private int size;

	/** How many of them may get another key. */
	private int changeable;

	/** How many of them may be away. */
	private int astray;

	HeldIndex(KeyAttribute attribute, PersistenceContext context) {
		this.attribute = attribute;
		this.context = context;
	}

	@Nullable Held get(Object entity) {
		return this.byEntity.get(entity);
	}

	/** The first of those whose keys are like one. */
	@Nullable Held like(Object key) {
		return this.byKey.get(LooseKey.of(key));
	}

	/** Whether any of them may be away, by the keys that were read last. */
	boolean hasAstray() {
		return this.astray > 0;
	}

	/** A query has found one of them. */
	void found(Held known, Object key, int question) {
		known.found(key, this.attribute.followedKeyOf(known.entity, known.entry), question);
		count(known, known.isAstray());
	}

	private void count(Held known, boolean astray) {
		if (known.counted != astray) {
			known.counted = astray;
			this.astray += astray ? 1 : -1;
		}
	}

	/** Look at what the session holds. */
	void update() {
		Object[] now = SessionEntities.of(this.context);
		if (now != this.elements) {
			Object[] before = this.instances;
			this.elements = now;
			this.instances = new Object[now.length];
			for (int i = 0; i < now.length; i++) {
				this.instances[i] = SessionEntities.entity(now[i]);
			}
			int same = 0;
			int kept = 0;
			while (same < Math.min(now.length, before.length) && this.instances[same] == before[same]) {
				if (kept < this.size && this.entities[kept] == before[same]) {
					if (this.all[kept].entry != SessionEntities.entry(now[same])) {
						break;
					}
					kept++;
				}
				same++;
			}
			replace(kept, now, same);
		}
	}

	/** What is held from there on is something else. */
	private void replace(int kept, Object[] now, int from) {
		IdentityHashMap<Object, Held> before = forgetFrom(kept);
		for (int i = from; i < now.length; i++) {
			Object entity = this.instances[i];
			EntityEntry entry = SessionEntities.entry(now[i]);
			if (entry != null && this.attribute.isEntity(entry)) {
				Held known = before.get(entity);
				add((known != null && known.entry == entry) ? known
						: new Held(entity, entry, this.attribute.isFixed(entry)), now.length - i);
			}
		}
	}

	private IdentityHashMap<Object, Held> forgetFrom(int kept) {
		IdentityHashMap<Object, Held> forgotten = new IdentityHashMap<>();
		for (int i = kept; i < this.size; i++) {
			Held known = this.all[i];
			forgotten.put(known.entity, known);
			this.changeable -= known.fixed ? 0 : 1;
			this.byEntity.remove(known.entity);
			unlink(known);
			count(known, false);
		}
		Arrays.fill(this.all, kept, this.size, null);
		Arrays.fill(this.entities, kept, this.size, null);
		Arrays.fill(this.keys, kept, this.size, null);
		this.size = kept;
		return forgotten;
	}

	private void add(Held known, int more) {
		if (this.size == this.all.length) {
			int capacity = Math.max(this.size + this.size / 2, this.size + more);
			this.all = Arrays.copyOf(this.all, capacity);
			this.entities = Arrays.copyOf(this.entities, capacity);
			this.keys = Arrays.copyOf(this.keys, capacity);
		}
		this.all[this.size] = known;
		this.entities[this.size] = known.entity;
		this.byEntity.put(known.entity, known);
		this.changeable += known.fixed ? 0 : 1;
		read(known, this.size++);
	}

	/** Read all keys anew that may have changed. */
	void read() {
		KeyReader reader = this.attribute.reader();
		if (reader == null) {
			readOneByOne();
			return;
		}
		int other = reader.nextOther(this.entities, this.keys, 0, this.size);
		while (other < this.size) {
			read(this.all[other], other);
			other = reader.nextOther(this.entities, this.keys, other + 1, this.size);
		}
	}

	private void readOneByOne() {
		for (int i = 0; i < this.size && this.changeable > 0; i++) {
			if (!this.all[i].fixed) {
				read(this.all[i], i);
			}
		}
	}

	private void read(Held known, int index) {
		Object key = this.attribute.followedKeyOf(known.entity, known.entry);
		this.keys[index] = key;
		if (!Objects.equals(key, known.key) || known.loose == null) {
			unlink(known);
			known.key = key;
			if (key != null) {
				Object loose = LooseKey.of(key);
				known.loose = loose;
				known.like = this.byKey.put(loose, known);
			}
		}
		count(known, known.isAstray());
	}

	private void unlink(Held known) {
		Object loose = known.loose;
		if (loose != null) {
			Held first = this.byKey.get(loose);
			if (first != known) {
				while (first != null && first.like != known) {
					first = first.like;
				}
				if (first != null) {
					first.like = known.like;
				}
			}
			else if (known.like != null) {
				this.byKey.put(loose, known.like);
			}
			else {
				this.byKey.remove(loose);
			}
			known.loose = null;
			known.like = null;
		}
	}

}
