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

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is memoized was read after the version that it is memoized under, whenever another
 * transaction commits. Of the system properties, {@code oracle.interleavings} says how
 * many cases to run; those of {@link OracleTests} apply too.
 */
class InterleavingTests {

	@BeforeAll
	static void quiet() {
		OracleTests.setLevel(Level.OFF);
	}

	@AfterAll
	static void loud() {
		OracleTests.setLevel(null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "read-committed", "repeatable-read" })
	void should_read_what_was_there_before_a_commit_or_after_it_and_nothing_older_later_on(String isolation) {
		try (Interleaving interleaving = new Interleaving(System.getProperty("oracle.db", "hsqldb"), isolation)) {
			assertThat(interleaving.run(Long.getLong("oracle.seed", 1), Integer.getInteger("oracle.interleavings", 8)))
				.isEmpty();
		}
	}

}
