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

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.memoizedprefetch.plan.ItemPath;
import io.github.memoizedprefetch.plan.Key;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Initialises the lazy associations of a chunk of items before the items are processed:
 * one statement per target entity for what the memo does not know yet, none for what it
 * does. The memo lives across chunks, until {@link #clear()}.
 * <p>
 * A reference whose session is open gets a managed copy of its target there, as if
 * Hibernate had loaded it; a detached one an instance made for this chunk alone. What
 * cannot be served safely is left as Hibernate made it, and said once in the log.
 * <p>
 * Misses are read in a session of their own: only committed rows are memoized, and each
 * thread needs one connection more while it loads. What a session of the factory changes
 * is forgotten when it commits. Changes by plain JDBC, a {@code StatelessSession},
 * triggers and other processes are not seen: there are {@link #evict}, {@link #clear()}
 * and {@link Builder#expireAfterWrite}.
 * <p>
 * Implementations are thread-safe: several threads may call {@link #processChunk} at
 * once, each with its own items; see {@link #processDetached}. The idea is borrowed from
 * the Python package <em>django-memoized-prefetch</em>.
 */
public interface MemoizedPrefetch extends AutoCloseable {

	/** The default of {@link Builder#cacheSize}, in entries. */
	long DEFAULT_CACHE_SIZE = 10_000;

	/** Start to configure one for Hibernate's factory, or a proxy that unwraps to it. */
	static Builder builder(EntityManagerFactory entityManagerFactory) {
		return new Builder(entityManagerFactory);
	}

	/**
	 * Prefetch the configured paths of the items. What is initialised stays as it is.
	 * @param items the items of one chunk, iterated once; null items are skipped
	 * @throws IllegalArgumentException if an item's class does not have a configured path
	 * and {@link Builder#itemType} was not given
	 * @throws RuntimeException what Hibernate throws when a statement fails; no reference
	 * is left half initialised then
	 */
	void processChunk(Iterable<?> items);

	/**
	 * The same for a thread that does not own the sessions of the items: serves detached
	 * references only, and leaves those of open sessions as Hibernate made them.
	 */
	void processDetached(Iterable<?> items);

	/** The same where keys and lookups are of this EntityManager, and not of Spring's. */
	default void processChunk(Iterable<?> items, EntityManager entityManager) {
		throw new UnsupportedOperationException("This prefetch finds the EntityManager by itself");
	}

	/** What happened so far, as an immutable copy of the counters. */
	MemoizedPrefetchStatistics statistics();

	/** What a step that uses this keeps of its figures. */
	default FiguresMode figuresMode() {
		return FiguresMode.SUMMARY;
	}

	/** How often strict mode saw what being loaded, by path ("review.book.publisher"). */
	Map<String, Long> lazyLoads();

	/** What {@linkplain Builder#automatic automatic mode} found, by class of items. */
	default Map<String, List<String>> learnt() {
		return Map.of();
	}

	/**
	 * Let {@linkplain Builder#strictMode strict mode} add to a
	 * {@code LazyInitializationException}, as suppressed, an
	 * {@link UnprefetchedAssociationException} with the path from the item, if known.
	 */
	void explain(Throwable error, @Nullable Object item);

	/**
	 * Forget one entity, because it has changed where Hibernate does not see it.
	 * @throws IllegalArgumentException if the class is no entity
	 */
	void evict(Class<?> entityClass, Object id);

	/** Forget all entities of a class, and the collections that hold them. */
	void evict(Class<?> entityClass);

	/** Forget all memoized entities and collections. The counters go on. */
	void clear();

	/** The same as {@link #clear()}. */
	@Override
	void close();

	/** What a step keeps of its figures in its {@code ExecutionContext}. */
	enum FiguresMode {

		/** Nothing. */
		OFF,

		/** One short text for all targets, under the key {@code memoizedPrefetch}. */
		SUMMARY,

		/** A number for each target and figure, under keys of their own. */
		FULL

	}

	/** Gets an id from an item, or several in an array or a collection; or null. */
	@FunctionalInterface
	interface KeyFunction<S, K> extends Serializable {

		@Nullable K get(S item);

	}

	/** Configures a {@link MemoizedPrefetch}. Not thread-safe. */
	final class Builder {

		private final PrefetchOptions options;

		private Builder(EntityManagerFactory entityManagerFactory) {
			this.options = new PrefetchOptions(entityManagerFactory);
		}

		/** The class of the items; with it {@link #build()} checks every path. */
		public Builder itemType(Class<?> itemType) {
			this.options.itemType = Objects.requireNonNull(itemType, "itemType must not be null");
			return this;
		}

		/**
		 * Associations to prefetch, as dotted paths from the item ({@code "book.author"},
		 * or {@code "book__author"}), and those on the way. Adds to earlier calls.
		 */
		public Builder paths(String... paths) {
			List.of(paths).forEach((path) -> this.options.paths.add(() -> ItemPath.of(path, null)));
			return this;
		}

		/** The same, as paths whose types the compiler has checked. */
		public Builder paths(AssociationPath<?, ?> path, AssociationPath<?, ?>... more) {
			AssociationPath.names(path, more).forEach(this::paths);
			return this;
		}

		/**
		 * Ids that items hold, by a path from the item: what they are ids of is put into
		 * the session of the step's transaction, where {@code find}, {@code merge} and so
		 * on find it, with what paths from there lead to. Adds to earlier calls. An id of
		 * several attributes is named by all of them, as {@code "depot, number"}, or
		 * {@code "depot=from.code, number=parcelNumber"} where items call them otherwise.
		 */
		public Builder key(String path, Class<?> entity, String... paths) {
			this.options.paths.add(() -> ItemPath.ofKey(path, Key.of(entity, List.of(paths), null)));
			return this;
		}

		/** The same, by a method reference or a lambda like {@code (Row row) -> ..}. */
		public <S, K> Builder key(KeyFunction<S, K> key, Class<?> entity, String... paths) {
			this.options.paths.add(() -> KeySources.path(key, entity, paths));
			return this;
		}

		/** The same, for items that are the ids. */
		public Builder itemsAreIdsOf(Class<?> entity, String... paths) {
			this.options.paths.add(() -> ItemPath.ofKey("item", Key.of(entity, List.of(paths), Key.Source.ITEMS)));
			return this;
		}

		/** A lookup whose keys items have, as {@code lookup(products, OrderRow::sku)}. */
		public <S, K> Builder lookup(MemoizedLookup<K, ?> lookup, KeyFunction<S, ? extends K> key) {
			this.options.lookups.add(Lookups.Use.of(lookup, Objects.requireNonNull(key, "key must not be null")));
			return this;
		}

		/** The same, by a path from the item, as {@code "lines.sku"}. */
		public Builder lookup(MemoizedLookup<?, ?> lookup, String path) {
			this.options.lookups.add(Lookups.Use.ofPath(lookup, Objects.requireNonNull(path, "path must not be null")));
			return this;
		}

		/** A lookup whose keys are announced by {@link MemoizedLookup#prefetch} alone. */
		public Builder lookup(MemoizedLookup<?, ?> lookup) {
			this.options.lookups.add(Lookups.Use.of(lookup, null));
			return this;
		}

		/** Options of targets, at most one per entity. Adds to earlier calls. */
		public Builder config(MemoizedPrefetchConfig<?>... configs) {
			this.options.configs.addAll(List.of(configs));
			return this;
		}

		/** How many entities of a target, or collections of a role, are memoized. */
		public Builder cacheSize(long cacheSize) {
			this.options.cacheSize = Configs.requireCacheSize(cacheSize);
			return this;
		}

		/** The same for a job parameter that may be missing: null for the default. */
		public Builder cacheSize(@Nullable Long cacheSize) {
			return cacheSize((cacheSize != null) ? cacheSize.longValue() : DEFAULT_CACHE_SIZE);
		}

		/** How long anything is remembered since it was read; not limited by default. */
		public Builder expireAfterWrite(Duration expireAfterWrite) {
			this.options.expireAfterWrite = Configs.requirePositive(expireAfterWrite);
			return this;
		}

		/** Listeners to tell what the prefetch does. Adds to earlier calls. */
		public Builder listener(MemoizedPrefetchListener... listeners) {
			this.options.listeners.addAll(List.of(listeners));
			return this;
		}

		/**
		 * What happens when a lazy association that the items lead to and that is not
		 * prefetched is loaded after all, until {@link MemoizedPrefetch#clear()}; OFF by
		 * default. Not seen are classes enhanced for lazy loading, {@code lazy="extra"}
		 * collections, and {@code hibernate.enable_lazy_load_no_trans}.
		 */
		public Builder strictMode(StrictMode strictMode) {
			this.options.strictMode = Objects.requireNonNull(strictMode, "strictMode must not be null");
			return this;
		}

		/**
		 * Prefetch what is loaded lazily, besides what is declared: at once for the whole
		 * chunk, then at the start of chunks. Heard is what has an open session.
		 */
		public Builder automatic() {
			return automatic(0);
		}

		/** The same, and all that is to-one of detached items, to a depth from 1 on. */
		public Builder automatic(int depth) {
			this.options.automatic = true;
			this.options.depth = Configs.requireDepth(depth);
			return this;
		}

		/** What a step keeps of its figures; {@link FiguresMode#SUMMARY} by default. */
		public Builder figuresMode(FiguresMode figuresMode) {
			this.options.figuresMode = Objects.requireNonNull(figuresMode, "figuresMode must not be null");
			return this;
		}

		/** Leave REPEATABLE READ and SERIALIZABLE alone, not served as READ COMMITTED. */
		public Builder keepRepeatableReads(boolean keepRepeatableReads) {
			this.options.keepRepeatableReads = keepRepeatableReads;
			return this;
		}

		/**
		 * Check the configuration and make the prefetch.
		 * @throws IllegalArgumentException for every mistake, with place and remedy
		 */
		public MemoizedPrefetch build() {
			return new DefaultMemoizedPrefetch(this.options);
		}

	}

}
