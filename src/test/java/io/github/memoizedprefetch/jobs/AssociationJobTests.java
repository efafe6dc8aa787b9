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

package io.github.memoizedprefetch.jobs;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs as people have them, as they are and with paths: the same results, fewer
 * statements. Of each, 11 are those of the reader.
 */
class AssociationJobTests {

	@Test
	void should_serve_what_the_writer_touches() {
		assertThat(run(AssociationJobs.LazyInTheWriter.class)).containsExactly(211, 14);
	}

	@Test
	void should_serve_two_levels() {
		assertThat(run(AssociationJobs.LazyOfTwoLevels.class)).containsExactly(423, 35);
	}

	@Test
	void should_serve_what_is_eager_behind_lazy() {
		assertThat(run(AssociationJobs.EagerBehindLazy.class)).containsExactly(211, 14);
	}

	/** The query of the reader has loaded them before anybody can. */
	@Test
	void should_leave_what_is_eager_in_the_item() {
		assertThat(run(AssociationJobs.EagerOfTheItem.class)).containsExactly(301, 301);
	}

	/** Two are those of the members. */
	@Test
	void should_serve_what_is_eager_in_the_item_and_left_out() {
		JobRun before = JobRun.of(AssociationJobs.EagerOfTheItem.class, "memoized-prefetch.enabled=false");
		JobRun after = JobRun.of(AssociationJobs.EagerLeftOut.class);
		after.assertSameResult(before);
		assertThat(before.count()).isEqualTo(301);
		assertThat(after.count()).isEqualTo(13);
	}

	@Test
	void should_serve_what_a_repository_leaves_out() {
		JobRun before = JobRun.of(AssociationJobs.EagerOfRepository.class, "memoized-prefetch.enabled=false");
		JobRun after = JobRun.of(AssociationJobs.EagerLeftOutByRepository.class);
		after.assertSameResult(before);
		assertThat(before.count()).isEqualTo(312);
		assertThat(after.count()).isEqualTo(24);
	}

	private static int[] run(Class<?> job) {
		JobRun before = JobRun.of(job, "memoized-prefetch.enabled=false");
		JobRun after = JobRun.of(job);
		after.assertSameResult(before);
		return new int[] { before.count(), after.count() };
	}

}
