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
package io.github.memoizedprefetch.hibernate.attaching;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.github.memoizedprefetch.hibernate.deferred.DeferredCollection;
import io.github.memoizedprefetch.hibernate.deferred.DeferredEntity;
import io.github.memoizedprefetch.hibernate.deferred.Validity;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import org.hibernate.engine.spi.CollectionKey;
import org.jspecify.annotations.Nullable;

/**
 * What was fetched with entities that are built: it is put into their session as well, or
 * waits there if the step may not come to what is mapped as lazy.
 */
final class FetchedAlong {

	private final ItemSession itemSession;

	/** Those whose own are to be built. */
	private final Deque<Snapshot> owners = new ArrayDeque<>();

	FetchedAlong(ItemSession itemSession) {
		this.itemSession = itemSession;
	}

	void add(Snapshot owner) {
		if (!owner.fetched().isEmpty()) {
			this.owners.add(owner);
		}
	}

	void clear() {
		this.owners.clear();
	}

	/** Those that are added meanwhile after all others. */
	void build() {
		for (Snapshot owner = this.owners.poll(); owner != null; owner = this.owners.poll()) {
			Validity validity = null;
			for (Snapshot next : owner.fetched()) {
				if (this.itemSession.defers(next, true)) {
					validity = (validity != null) ? validity : validity(owner);
					this.itemSession.deferred().add(new DeferredEntity(next, validity));
				}
				else {
					this.itemSession.findOrBuild(next, null, null);
				}
			}
		}
	}

	/** The collections of an entity. */
	void fill(Snapshot owner) {
		for (Snapshot.OwnedCollection owned : owner.collections()) {
			CollectionKey key = new CollectionKey(owned.mapping().persister(), owned.key());
			List<Snapshot> elements = elements(owned, owner);
			if (owned.mapping().persister().isLazy()
					&& elements.stream().anyMatch((element) -> this.itemSession.defers(element, true))) {
				this.itemSession.deferred().add(deferred(owned, key, elements, validity(owner)));
			}
			else {
				this.itemSession.fill(owned.mapping(), key, owned.state(), null);
			}
		}
	}

	private static List<Snapshot> elements(Snapshot.OwnedCollection owned, Snapshot owner) {
		Set<Object> keys = Set.copyOf(owned.state().elementKeys());
		return keys.isEmpty() ? List.of()
				: owner.fetched().stream().filter((each) -> keys.contains(each.key())).toList();
	}

	private static DeferredCollection deferred(Snapshot.OwnedCollection owned, CollectionKey key,
			List<Snapshot> elements, Validity validity) {
		EntityMapping target = owned.mapping().element();
		List<DeferredCollection.Element> all = owned.state()
			.elementKeys()
			.stream()
			.map((element) -> new DeferredCollection.Element(element, find(element, target, elements), validity))
			.toList();
		return new DeferredCollection(owned.mapping(), key, owned.state(), all, validity);
	}

	/** Null if the session has it, or will have. */
	private static @Nullable Snapshot find(Object key, @Nullable EntityMapping target, List<Snapshot> elements) {
		for (Snapshot element : elements) {
			if (target != null && element.key().equals(key)
					&& element.persister().getRootEntityName().equals(target.persister().getRootEntityName())) {
				return element;
			}
		}
		return null;
	}

	/** All that came along is of one time. */
	private Validity validity(Snapshot owner) {
		Set<String> tables = owner.companionTables();
		BooleanSupplier unchanged = this.itemSession.unchanged(tables);
		return new Validity(new Change.Dependencies(tables, Set.of(), null), (key, value) -> unchanged.getAsBoolean());
	}

}
