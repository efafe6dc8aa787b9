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

import java.util.function.BiFunction;
import java.util.function.Function;

import io.github.memoizedprefetch.answer.Answering;
import io.github.memoizedprefetch.answer.Source;
import io.github.memoizedprefetch.hibernate.asking.Asking;
import org.jspecify.annotations.Nullable;

/**
 * What all variants of a {@link MemoizedLookup} share: where its answers come from, and
 * the prefetch that it belongs to.
 *
 * @param <K> the keys
 * @param <V> what is found
 */
final class LookupDefinition<K, V> {

	private final @Nullable String name;

	private final boolean single;

	private final BiFunction<String, Asking, Source<K, V>> source;

	private volatile @Nullable Answering<K, V> answering;

	private @Nullable MemoizedPrefetch owner;

	/**
	 * @param name the class and attribute that keys come from; null if not known
	 * @param source makes the source, of the lookup's name and of what asks
	 */
	LookupDefinition(@Nullable String name, boolean single, BiFunction<String, Asking, Source<K, V>> source) {
		this.name = name;
		this.single = single;
		this.source = source;
	}

	LookupDefinition<K, V> named(String other) {
		return new LookupDefinition<>(other, this.single, this.source);
	}

	boolean isSingle() {
		return this.single;
	}

	Answering<K, V> answering() {
		Answering<K, V> current = this.answering;
		if (current == null) {
			throw new IllegalStateException("The lookup " + this + " was not given to a prefetch, as by"
					+ " MemoizedPrefetch.builder(entityManagerFactory).lookup(products, OrderRow::sku)");
		}
		return current;
	}

	/** Answer for a prefetch from now on. */
	synchronized Answering<K, V> begin(MemoizedPrefetch prefetch, Function<@Nullable String, String> names,
			Asking asking, Listeners listeners) {
		if (this.owner != null) {
			throw new IllegalArgumentException("The lookup " + this + " is one of " + this.owner
					+ " already; make one for each prefetch, or close the other prefetch");
		}
		String unique = names.apply(this.name);
		Answering<K, V> begun = new Answering<>(unique, asking, this.source.apply(unique, asking), listeners);
		this.owner = prefetch;
		this.answering = begun;
		return begun;
	}

	/** Another prefetch may have it. */
	synchronized void end(MemoizedPrefetch prefetch) {
		if (this.owner == prefetch) {
			this.owner = null;
		}
	}

	@Override
	public String toString() {
		return (this.name != null) ? this.name.replaceFirst("^(\\p{Ll}[^.]*[.])*(?=[^.]+[.])", "") : "without a name";
	}

}
