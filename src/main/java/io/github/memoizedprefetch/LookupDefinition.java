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

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.github.memoizedprefetch.answer.Answering;
import io.github.memoizedprefetch.answer.Entities;
import io.github.memoizedprefetch.answer.EntitiesByRecord;
import io.github.memoizedprefetch.answer.KeptValues;
import io.github.memoizedprefetch.answer.Source;
import io.github.memoizedprefetch.hibernate.asking.Asking;
import jakarta.persistence.NonUniqueResultException;
import org.jspecify.annotations.Nullable;

/**
 * What all variants of a {@link MemoizedLookup} share: where its answers come from, and
 * the prefetches that it belongs to.
 *
 * @param <K> the keys
 * @param <V> what is found
 */
final class LookupDefinition<K, V> {

	private final @Nullable String name;

	private final boolean single;

	private final BiFunction<String, Asking, Source<K, V>> source;

	/** What it finds by attributes; null if it is a function that finds something. */
	private final @Nullable Class<?> entityClass;

	/** Whether that is one attribute. */
	private final boolean attribute;

	/**
	 * The entities whose tables the answers come from that are kept across chunks; null
	 * if none are.
	 */
	private final @Nullable List<Class<?>> keptWhile;

	/** Whether all chunks share the entities. */
	private final boolean shared;

	/** What answers for each prefetch; what answered last stays. */
	private volatile List<Part<K, V>> parts = List.of();

	/**
	 * What answers for one prefetch.
	 *
	 * @param owner the prefetch; none once it is closed
	 */
	private record Part<K, V>(WeakReference<MemoizedPrefetch> owner, Answering<K, V> answering) {
	}

	/**
	 * @param name the class and attribute that keys come from; null if not known
	 * @param source makes the source, of the lookup's name and of what asks
	 */
	LookupDefinition(@Nullable String name, boolean single, BiFunction<String, Asking, Source<K, V>> source) {
		this(name, single, null, false, source, null, false);
	}

	private LookupDefinition(@Nullable String name, boolean single, @Nullable Class<?> entityClass, boolean attribute,
			BiFunction<String, Asking, Source<K, V>> source, @Nullable List<Class<?>> keptWhile, boolean shared) {
		this.shared = shared;
		this.name = name;
		this.single = single;
		this.entityClass = entityClass;
		this.attribute = attribute;
		this.source = source;
		this.keptWhile = keptWhile;
	}

	/** By an attribute, or by a record of several. */
	static <K, V> LookupDefinition<K, V> ofEntities(boolean single, Class<V> entityClass, String attribute,
			@Nullable Class<?> keyType) {
		boolean several = attribute.matches(".*[,=].*");
		return new LookupDefinition<>(entityClass.getName() + "." + attribute, single, entityClass, !several,
				(unique, asking) -> several ? new EntitiesByRecord<>(asking, entityClass, attribute, keyType)
						: new Entities<>(asking, entityClass, attribute, keyType),
				null, false);
	}

	/**
	 * Another one that keeps its answers across chunks.
	 * @throws IllegalArgumentException if nobody knows where they come from
	 */
	LookupDefinition<K, V> memoized(List<Class<?>> entityClasses) {
		if (entityClasses.isEmpty() && !this.attribute) {
			throw new IllegalArgumentException("memoized() needs the entities that the lookup " + this + " reads");
		}
		return kept(entityClasses, false);
	}

	/**
	 * Another one whose entities all chunks share.
	 * @throws IllegalArgumentException if somebody else asks for them
	 */
	LookupDefinition<K, V> shared() {
		if (this.entityClass == null) {
			throw new IllegalArgumentException(
					"The lookup " + this + " cannot be shared(): its loader asks in the session"
							+ " of the step; take MemoizedLookup.one(Product.class, Product::getSku).shared()");
		}
		return kept(List.of(this.entityClass), true);
	}

	private LookupDefinition<K, V> kept(List<Class<?>> entityClasses, boolean inAllChunks) {
		return new LookupDefinition<>(this.name, this.single, this.entityClass, this.attribute, this.source,
				entityClasses, inAllChunks);
	}

	boolean isSingle() {
		return this.single;
	}

	/**
	 * The values of a key, which are the same.
	 * @throws NonUniqueResultException if there are others
	 * @throws IllegalStateException if a key may have many
	 */
	List<V> single(@Nullable K key) {
		if (!isSingle()) {
			throw new IllegalStateException("The lookup " + this + " may have many values for a key; ask for all(key)");
		}
		List<V> found = (key != null) ? answering(key).find(key) : List.of();
		if (found.size() > 1) {
			Set<V> different = Collections.newSetFromMap(new IdentityHashMap<>());
			different.addAll(found);
			if (different.size() > 1) {
				throw new NonUniqueResultException("There are " + different.size() + " values for the key "
						+ quoted(key) + " of the lookup " + this + ": " + answering(key).describe(different)
						+ "; take MemoizedLookup.many if that may be so");
			}
		}
		return found;
	}

	static String quoted(@Nullable Object key) {
		return (key instanceof CharSequence) ? "'" + key + "'" : String.valueOf(key);
	}

	/** What answers to a thread that asks for a key; null for any. */
	Answering<K, V> answering(@Nullable K key) {
		List<Part<K, V>> all = this.parts;
		if (all.size() == 1) {
			return all.get(0).answering();
		}
		return all.stream()
			.map(Part::answering)
			.max(Comparator.comparingInt((part) -> part.announcements().closeness(key)))
			.orElseThrow(() -> new IllegalStateException("The lookup " + this + " was not given to a prefetch, as by"
					+ " MemoizedPrefetch.builder(entityManagerFactory).lookup(products, OrderRow::sku), or in Spring"
					+ " Boot by @MemoizedPrefetchPaths(lookups = @Lookup(value = \"sku\", bean = \"products\"))"));
	}

	/** Answer for a prefetch from now on, beside others. */
	synchronized Answering<K, V> begin(MemoizedPrefetch prefetch, Function<@Nullable String, String> names,
			Asking asking, Listeners listeners, BiFunction<List<Class<?>>, Boolean, KeptValues.Keep> keep) {
		List<Part<K, V>> all = new ArrayList<>();
		for (Part<K, V> part : this.parts) {
			MemoizedPrefetch other = part.owner().get();
			if (other != null) {
				part.answering().requireSameFactory(asking, this + " is one of " + other);
				all.add(part);
			}
		}
		String unique = names.apply(this.name);
		Answering<K, V> begun = new Answering<>(unique, asking, this.source.apply(unique, asking), listeners,
				(this.keptWhile != null) ? keep.apply(this.keptWhile, this.shared) : null);
		all.add(new Part<>(new WeakReference<>(prefetch), begun));
		this.parts = List.copyOf(all);
		return begun;
	}

	/** The prefetch is closed. */
	synchronized void end(MemoizedPrefetch prefetch) {
		List<Part<K, V>> others = this.parts.stream().filter((part) -> !part.owner().refersTo(prefetch)).toList();
		this.parts.forEach((part) -> {
			if (part.owner().refersTo(prefetch)) {
				part.owner().clear();
			}
		});
		this.parts = others.isEmpty() ? this.parts : others;
	}

	@Override
	public String toString() {
		return (this.name != null) ? this.name.replaceFirst("^(\\p{Ll}[^.]*[.])*(?=[^.]+[.])", "") : "without a name";
	}

}
