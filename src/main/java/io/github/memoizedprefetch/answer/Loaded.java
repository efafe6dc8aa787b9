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
import java.util.Objects;
import java.util.function.Function;

import io.github.memoizedprefetch.hibernate.asking.Asking;
import io.github.memoizedprefetch.hibernate.asking.EntityId;
import io.github.memoizedprefetch.hibernate.asking.HeldBefore;
import io.github.memoizedprefetch.hibernate.asking.LooseKey;
import io.github.memoizedprefetch.hibernate.asking.StepSession;
import org.jspecify.annotations.Nullable;

/**
 * What a function of the user's loads, as a method of a repository.
 *
 * @param <K> the keys
 * @param <R> the rows
 * @param <V> what is wanted of them
 */
public final class Loaded<K, R, V> implements Source<K, V> {

	private final String name;

	private final Asking asking;

	private final Function<? super List<K>, ? extends @Nullable Iterable<? extends R>> loader;

	private final Function<? super R, ?> key;

	private final Function<? super R, ? extends @Nullable V> value;

	/** Of keys that are no entities. */
	private volatile @Nullable Class<?> plain;

	public Loaded(String name, Asking asking,
			Function<? super List<K>, ? extends @Nullable Iterable<? extends R>> loader, Function<? super R, ?> key,
			Function<? super R, ? extends @Nullable V> value) {
		this.name = name;
		this.asking = asking;
		this.loader = loader;
		this.key = key;
		this.value = value;
	}

	@Override
	public Asking.Heard<List<Row<V>>> ask(List<K> keys, @Nullable StepSession session) {
		HeldBefore held = (session != null) ? session.heldBefore() : null;
		Asking.Heard<List<Row<V>>> heard = this.asking.listen(() -> load(keys, held));
		return (session != null) ? new Asking.Heard<>(heard.answer(), heard.tables(), session) : heard;
	}

	private List<Row<V>> load(List<K> keys, @Nullable HeldBefore held) {
		// its own: it may keep it
		List<K> given = new ArrayList<>(keys.size());
		keys.forEach((key) -> given.add(given(key)));
		Iterable<? extends R> loaded = this.loader.apply(given);
		if (loaded == null) {
			throw new IllegalStateException("The loader of the lookup " + this.name
					+ " has returned null; let it return an empty list if there is nothing");
		}
		List<Row<V>> rows = new ArrayList<>();
		for (R row : loaded) {
			if (row == null) {
				throw new IllegalStateException("The loader of the lookup " + this.name
						+ " has returned a null row; let it return only what it has found");
			}
			V wanted = this.value.apply(row);
			Object found = this.key.apply(row);
			Object rowKey = (found != null) ? told(found) : null;
			if (rowKey == null) {
				throw new IllegalStateException("The loader of the lookup " + this.name
						+ " has returned a row whose key" + " is null, when asked for " + keys.get(0)
						+ ((keys.size() > 1) ? ".." : "") + ": " + row);
			}
			if (wanted != null) {
				boolean expected = keys.size() == 1 && !LooseKey.areDifferent(keys.get(0), rowKey);
				rows.add(new Row<>(rowKey, wanted, held == null || expected || !held.has(row)));
			}
		}
		return rows;
	}

	@Override
	@SuppressWarnings("unchecked") // keys are not looked at
	public @Nullable K keyOf(K given) {
		return (K) told(given);
	}

	/** An entity by its id: rows have another instance of it, or a proxy. */
	private @Nullable Object told(Object key) {
		if (key.getClass() == this.plain) {
			return key;
		}
		if (!this.asking.isEntity(key)) {
			this.plain = key.getClass();
			return key;
		}
		return this.asking.idOf(key);
	}

	@SuppressWarnings("unchecked")
	private K given(K key) {
		return (key instanceof EntityId entity && entity.entity() != null) ? (K) entity.entity() : key;
	}

	@Override
	public String toString() {
		return Objects.toString(this.name);
	}

}
