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
package io.github.memoizedprefetch.batch;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetch.FiguresMode;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.MemoizedPrefetchListener;
import io.github.memoizedprefetch.StrictMode;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Makes a {@link MemoizedPrefetch} from bean properties, for XML. With
 * {@code scope="step"} the properties can be bound late, for example
 * {@code <property name="cacheSize" value="#{jobParameters['cacheSize']}"/>}; each step
 * execution, each partition too, has a memo of its own then.
 * <p>
 * Not thread-safe itself, unlike the prefetch it makes.
 */
public class MemoizedPrefetchFactoryBean implements FactoryBean<MemoizedPrefetch>, InitializingBean, DisposableBean {

	private @Nullable EntityManagerFactory entityManagerFactory;

	private @Nullable Class<?> itemType;

	private String[] paths = {};

	private Map<String, Class<?>> keys = Map.of();

	private Map<String, String[]> keyPaths = Map.of();

	private @Nullable Class<?> itemsAreIdsOf;

	private Map<MemoizedLookup<?, ?>, String[]> lookups = Map.of();

	private MemoizedPrefetchConfig<?>[] configs = {};

	private MemoizedPrefetchListener[] listeners = {};

	private @Nullable Long cacheSize;

	private @Nullable Duration expireAfterWrite;

	private StrictMode strictMode = StrictMode.OFF;

	private FiguresMode figuresMode = FiguresMode.SUMMARY;

	private boolean keepRepeatableReads;

	private @Nullable MemoizedPrefetch prefetch;

	/**
	 * The factory whose entities are prefetched. Required.
	 * @param entityManagerFactory the factory
	 * @see MemoizedPrefetch#builder
	 */
	public void setEntityManagerFactory(EntityManagerFactory entityManagerFactory) {
		this.entityManagerFactory = entityManagerFactory;
	}

	/**
	 * The class of the items. By default paths are checked when the first item of a class
	 * is met.
	 * @param itemType the items' class; null for the default
	 * @see MemoizedPrefetch.Builder#itemType
	 */
	public void setItemType(@Nullable Class<?> itemType) {
		this.itemType = itemType;
	}

	/**
	 * The associations to prefetch. Required, unless {@link #setConfigs configs} have
	 * paths, or there are {@link #setKeys keys} or {@link #setLookups lookups}.
	 * @param paths dotted paths from the item; in XML separated by commas
	 * @see MemoizedPrefetch.Builder#paths
	 */
	public void setPaths(String... paths) {
		this.paths = paths.clone();
	}

	/**
	 * What the items hold ids of. None by default.
	 * @param keys the entities by the path from the item to the id, or by the paths to
	 * its attributes, as {@code depot, number=parcelNumber}
	 * @see MemoizedPrefetch.Builder#key(String, Class, String...)
	 */
	public void setKeys(Map<String, Class<?>> keys) {
		this.keys = Map.copyOf(keys);
	}

	/**
	 * What to prefetch behind the entities of {@link #setKeys keys}. None by default.
	 * @param keyPaths paths from the entity by the path of the key, or by {@code item} if
	 * {@link #setItemsAreIdsOf items are ids}
	 */
	public void setKeyPaths(Map<String, String[]> keyPaths) {
		this.keyPaths = Map.copyOf(keyPaths);
	}

	/**
	 * What the items are ids of. Nothing by default.
	 * @param itemsAreIdsOf the entity
	 * @see MemoizedPrefetch.Builder#itemsAreIdsOf
	 */
	public void setItemsAreIdsOf(@Nullable Class<?> itemsAreIdsOf) {
		this.itemsAreIdsOf = itemsAreIdsOf;
	}

	/**
	 * What is looked up by keys of the items. Nothing by default.
	 * @param lookups the paths from the item to the keys, by lookup; none if the keys are
	 * announced by {@link MemoizedLookup#prefetch}
	 * @see MemoizedPrefetch.Builder#lookup(MemoizedLookup, String)
	 */
	public void setLookups(Map<MemoizedLookup<?, ?>, String[]> lookups) {
		this.lookups = Map.copyOf(lookups);
	}

	/**
	 * Options of target entities. None by default.
	 * @param configs the options, at most one per target entity
	 * @see MemoizedPrefetch.Builder#config
	 */
	public void setConfigs(MemoizedPrefetchConfig<?>... configs) {
		this.configs = configs.clone();
	}

	/**
	 * How many entries of each target are memoized.
	 * @param cacheSize the number of entries, at least 1; null, which a job parameter
	 * that was not given evaluates to, for the default of
	 * {@value MemoizedPrefetch#DEFAULT_CACHE_SIZE}
	 * @see MemoizedPrefetch.Builder#cacheSize
	 */
	public void setCacheSize(@Nullable Long cacheSize) {
		this.cacheSize = cacheSize;
	}

	/**
	 * How long anything is remembered.
	 * @param expireAfterWrite the longest time since it was read, positive; null, the
	 * default, for no limit
	 * @see MemoizedPrefetch.Builder#expireAfterWrite
	 */
	public void setExpireAfterWrite(@Nullable Duration expireAfterWrite) {
		this.expireAfterWrite = expireAfterWrite;
	}

	/**
	 * Listeners to tell what the prefetch does, for metrics and traces. None by default.
	 * @param listeners the listeners
	 * @see MemoizedPrefetch.Builder#listener
	 */
	public void setListeners(MemoizedPrefetchListener... listeners) {
		this.listeners = listeners.clone();
	}

	/**
	 * What happens when an association that is not prefetched is loaded after all.
	 * @param strictMode the name of a {@link StrictMode}, upper or lower case; null or
	 * empty, which a job parameter that was not given evaluates to, for the default of
	 * {@code OFF}
	 * @throws IllegalArgumentException if there is no such mode
	 * @see MemoizedPrefetch.Builder#strictMode
	 */
	public void setStrictMode(@Nullable String strictMode) {
		this.strictMode = StringUtils.hasText(strictMode) ? strictMode(strictMode.trim()) : StrictMode.OFF;
	}

	/**
	 * Whether REPEATABLE READ and SERIALIZABLE transactions are left to Hibernate.
	 * @param keepRepeatableReads whether to leave them; false by default
	 * @see MemoizedPrefetch.Builder#keepRepeatableReads
	 */
	public void setKeepRepeatableReads(boolean keepRepeatableReads) {
		this.keepRepeatableReads = keepRepeatableReads;
	}

	private static StrictMode strictMode(String name) {
		return Arrays.stream(StrictMode.values())
			.filter((mode) -> mode.name().equalsIgnoreCase(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"strictMode is '" + name + "', but must be one of " + Arrays.toString(StrictMode.values())));
	}

	/**
	 * What a step keeps of the figures in its execution context.
	 * @param figuresMode the mode; {@code SUMMARY} by default
	 * @see MemoizedPrefetch.Builder#figuresMode
	 */
	public void setFiguresMode(FiguresMode figuresMode) {
		this.figuresMode = figuresMode;
	}

	/**
	 * Make the prefetch.
	 * @throws IllegalArgumentException if a required property is missing, and for every
	 * mistake that {@link MemoizedPrefetch.Builder#build} reports
	 */
	@Override
	public void afterPropertiesSet() {
		Assert.notNull(this.entityManagerFactory, "entityManagerFactory is required");
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(this.entityManagerFactory)
			.paths(this.paths)
			.config(this.configs)
			.listener(this.listeners)
			.strictMode(this.strictMode)
			.figuresMode(this.figuresMode)
			.keepRepeatableReads(this.keepRepeatableReads);
		this.keys.forEach((path, entity) -> builder.key(path, entity, keyPaths(path)));
		if (this.itemsAreIdsOf != null) {
			builder.itemsAreIdsOf(this.itemsAreIdsOf, keyPaths("item"));
		}
		this.lookups.forEach((lookup, keys) -> {
			builder.lookup(lookup);
			List.of(keys).forEach((path) -> builder.lookup(lookup, path));
		});
		if (this.itemType != null) {
			builder.itemType(this.itemType);
		}
		if (this.cacheSize != null) {
			builder.cacheSize(this.cacheSize);
		}
		if (this.expireAfterWrite != null) {
			builder.expireAfterWrite(this.expireAfterWrite);
		}
		this.prefetch = builder.build();
	}

	private String[] keyPaths(String path) {
		return this.keyPaths.getOrDefault(path, new String[0]);
	}

	/**
	 * The prefetch.
	 * @return the prefetch, the same for each call; null before
	 * {@link #afterPropertiesSet}
	 */
	@Override
	public @Nullable MemoizedPrefetch getObject() {
		return this.prefetch;
	}

	@Override
	public Class<?> getObjectType() {
		return MemoizedPrefetch.class;
	}

	/**
	 * Close the prefetch.
	 */
	@Override
	public void destroy() {
		if (this.prefetch != null) {
			this.prefetch.close();
		}
	}

}
