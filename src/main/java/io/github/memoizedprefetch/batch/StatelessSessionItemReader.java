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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.github.memoizedprefetch.hibernate.reading.ItemCursor;
import io.github.memoizedprefetch.hibernate.reading.ItemQuery;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Reads a query of a Hibernate {@code StatelessSession} by a cursor. Items are detached,
 * and no session remembers them: memory stays flat, whatever the number of rows. Their
 * lazy associations cannot be touched; a {@link MemoizedPrefetchItemReadListener} loads
 * them for each chunk.
 * <p>
 * <b>Connection.</b> The reader opens a session and a transaction of its own when the
 * step begins, and keeps both, and a connection of the pool, until the step ends. The
 * transaction is rolled back: it only reads. It does not see what the step writes, unless
 * the isolation level lets it. The fetch size needs that transaction: PostgreSQL's driver
 * reads all rows at once without one. By its manual, MySQL's needs
 * {@code useCursorFetch=true}.
 * <p>
 * <b>Restart.</b> Items are counted, as other readers of Spring Batch do, so the query
 * must order them by something unique. Those that an earlier execution has processed are
 * skipped by the database. A query that has a limit of its own, fetches a collection, has
 * an entity graph or is native, is read up to there instead.
 * <p>
 * <b>Tenants.</b> The rows are those of the tenant that is current when the step begins.
 * <p>
 * <b>Not thread-safe</b>, as the cursor readers of Spring Batch. A
 * {@link MemoizedPrefetchItemReader} or Spring Batch's
 * {@code SynchronizedItemStreamReader} around it is.
 * <p>
 * The successor of Spring Batch's {@code HibernateCursorItemReader}, which version 6 has
 * removed; the options are called as those of its {@code JpaCursorItemReaderBuilder}.
 *
 * @param <T> the items
 */
public class StatelessSessionItemReader<T> extends CursorItemReader<T> implements InitializingBean {

	/** The default of {@link #setFetchSize}. */
	public static final int DEFAULT_FETCH_SIZE = 1_000;

	private @Nullable EntityManagerFactory entityManagerFactory;

	private @Nullable String queryString;

	private @Nullable String namedQuery;

	private @Nullable Class<? extends T> itemType;

	private Map<String, @Nullable Object> parameterValues = Map.of();

	private Map<String, Object> hintValues = Map.of();

	private int fetchSize = DEFAULT_FETCH_SIZE;

	/**
	 * Start to configure a reader.
	 * @param <T> the items
	 */
	public static <T> Builder<T> builder() {
		return new Builder<>();
	}

	/**
	 * The factory whose entities are read. Required.
	 * @param entityManagerFactory Hibernate's, or a proxy that unwraps to it; no JTA
	 */
	public void setEntityManagerFactory(EntityManagerFactory entityManagerFactory) {
		this.entityManagerFactory = entityManagerFactory;
	}

	/**
	 * The query. Required, unless there is a {@link #setNamedQuery named} one.
	 * @param queryString JPQL or HQL that selects
	 */
	public void setQueryString(@Nullable String queryString) {
		this.queryString = queryString;
	}

	/**
	 * The name of the query. Required, unless there is a {@link #setQueryString string}.
	 * @param namedQuery the name of a {@code @NamedQuery} or {@code @NamedNativeQuery}
	 */
	public void setNamedQuery(@Nullable String namedQuery) {
		this.namedQuery = namedQuery;
	}

	/**
	 * What each row becomes: the entity, or a class whose constructor takes what is
	 * selected.
	 * @param itemType the items' class; null, the default, for what the query selects, an
	 * {@code Object[]} if that is several values
	 */
	public void setItemType(@Nullable Class<? extends T> itemType) {
		this.itemType = itemType;
	}

	/**
	 * The values of the query's parameters. None by default.
	 * @param parameterValues a value for each parameter, by its name without colon; a
	 * collection for those of an {@code in}; values may be null
	 */
	public void setParameterValues(Map<String, ? extends @Nullable Object> parameterValues) {
		this.parameterValues = Collections.unmodifiableMap(new LinkedHashMap<>(parameterValues));
	}

	/**
	 * The hints of the query. None by default.
	 * @param hintValues values by the hints' names; see also
	 * {@link io.github.memoizedprefetch.EagerAssociations}
	 */
	public void setHintValues(Map<String, ?> hintValues) {
		this.hintValues = Map.copyOf(hintValues);
	}

	/**
	 * How many rows the driver reads with a round trip, and holds in memory.
	 * @param fetchSize the number of rows, {@value #DEFAULT_FETCH_SIZE} by default; 0 for
	 * the driver's own default
	 * @throws IllegalArgumentException if it is negative
	 */
	public void setFetchSize(int fetchSize) {
		Assert.isTrue(fetchSize >= 0, () -> "fetchSize must not be negative, but is " + fetchSize);
		this.fetchSize = fetchSize;
	}

	/**
	 * Check the properties. The query itself is checked when the reader is opened.
	 * @throws IllegalArgumentException if there is no factory, no query, or two queries
	 */
	@Override
	public void afterPropertiesSet() {
		Assert.notNull(this.entityManagerFactory, "entityManagerFactory is required");
		boolean string = StringUtils.hasText(this.queryString);
		boolean named = StringUtils.hasText(this.namedQuery);
		Assert.isTrue(string || named, "Either queryString or namedQuery is required");
		Assert.isTrue(!string || !named, "Only one of queryString and namedQuery is allowed");
	}

	@Override
	@SuppressWarnings("unchecked")
	ItemCursor<? extends T> openCursor() {
		afterPropertiesSet();
		boolean named = StringUtils.hasText(this.namedQuery);
		String query = Objects.requireNonNull(named ? this.namedQuery : this.queryString);
		Class<? extends T> type = (this.itemType != null) ? this.itemType : (Class<? extends T>) Object.class;
		return ItemCursor.open(Objects.requireNonNull(this.entityManagerFactory),
				new ItemQuery<>(query, named, type, this.parameterValues, this.hintValues, this.fetchSize));
	}

	/**
	 * Configures a {@link StatelessSessionItemReader}. Not thread-safe.
	 *
	 * @param <T> the items
	 */
	public static final class Builder<T> {

		private final StatelessSessionItemReader<T> reader = new StatelessSessionItemReader<>();

		private boolean named;

		private Builder() {
		}

		/** See {@link StatelessSessionItemReader#setEntityManagerFactory}. */
		public Builder<T> entityManagerFactory(EntityManagerFactory entityManagerFactory) {
			this.reader.setEntityManagerFactory(entityManagerFactory);
			return this;
		}

		/**
		 * The stem of the keys in the execution context, one for each reader of a step.
		 * Required, unless no {@link #saveState state} is saved.
		 */
		public Builder<T> name(String name) {
			this.reader.setName(name);
			this.named = StringUtils.hasText(name);
			return this;
		}

		/**
		 * Whether a restarted step reads on where it stopped; true by default.
		 */
		public Builder<T> saveState(boolean saveState) {
			this.reader.setSaveState(saveState);
			return this;
		}

		/** See {@link StatelessSessionItemReader#setQueryString}. */
		public Builder<T> queryString(String queryString) {
			this.reader.setQueryString(queryString);
			return this;
		}

		/** See {@link StatelessSessionItemReader#setNamedQuery}. */
		public Builder<T> namedQuery(String namedQuery) {
			this.reader.setNamedQuery(namedQuery);
			return this;
		}

		/** See {@link StatelessSessionItemReader#setItemType}. */
		public Builder<T> itemType(Class<? extends T> itemType) {
			this.reader.setItemType(itemType);
			return this;
		}

		/** See {@link StatelessSessionItemReader#setParameterValues}. */
		public Builder<T> parameterValues(Map<String, ? extends @Nullable Object> parameterValues) {
			this.reader.setParameterValues(parameterValues);
			return this;
		}

		/** See {@link StatelessSessionItemReader#setHintValues}. */
		public Builder<T> hintValues(Map<String, ?> hintValues) {
			this.reader.setHintValues(hintValues);
			return this;
		}

		/** See {@link StatelessSessionItemReader#setFetchSize}. */
		public Builder<T> fetchSize(int fetchSize) {
			this.reader.setFetchSize(fetchSize);
			return this;
		}

		/**
		 * See {@link StatelessSessionItemReader#setMaxItemCount}; no limit by default.
		 */
		public Builder<T> maxItemCount(int maxItemCount) {
			this.reader.setMaxItemCount(maxItemCount);
			return this;
		}

		/** See {@link StatelessSessionItemReader#setCurrentItemCount}; 0 by default. */
		public Builder<T> currentItemCount(int currentItemCount) {
			this.reader.setCurrentItemCount(currentItemCount);
			return this;
		}

		/**
		 * Make the reader; to be called once.
		 * @throws IllegalArgumentException if something required is missing, or does not
		 * fit
		 */
		public StatelessSessionItemReader<T> build() {
			Assert.isTrue(this.named || !this.reader.isSaveState(), "A name is required when saveState is set to true");
			this.reader.afterPropertiesSet();
			return this.reader;
		}

	}

}
