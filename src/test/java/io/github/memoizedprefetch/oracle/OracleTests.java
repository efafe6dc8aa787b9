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

package io.github.memoizedprefetch.oracle;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random jobs do with the library exactly what they do without. Of the system properties,
 * {@code oracle.seed} says where to start, {@code oracle.cases} how many to run, and
 * {@code oracle.db} whether on {@code hsqldb}, {@code h2}, {@code postgresql} or
 * {@code mariadb}, which has to be installed; {@code oracle.isolation} is that of all
 * transactions, such as {@code read-committed}, and the database's default if not given;
 * {@code oracle.kinds} lists the kinds of cases, or is {@code all}, which is the default:
 * with another list, or a new kind, a seed is another case.
 */
class OracleTests {

	private static final List<String> NOISY = List.of("io.github.memoizedprefetch", "org.hibernate",
			"org.springframework");

	@BeforeAll
	static void quiet() {
		setLevel(Level.OFF);
	}

	@AfterAll
	static void loud() {
		setLevel(null);
	}

	static void setLevel(Level level) {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		NOISY.forEach((name) -> context.getLogger(name).setLevel(level));
	}

	@Test
	void should_do_with_the_library_what_is_done_without() {
		int cases = Integer.getInteger("oracle.cases", 2000);
		try (Oracle oracle = new Oracle(System.getProperty("oracle.db", "hsqldb"))) {
			List<Long> failed = oracle.run(Long.getLong("oracle.seed", 1), cases);
			System.out.println("oracle: " + cases + " cases, " + failed.size() + " failed");
			assertThat(failed).as("seeds that failed").isEmpty();
		}
	}

	/** {@code oracle.shared=true} has no other cases. */
	@Test
	void should_do_so_with_targets_that_are_shared() {
		int cases = Integer.getInteger("oracle.cases", 2000) / 10;
		try (Oracle oracle = new Oracle(System.getProperty("oracle.db", "hsqldb")).sharing()) {
			assertThat(oracle.run(Long.getLong("oracle.seed", 1), cases)).as("seeds that failed").isEmpty();
		}
	}

	/** {@code oracle.eager=true} does so with all cases. */
	@Test
	void should_do_so_with_what_is_eager_left_out_by_readers() {
		int cases = Integer.getInteger("oracle.cases", 2000) / 10;
		try (Oracle oracle = new Oracle(System.getProperty("oracle.db", "hsqldb"), true)) {
			assertThat(oracle.run(Long.getLong("oracle.seed", 1), cases)).as("seeds that failed").isEmpty();
		}
	}

	/** {@code oracle.ahead=true} has so all cases. */
	@Test
	void should_do_the_same_while_threads_load_ahead() {
		int cases = Integer.getInteger("oracle.cases", 2000) / 5;
		try (Oracle oracle = new Oracle(System.getProperty("oracle.db", "hsqldb")).ahead()) {
			assertThat(oracle.run(Long.getLong("oracle.seed", 1), cases)).as("seeds that failed").isEmpty();
		}
	}

	/** {@code oracle.readonly=true} has so all cases. */
	@Test
	void should_do_so_with_read_only_targets() {
		int cases = Integer.getInteger("oracle.cases", 2000) / 5;
		try (Oracle oracle = new Oracle(System.getProperty("oracle.db", "hsqldb")).readOnly()) {
			assertThat(oracle.run(Long.getLong("oracle.seed", 1), cases)).as("seeds that failed").isEmpty();
		}
		assertThat(ReadOnlyWriter.changed()).as("values that must not be written").isPositive();
	}

}
