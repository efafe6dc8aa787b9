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
package io.github.memoizedprefetch.hibernate;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.stat.CollectionStatistics;
import org.hibernate.stat.EntityStatistics;
import org.hibernate.stat.Statistics;

/**
 * Counts the SQL statements of a session factory, and what they were for, from its
 * creation until it is closed. Uses Hibernate's own statistics, which it switches on
 * meanwhile.
 */
public final class StatementStatistics implements AutoCloseable {

	private final SessionFactoryImplementor factory;

	private final Statistics statistics;

	private final boolean enabledBefore;

	private final long countBefore;

	private final Map<String, Long> fetchesBefore;

	private final Map<String, Long> othersBefore;

	/**
	 * Start to count.
	 * @param entityManagerFactory Hibernate's, or a proxy that unwraps to it
	 * @throws IllegalArgumentException if it is not Hibernate's
	 */
	public StatementStatistics(EntityManagerFactory entityManagerFactory) {
		this.factory = PersistenceUnit.unwrap(entityManagerFactory);
		this.statistics = this.factory.getStatistics();
		this.enabledBefore = this.statistics.isStatisticsEnabled();
		this.statistics.setStatisticsEnabled(true);
		this.countBefore = this.statistics.getPrepareStatementCount();
		this.fetchesBefore = fetchesNow();
		this.othersBefore = othersNow();
	}

	/**
	 * How many statements there were.
	 * @return the number of statements prepared by any session of the factory
	 */
	public long count() {
		return this.statistics.getPrepareStatementCount() - this.countBefore;
	}

	/**
	 * The associations that were fetched one by one.
	 * @return how often by entity or collection, the most frequent first
	 */
	public Map<String, Long> fetches() {
		return difference(fetchesNow(), this.fetchesBefore);
	}

	/**
	 * The queries that were executed, and the rows that were changed.
	 * @return how often by query or change, the most frequent first
	 */
	public Map<String, Long> others() {
		return difference(othersNow(), this.othersBefore);
	}

	private Map<String, Long> fetchesNow() {
		Map<String, Long> counts = new HashMap<>();
		for (String name : this.statistics.getEntityNames()) {
			counts.put(simple(name), this.statistics.getEntityStatistics(name).getFetchCount());
		}
		for (String role : this.statistics.getCollectionRoleNames()) {
			CollectionStatistics collection = this.statistics.getCollectionStatistics(role);
			counts.put(simple(role), collection.getFetchCount());
		}
		return counts;
	}

	private Map<String, Long> othersNow() {
		Map<String, Long> counts = new HashMap<>();
		for (String query : this.statistics.getQueries()) {
			counts.put("query: " + query, this.statistics.getQueryStatistics(query).getExecutionCount());
		}
		for (String name : this.statistics.getEntityNames()) {
			EntityStatistics entity = this.statistics.getEntityStatistics(name);
			counts.put("insert of a " + simple(name), entity.getInsertCount());
			counts.put("update of a " + simple(name), entity.getUpdateCount());
			counts.put("deletion of a " + simple(name), entity.getDeleteCount());
		}
		return counts;
	}

	/** Without the package: {@code Book}, {@code Book.categories}. */
	private static String simple(String name) {
		return name.replaceAll("^([a-z_0-9]+\\.)*(?=\\p{Lu})", "");
	}

	private static Map<String, Long> difference(Map<String, Long> now, Map<String, Long> before) {
		Map<String, Long> difference = new LinkedHashMap<>();
		now.entrySet()
			.stream()
			.map((entry) -> Map.entry(entry.getKey(), entry.getValue() - before.getOrDefault(entry.getKey(), 0L)))
			.filter((entry) -> entry.getValue() > 0)
			.sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
				.thenComparing(Map.Entry.comparingByKey()))
			.forEach((entry) -> difference.put(entry.getKey(), entry.getValue()));
		return difference;
	}

	/**
	 * Leave Hibernate's statistics switched on or off as they were. What was counted can
	 * still be asked for.
	 */
	@Override
	public void close() {
		this.statistics.setStatisticsEnabled(this.enabledBefore);
	}

}
