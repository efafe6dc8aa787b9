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
package io.github.memoizedprefetch.hibernate.merging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.loading.InListLoader;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import org.hibernate.OrderingMode;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.loader.ast.spi.CascadingFetchProfile;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Rows that are loaded into the session, those of a class at once.
 */
final class RowLoads {

	private final Mappings mappings;

	private final SessionImplementor session;

	/** The classes as they are looked for, which need not be the rows'. */
	private final Map<EntityPersister, Set<EntityKey>> ids = new LinkedHashMap<>();

	RowLoads(Mappings mappings, SessionImplementor session) {
		this.mappings = mappings;
		this.session = session;
	}

	/** Whether it has to be loaded. */
	boolean add(EntityPersister persister, EntityKey key) {
		if (this.session.getPersistenceContextInternal().getEntity(key) != null) {
			return false;
		}
		this.ids.computeIfAbsent(persister, (any) -> new LinkedHashSet<>()).add(key);
		return true;
	}

	/**
	 * Load them.
	 * @param merged whether they are merged, not only referred to
	 * @return how many loads that has taken
	 */
	int load(boolean merged) {
		this.ids.forEach((persister, keys) -> {
			List<Object> missing = new ArrayList<>();
			keys.forEach((key) -> missing.add(key.getIdentifier()));
			load(persister, missing, merged);
		});
		return this.ids.size();
	}

	private void load(EntityPersister persister, List<Object> missing, boolean merged) {
		if (missing.size() > 1) {
			load(persister, missing);
		}
		else if (merged) {
			// as merging does it, with all that it cascades to
			this.session.getLoadQueryInfluencers()
				.fromInternalFetchProfile(CascadingFetchProfile.MERGE,
						() -> this.session.get(persister.getEntityName(), missing.get(0)));
		}
		else {
			this.session.get(persister.getEntityName(), missing.get(0));
		}
	}

	/**
	 * What merging cascades to is not joined: it would repeat each row for each element,
	 * and only the first collection would be.
	 */
	private void load(EntityPersister persister, List<Object> missing) {
		if (this.mappings.entity(persister).isIdLostInArrays()) {
			InListLoader.load(persister, missing, null, this.session);
		}
		else {
			this.session.findMultiple(persister.getMappedClass(), missing, OrderingMode.UNORDERED);
		}
	}

}
