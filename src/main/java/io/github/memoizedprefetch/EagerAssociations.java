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
package io.github.memoizedprefetch;

import java.util.Map;
import java.util.Objects;

import io.github.memoizedprefetch.hibernate.eager.LeftOutHints;
import io.github.memoizedprefetch.plan.ItemPath;
import jakarta.persistence.EntityManagerFactory;

/**
 * Lets a reader's query leave out the EAGER associations of its items, which it would
 * load by one statement each, so that a {@link MemoizedPrefetch} loads them for a whole
 * chunk. The entities stay as they are. <pre class="code">
 * new JpaPagingItemReaderBuilder&lt;Order&gt;()
 *     .hintValues(EagerAssociations.lazy(entityManagerFactory, Order.class))
 *     ..
 * MemoizedPrefetch.builder(entityManagerFactory).itemType(Order.class).paths(EagerAssociations.PATH)
 * </pre>
 * <p>
 * Associations that Hibernate cannot leave out (the inverse side of a {@code @OneToOne},
 * {@code @NotFound}, final classes), or that no prefetch could serve, are joined to the
 * query instead.
 */
public final class EagerAssociations {

	/**
	 * The path that stands for all EAGER associations, of the item ({@value}) or of what
	 * a path leads to ({@code "order.*eager"}). Those that come loaded stay as they are.
	 */
	public static final String PATH = ItemPath.EAGER;

	private EagerAssociations() {
	}

	/**
	 * The hints of a query by which it leaves out what is EAGER in its items.
	 * @param entityManagerFactory Hibernate's factory, or a proxy that unwraps to it
	 * @param itemType the entity that the query returns
	 * @return the hints, for {@code hintValues(..)} of a reader's builder, or
	 * {@code forEach(query::setHint)}; not modifiable
	 * @throws IllegalArgumentException if the class is no entity
	 */
	public static Map<String, Object> lazy(EntityManagerFactory entityManagerFactory, Class<?> itemType) {
		return lazy(entityManagerFactory, itemType, Map.of());
	}

	/**
	 * The same, and hints that the query has besides. If one of them is a graph, or
	 * something would be missing that the processor may need, the query stays as it is,
	 * and a warning says why. Native queries refuse graphs.
	 */
	public static Map<String, Object> lazy(EntityManagerFactory entityManagerFactory, Class<?> itemType,
			Map<String, ?> hints) {
		Objects.requireNonNull(entityManagerFactory, "entityManagerFactory must not be null");
		Objects.requireNonNull(itemType, "itemType must not be null");
		return LeftOutHints.of(entityManagerFactory, itemType, Objects.requireNonNull(hints, "hints must not be null"));
	}

}
