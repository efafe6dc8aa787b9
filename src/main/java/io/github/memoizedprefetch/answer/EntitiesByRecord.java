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
package io.github.memoizedprefetch.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.asking.Asking;
import io.github.memoizedprefetch.hibernate.asking.EntityId;
import io.github.memoizedprefetch.hibernate.asking.KeyAttributes;
import io.github.memoizedprefetch.hibernate.asking.KeyParts;
import io.github.memoizedprefetch.hibernate.asking.RecordKey;
import io.github.memoizedprefetch.hibernate.asking.StepSession;
import org.jspecify.annotations.Nullable;

/**
 * Entities by several attributes of theirs, of which a key is a record. What the session
 * holds is not looked at: the query tells what its own transaction has changed.
 *
 * @param <K> the keys
 * @param <V> the entities
 */
public final class EntitiesByRecord<K, V> implements Source<K, V> {

	private final Asking asking;

	private final Class<V> type;

	private final RecordKey key;

	private final KeyAttributes attributes;

	/**
	 * @param names the attributes, each with the name of its component if that is another
	 * one, as in {@code depot, number=parcelNumber}
	 * @param keyType the class of the keys; null or Object if it is not known
	 * @throws IllegalArgumentException if they cannot be asked for
	 */
	public EntitiesByRecord(Asking asking, Class<V> type, String names, @Nullable Class<?> keyType) {
		this.asking = asking;
		this.type = type;
		this.key = new RecordKey(names, keyType);
		List<String> attributeNames = this.key.attributes();
		this.attributes = asking.attributes(type, attributeNames);
		for (int i = 0; i < attributeNames.size(); i++) {
			this.key.require(i, this.attributes.type(i));
		}
	}

	@Override
	@SuppressWarnings("unchecked") // keys are not looked at
	public K keyOf(K given) {
		return (given instanceof KeyParts) ? given : (K) this.key.parts(given);
	}

	@Override
	public boolean isValue(K key) {
		return ((KeyParts) key).values().stream().noneMatch(EntityId.class::isInstance);
	}

	@Override
	public Class<?> keyType() {
		return this.key.type();
	}

	@Override
	public Set<String> tables() {
		return this.attributes.tables();
	}

	@Override
	public boolean isCertain() {
		return true;
	}

	@Override
	public Asking.Heard<List<Row<V>>> ask(List<K> keys, @Nullable StepSession session) {
		List<KeyParts> parts = keys.stream().map(KeyParts.class::cast).toList();
		List<Row<V>> rows = new ArrayList<>();
		if (parts.size() == 1) {
			this.asking.find(this.attributes, parts.get(0), session)
				.forEach((entity) -> rows.add(new Row<>(parts.get(0), this.type.cast(entity), false)));
		}
		else {
			this.asking.findAll(this.attributes, parts, session)
				.forEach((row) -> rows.add(new Row<>(row[0], this.type.cast(row[1]), true)));
		}
		return new Asking.Heard<>(rows, tables(), session);
	}

}
