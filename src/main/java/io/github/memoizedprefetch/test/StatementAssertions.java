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
package io.github.memoizedprefetch.test;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.github.memoizedprefetch.hibernate.StatementStatistics;
import jakarta.persistence.EntityManagerFactory;

/**
 * Asserts how many SQL statements a step, or anything else, issues, so that a test fails
 * when lazy loading creeps in:
 *
 * <pre class="code">
 * assertStatements(entityManagerFactory, () -&gt; jobOperator.start(job, parameters))
 *     .hasNoSingleFetches()
 *     .isAtMost(281);
 * </pre>
 *
 * Failures are {@link AssertionError}s, for JUnit 5 or any other framework; the message
 * lists what the statements were for, the most frequent first.
 * <p>
 * Counted is what all sessions of the entity manager factory do meanwhile, on all
 * threads, the library's own included; not what is done by plain JDBC. Hibernate's
 * statistics are used for it, and switched on meanwhile if they are off; nothing has to
 * be configured.
 */
public final class StatementAssertions {

	private static final int LISTED = 10;

	private final long count;

	private final Map<String, Long> fetches;

	private final Map<String, Long> others;

	private StatementAssertions(StatementStatistics statistics) {
		this.count = statistics.count();
		this.fetches = statistics.fetches();
		this.others = statistics.others();
	}

	/**
	 * Do something and count its statements.
	 * @param entityManagerFactory the factory whose statements are counted; Hibernate's,
	 * or a proxy that unwraps to it
	 * @param action what to do; a job that fails does not throw, check its status
	 * @return what to assert on
	 * @throws Exception what the action throws
	 * @throws IllegalArgumentException if the factory is not Hibernate's
	 */
	public static StatementAssertions assertStatements(EntityManagerFactory entityManagerFactory, Action action)
			throws Exception {
		Objects.requireNonNull(action, "action must not be null");
		try (StatementStatistics statistics = new StatementStatistics(entityManagerFactory)) {
			action.run();
			return new StatementAssertions(statistics);
		}
	}

	/**
	 * How many statements there were.
	 * @return the number of SQL statements
	 */
	public long count() {
		return this.count;
	}

	/**
	 * Assert that there were not more statements.
	 * @param maximum the greatest number of statements allowed
	 * @return this
	 * @throws AssertionError if there were more
	 */
	public StatementAssertions isAtMost(long maximum) {
		if (this.count > maximum) {
			throw failure("Expected at most %,d statements, but there were %,d", maximum, this.count);
		}
		return this;
	}

	/**
	 * Assert that there were exactly so many statements.
	 * @param expected the number of statements
	 * @return this
	 * @throws AssertionError if there were more or less
	 */
	public StatementAssertions isEqualTo(long expected) {
		if (this.count != expected) {
			throw failure("Expected %,d statements, but there were %,d", expected, this.count);
		}
		return this;
	}

	/**
	 * Assert that no association was fetched by a statement of its own: lazily, or
	 * eagerly without a join. With {@code @BatchSize} it is one for several.
	 * @return this
	 * @throws AssertionError if any was
	 */
	public StatementAssertions hasNoSingleFetches() {
		if (!this.fetches.isEmpty()) {
			long total = this.fetches.values().stream().mapToLong(Long::longValue).sum();
			throw failure("Expected that no association is fetched by itself, but %,d were", total);
		}
		return this;
	}

	private AssertionError failure(String expectation, Object... counts) {
		StringBuilder message = new StringBuilder(String.format(Locale.ROOT, expectation, counts));
		list(message, "Associations that were fetched one by one", this.fetches);
		list(message, "Queries and changes", this.others);
		return new AssertionError(message.toString());
	}

	private static void list(StringBuilder message, String title, Map<String, Long> counts) {
		if (counts.isEmpty()) {
			return;
		}
		message.append(String.format(Locale.ROOT, "%n%s:", title));
		counts.entrySet()
			.stream()
			.limit(LISTED)
			.forEach((entry) -> message
				.append(String.format(Locale.ROOT, "%n%,9d x %s", entry.getValue(), entry.getKey())));
		if (counts.size() > LISTED) {
			message.append(String.format(Locale.ROOT, "%n          and %,d more", counts.size() - LISTED));
		}
	}

	/**
	 * What to count the statements of.
	 */
	@FunctionalInterface
	public interface Action {

		/**
		 * Do it.
		 * @throws Exception what fails the test
		 */
		void run() throws Exception;

	}

}
