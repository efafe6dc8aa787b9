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
package io.github.memoizedprefetch.samples.remoteworkers.launcher;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.memoizedprefetch.samples.remoteworkers.process.Commands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which process is named when some of them end.
 */
class ClusterTests {

	private final Cluster cluster = new Cluster(List.of(), List.of(), System.out);

	@AfterEach
	void close() {
		this.cluster.close();
		assertThat(ProcessHandle.current().descendants()).isEmpty();
	}

	@Test
	void should_name_the_process_that_was_started_first_if_several_end() {
		this.cluster.start("healthy", Healthy.class);
		this.cluster.start("first", EndsOnDemand.class);
		this.cluster.start("second", Ends.class);
		assertThat(this.cluster.process("second").ended()).failsWithin(1, TimeUnit.MINUTES);
		this.cluster.ask("first", "end");
		assertThatExceptionOfType(ChildProcessException.class).isThrownBy(() -> this.cluster.awaitReady("second"))
			.withMessage("first has not started, its output is above, exit code 4");
	}

	@Test
	void should_name_the_process_that_ends_beside_those_that_start() {
		this.cluster.start("healthy", Healthy.class);
		this.cluster.start("broken", Ends.class);
		assertThatExceptionOfType(ChildProcessException.class).isThrownBy(() -> {
			this.cluster.awaitReady("healthy");
			this.cluster.awaitReady("broken");
		}).withMessage("broken has not started, its output is above, exit code 3");
	}

	@Test
	void should_name_the_process_that_says_what_is_wrong() {
		this.cluster.start("healthy", Healthy.class);
		this.cluster.start("refusing", Refuses.class);
		assertThatExceptionOfType(ChildProcessException.class)
			.isThrownBy(() -> this.cluster.await(this.cluster.ask("refusing", "anything")))
			.withMessage("refusing: java.lang.IllegalStateException: not now");
	}

	static class Healthy {

		public static void main(String[] args) {
			Commands.serve("ready", (command) -> "");
		}

	}

	static class Refuses {

		public static void main(String[] args) {
			Commands.serve("ready", (command) -> {
				throw new IllegalStateException("not now");
			});
		}

	}

	static class Ends {

		public static void main(String[] args) {
			System.exit(3);
		}

	}

	static class EndsOnDemand {

		public static void main(String[] args) throws IOException {
			System.in.read();
			System.exit(4);
		}

	}

}
