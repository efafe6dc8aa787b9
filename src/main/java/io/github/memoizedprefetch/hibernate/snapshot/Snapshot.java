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
package io.github.memoizedprefetch.hibernate.snapshot;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.memoizedprefetch.hibernate.codec.EntityCodec;
import io.github.memoizedprefetch.hibernate.events.Tables;
import io.github.memoizedprefetch.hibernate.mapping.Attribute;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * The committed state of one entity, independent of any session: what the second-level
 * cache would hold. But for what is made of it, it is immutable once the load that made
 * it is complete.
 */
public final class Snapshot implements KnownOwner, KnownOwner.Along {

	private final EntityKey key;

	private final EntityCodec codec;

	private final @Nullable Object[] state;

	private boolean committed = true;

	/** Null as long as nobody has asked. */
	private volatile @Nullable Boolean noticed;

	/** Null if nothing was made of it. */
	private volatile @Nullable Object instance;

	private List<Snapshot> companions = List.of();

	private Map<EntityKey, Integer> selected = Map.of();

	private List<Snapshot> fetched = List.of();

	private List<OwnedCollection> collections = List.of();

	Snapshot(EntityKey key, EntityCodec codec, @Nullable Object[] state) {
		this.key = key;
		this.codec = codec;
		this.state = state;
	}

	/**
	 * What the memo knows the entity by: equal for equal ids of one hierarchy.
	 * @return the key
	 */
	public Object key() {
		return this.codec.memoKey(this.key);
	}

	/**
	 * Whether it is known to be committed.
	 * @return false if a custom loader has it from another session
	 */
	public boolean isCommitted() {
		return this.committed;
	}

	public void notCommitted() {
		this.committed = false;
	}

	/** What was made of it for all chunks, kept for whoever has made it. */
	public @Nullable Object instance() {
		return this.instance;
	}

	public void instance(Object instance) {
		this.instance = instance;
	}

	/**
	 * The tables of what was fetched with the entity and is memoized with it.
	 * @return the tables' names; empty if the entity came alone
	 */
	public Set<String> companionTables() {
		if (!hasCompanions()) {
			return Set.of();
		}
		Set<String> tables = new HashSet<>();
		collectTables(tables, new HashSet<>());
		return tables;
	}

	private void collectTables(Set<String> tables, Set<Snapshot> seen) {
		for (OwnedCollection collection : this.collections) {
			tables.addAll(collection.mapping().tables());
			collectTables(collection.state().companions(), tables, seen);
		}
		collectTables(this.companions, tables, seen);
		collectTables(this.fetched, tables, seen);
	}

	private static void collectTables(List<Snapshot> companions, Set<String> tables, Set<Snapshot> seen) {
		for (Snapshot companion : companions) {
			if (seen.add(companion)) {
				tables.addAll(Tables.of(companion.persister().getQuerySpaces()));
				companion.collectTables(tables, seen);
			}
		}
	}

	/**
	 * Whether something was fetched with the entity.
	 * @return whether it has companions or collections
	 */
	public boolean hasCompanions() {
		return !this.companions.isEmpty() || !this.fetched.isEmpty() || !this.collections.isEmpty();
	}

	/**
	 * Whether users hear of it when it is made an entity, or of what comes along, or that
	 * leaves something to be written.
	 */
	public boolean isLoadNoticed(SharedSessionContractImplementor session) {
		Boolean known = this.noticed;
		if (known == null) {
			known = isLoadNoticed(session, new HashSet<>());
			this.noticed = known;
		}
		return known;
	}

	private boolean isLoadNoticed(SharedSessionContractImplementor session, Set<Snapshot> seen) {
		return seen.add(this) && (this.codec.isLoadNoticed(this.state, session)
				|| (hasCompanions() && along().anyMatch((snapshot) -> snapshot.isLoadNoticed(session, seen))));
	}

	/** But for what is lazy, and may be made later. */
	private Stream<Snapshot> along() {
		return Stream.concat(this.companions.stream(),
				this.collections.stream()
					.filter((collection) -> !collection.mapping().persister().isLazy())
					.flatMap((collection) -> collection.state().companions().stream()));
	}

	public EntityKey entityKey() {
		return this.key;
	}

	public EntityPersister persister() {
		return this.codec.persister();
	}

	public EntityCodec codec() {
		return this.codec;
	}

	public @Nullable Object[] state() {
		return this.state;
	}

	/**
	 * Entities that were fetched with this one and have to be there when it is built: its
	 * EAGER associations.
	 */
	public List<Snapshot> companions() {
		return this.companions;
	}

	/**
	 * The keys of those companions that Hibernate does not join, each with the position
	 * of its attribute: for attributes before that, Hibernate has made proxies of it by
	 * then.
	 */
	public Map<EntityKey, Integer> selected() {
		return this.selected;
	}

	/**
	 * Entities that were fetched with this one although they are mapped as lazy. It gets
	 * proxies of them, as of whatever is lazy, unless they are elements of a collection.
	 */
	public List<Snapshot> fetched() {
		return this.fetched;
	}

	/** Collections that were fetched with this entity. */
	public List<OwnedCollection> collections() {
		return this.collections;
	}

	@Override
	public Along fetchedAlong() {
		return this;
	}

	@Override
	public @Nullable Snapshot companion(EntityKey key) {
		return hasCompanions() ? find(key, new HashSet<>(Set.of(this))) : null;
	}

	private @Nullable Snapshot find(EntityKey key, Set<Snapshot> seen) {
		Snapshot found = find(this.companions, key, seen);
		found = (found != null) ? found : find(this.fetched, key, seen);
		for (Iterator<OwnedCollection> i = this.collections.iterator(); found == null && i.hasNext();) {
			found = find(i.next().state().companions(), key, seen);
		}
		return found;
	}

	static @Nullable Snapshot find(List<Snapshot> entities, EntityKey key, Set<Snapshot> seen) {
		for (Snapshot companion : entities) {
			if (seen.add(companion)) {
				Snapshot found = companion.key.equals(key) ? companion : companion.find(key, seen);
				if (found != null) {
					return found;
				}
			}
		}
		return null;
	}

	@Override
	public @Nullable Object value(Attribute attribute) {
		return attribute.stateIn(persister(), this.state);
	}

	@Override
	public @Nullable CollectionState fetchedCollection(Object key, Consumer<Snapshot> elements) {
		for (OwnedCollection owned : this.collections) {
			if (new CollectionKey(owned.mapping().persister(), owned.key()).equals(key)) {
				this.companions.forEach(elements);
				this.fetched.forEach(elements);
				return owned.state();
			}
		}
		return null;
	}

	void accompaniedBy(Set<Snapshot> companions, Map<EntityKey, Integer> selected, Set<Snapshot> fetched,
			List<OwnedCollection> collections) {
		this.companions = List.copyOf(companions);
		this.selected = Map.copyOf(selected);
		this.fetched = List.copyOf(fetched);
		this.collections = List.copyOf(collections);
	}

	@Override
	public String toString() {
		return this.key.toString();
	}

	/** A fetched collection of a snapshot's entity. */
	public record OwnedCollection(CollectionMapping mapping, Object key, CollectionState state) {
	}

}
