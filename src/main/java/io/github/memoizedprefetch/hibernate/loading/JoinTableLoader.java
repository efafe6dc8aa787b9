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
		Map<Object, List<Object>> links = new HashMap<>();
		for (List<Object> part : IdPartitions.of(ids, 1, this.loading.session())) {
			for (Object[] row : query(part).getResultList()) {
				// equal as the mapping says
				CollectionKey owner = new CollectionKey(this.mapping.persister(), row[0]);
				links.computeIfAbsent(owner, (first) -> new ArrayList<>()).add(row[1]);
			}
		}
		Map<Object, CollectionState> states = new LinkedHashMap<>();
		for (Object key : keys) {
			states.put(key, new CollectionState(this.mapping, links.getOrDefault(key, List.of()).toArray()));
		}
		return new CollectionLoad(states, List.of());
	}

	private NativeQuery<Object[]> query(List<Object> keys) {
		BasicType<Object> keyType = this.table.keyType();
		NativeQuery<Object[]> query = this.loading.begin().createNativeQuery(this.table.select(), Object[].class);
		query.addScalar("k", keyType);
		query.addScalar("e", this.table.elementType());
		query.setParameterList("keys", keys, keyType);
		return query;
	}

}
