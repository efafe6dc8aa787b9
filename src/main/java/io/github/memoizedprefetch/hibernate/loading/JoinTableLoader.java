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

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.JoinTable;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionLoad;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionState;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.BasicType;

/**
 * Reads the links of collections from their join table alone.
 */
public final class JoinTableLoader {

	private final CollectionMapping mapping;

	private final JoinTable table;

	private final LoadingSession loading;

	public JoinTableLoader(CollectionMapping mapping, JoinTable table, LoadingSession loading) {
		this.mapping = mapping;
		this.table = table;
		this.loading = loading;
	}

	public CollectionLoad load(Collection<?> keys) {
		List<Object> ids = new ArrayList<>(keys.size());
		keys.forEach((key) -> ids.add(((CollectionKey) key).getKey()));
		boolean alone = this.table.isReadAlone(this.loading.begin());
		Map<Object, List<Object>> links = new HashMap<>();
		for (List<Object> part : IdPartitions.of(ids, 1, this.loading.session())) {
			add(query(part, alone).getResultList(), links);
		}
		Map<Object, CollectionState> states = new LinkedHashMap<>();
		for (Object key : keys) {
			Object[] content = links.getOrDefault(key, List.of()).toArray();
			states.put(key, alone ? CollectionState.ofLinks(this.mapping, content)
					: new CollectionState(this.mapping, content));
		}
		return new CollectionLoad(states, List.of());
	}

	/** Links of one owner mostly come together. */
	private void add(List<Object[]> rows, Map<Object, List<Object>> links) {
		Object last = null;
		List<Object> elements = List.of();
		for (Object[] row : rows) {
			if (!row[0].equals(last)) {
				// equal as the mapping says
				elements = links.computeIfAbsent(new CollectionKey(this.mapping.persister(), row[0]),
						(first) -> new ArrayList<>());
				last = row[0];
			}
			if (row[1] != null) {
				elements.add(row[1]);
			}
		}
	}

	private NativeQuery<Object[]> query(List<Object> keys, boolean alone) {
		BasicType<Object> keyType = this.table.keyType();
		NativeQuery<Object[]> query = this.loading.begin().createNativeQuery(this.table.select(alone), Object[].class);
		query.addScalar("k", keyType);
		query.addScalar("e", this.table.elementType());
		query.setParameterList("keys", keys, keyType);
		return query;
	}

}
