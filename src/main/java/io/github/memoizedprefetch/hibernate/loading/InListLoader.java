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
package io.github.memoizedprefetch.hibernate.loading;

import java.util.List;

import org.hibernate.LockOptions;
import org.hibernate.OrderingMode;
import org.hibernate.RemovalsMode;
import org.hibernate.SessionCheckMode;
import org.hibernate.engine.spi.EffectiveEntityGraph;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.graph.GraphSemantic;
import org.hibernate.graph.spi.RootGraphImplementor;
import org.hibernate.loader.ast.internal.MultiIdEntityLoaderInPredicate;
import org.hibernate.loader.ast.spi.MultiIdLoadOptions;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Finds entities by IN lists of ids, where Hibernate would bind an array that misses some
 * of them.
 */
public final class InListLoader {

	private InListLoader() {
	}

	public static List<?> load(EntityPersister persister, List<Object> ids, @Nullable RootGraphImplementor<?> graph,
			SessionImplementor session) {
		EffectiveEntityGraph effective = session.getLoadQueryInfluencers().getEffectiveEntityGraph();
		if (graph != null) {
			effective.applyGraph(graph, GraphSemantic.LOAD);
		}
		try {
			return new MultiIdEntityLoaderInPredicate<>(persister, persister.getIdentifierMapping().getJdbcTypeCount(),
					session.getFactory())
				.load(ids.toArray(), new Options(), session);
		}
		finally {
			effective.clear();
		}
	}

	/** As those of {@code findMultiple}. */
	private static final class Options implements MultiIdLoadOptions {

		@Override
		public SessionCheckMode getSessionCheckMode() {
			return SessionCheckMode.DISABLED;
		}

		@Override
		public boolean isSecondLevelCacheCheckingEnabled() {
			return false;
		}

		@Override
		public @Nullable Boolean getReadOnly(SessionImplementor session) {
			return null;
		}

		@Override
		public RemovalsMode getRemovalsMode() {
			return RemovalsMode.REPLACE;
		}

		@Override
		public OrderingMode getOrderingMode() {
			return OrderingMode.UNORDERED;
		}

		@Override
		public @Nullable LockOptions getLockOptions() {
			return null;
		}

		@Override
		public @Nullable Integer getBatchSize() {
			return null;
		}

	}

}
