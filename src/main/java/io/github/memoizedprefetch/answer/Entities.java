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

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.hibernate.asking.Asking;
import io.github.memoizedprefetch.hibernate.asking.EntityId;
import io.github.memoizedprefetch.hibernate.asking.KeyAttribute;
import io.github.memoizedprefetch.hibernate.asking.StepSession;
import org.jspecify.annotations.Nullable;

/**
 * Entities by an attribute of theirs.
 *
 * @param <K> the keys
 * @param <V> the entities
 */
public final class Entities<K, V> implements Source<K, V> {

	private final Asking asking;

	private final KeyAttribute attribute;

	private final Class<V> type;

	/**
	 * @param keyType the class of the keys; null or Object if it is not known
	 * @throws IllegalArgumentException if they cannot be asked for
	 */
	public Entities(Asking asking, Class<V> type, String name, @Nullable Class<?> keyType) {
		this.asking = asking;
		this.type = type;
		this.attribute = asking.attribute(type, name);
		if (keyType != null && keyType != Object.class && !isOfType(keyType)) {
			throw new IllegalArgumentException("%s.%s is of %s, but the lookup's keys are to be of %s%s".formatted(
					type.getSimpleName(), name, this.attribute.type().getSimpleName(), keyType.getSimpleName(),
					this.attribute.isAssociation() ? "; for its ids take \"" + this.attribute.path() + "\"" : ""));
		}
	}

	private boolean isOfType(Class<?> keyType) {
		return this.attribute.type().isAssignableFrom(MethodType.methodType(keyType).wrap().returnType());
	}

	@Override
	public KeyAttribute attribute() {
		return this.attribute;
	}

	@Override
	@SuppressWarnings("unchecked") // keys are not looked at
	public @Nullable K keyOf(K given) {
		if (!this.attribute.isAssociation() || !this.attribute.type().isInstance(given)) {
			return given;
		}
		EntityId entity = this.asking.idOf(given);
		return (entity != null) ? (K) entity.id() : null;
	}

	@Override
	public Asking.Heard<List<Row<V>>> ask(List<K> keys, @Nullable StepSession session) {
		keys.forEach(this::requireType);
		List<Row<V>> rows = new ArrayList<>();
		if (keys.size() == 1) {
			this.asking.find(this.attribute, keys.get(0), session)
				.forEach((entity) -> rows.add(new Row<>(keys.get(0), this.type.cast(entity), false)));
		}
		else {
			this.asking.findAll(this.attribute, keys, session)
				.forEach((row) -> rows.add(new Row<>(row[0], this.type.cast(row[1]), true)));
		}
		return new Asking.Heard<>(rows, this.attribute.tables(), session);
	}

	@Override
	public Asking.Heard<List<Row<V>>> askAll() {
		List<Row<V>> rows = new ArrayList<>();
		this.asking.findAll(this.attribute).forEach((row) -> rows.add(new Row<>(row[0], this.type.cast(row[1]), true)));
		return new Asking.Heard<>(rows, this.attribute.tables(), null);
	}

	@Override
	public long countAll() {
		return this.asking.count(this.attribute);
	}

	private void requireType(Object key) {
		if (!this.attribute.takes(key)) {
			throw new IllegalArgumentException("%s is of %s, and cannot be looked up by the %s %s"
				.formatted(this.attribute, this.attribute.type().getSimpleName(), key.getClass().getSimpleName(), key));
		}
	}

}
