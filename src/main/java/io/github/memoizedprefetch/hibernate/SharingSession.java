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
package io.github.memoizedprefetch.hibernate;

import io.github.memoizedprefetch.hibernate.attaching.ItemSession;
import io.github.memoizedprefetch.hibernate.events.ChangeEvents;
import io.github.memoizedprefetch.hibernate.loading.BuildingSession;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Where instances are built that chunks share: nothing of one chunk is in it. When it is
 * closed they are detached, and may be published. Not thread-safe.
 */
public final class SharingSession implements AutoCloseable {

	private final BuildingSession building;

	private final ItemSession session;

	SharingSession(Mappings mappings, ChangeEvents changes, Object tenant) {
		this.building = new BuildingSession(mappings, tenant);
		this.session = ItemSession.ofDetached(changes, this.building.session());
	}

	/** Whether nothing comes with an entity that would have to be loaded. */
	public static boolean canBuild(Snapshot snapshot) {
		return snapshot.isCommitted() && !snapshot.hasCompanions() && !snapshot.codec().mayLoad();
	}

	/** Null if what it leads to has changed. */
	public @Nullable Object build(Snapshot snapshot) {
		return this.session.build(snapshot);
	}

	/** Have what is built lead to an instance that was built before. */
	public void lend(Object instance) {
		this.session.lend(instance);
	}

	@Override
	public void close() {
		this.building.close();
	}

}
