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
package io.github.memoizedprefetch.hibernate.eager;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.memoizedprefetch.hibernate.PersistenceUnit;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.message.LoggerName;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hints of a query that leaves out what is EAGER in the entity that it reads.
 */
public final class LeftOutHints {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private LeftOutHints() {
	}

	/**
	 * The hints by which a query leaves out what is EAGER in a class of items.
	 * @param hints those that the query has besides
	 * @throws IllegalArgumentException if the class is no entity, or the factory is not
	 * Hibernate's
	 */
	public static Map<String, Object> of(EntityManagerFactory entityManagerFactory, Class<?> itemType,
			Map<String, ?> hints) {
		SessionFactoryImplementor factory = PersistenceUnit.unwrap(entityManagerFactory);
		Mappings mappings = new Mappings(factory);
		EntityMapping entity = mappings.requireEntity(itemType);
		Map<String, Object> all = new LinkedHashMap<>(hints);
		if (FetchGraph.isIn(hints)) {
			left(entity, "the hints of its query have a graph of their own " + hints.keySet());
			return Collections.unmodifiableMap(all);
		}
		LeftOut leftOut = LeftOut.of(entity, mappings);
		if (leftOut.refusal() != null) {
			left(entity, leftOut.refusal());
		}
		else {
			all.put(FetchGraph.HINT, FetchGraph.of(factory, itemType, leftOut.joined()));
			LeftOutEntities.of(factory).add(entity);
		}
		return Collections.unmodifiableMap(all);
	}

	private static void left(EntityMapping entity, String reason) {
		logger.warn("What is EAGER in {} is not made lazy: {}.", entity, reason);
	}

}
