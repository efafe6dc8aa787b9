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

import java.util.List;

import io.github.memoizedprefetch.model.eager.Member;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Targets that are fetched with sets of each other, whose elements are equal by a value.
 */
class FetchedCycleTests {

	@AutoClose
	private final Database database = Database.open(Member.class);

	private final Chunks<Member> chunks = new Chunks<>(this.database, Member.class, 3, FetchedCycleTests::describe);

	private static String describe(Member member) {
		return (member.getMentor() == null) ? ""
				: member.getMentor().getName() + member.getMentor()
					.getFriends()
					.stream()
					.map((friend) -> friend.getName() + member.getMentor().getFriends().contains(friend))
					.sorted()
					.toList();
	}

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			List<Member> mentors = List.of(new Member(13, "Ann", null), new Member(14, "Bob", null),
					new Member(15, "Cid", null));
			for (Member mentor : mentors) {
				mentor.getFriends().addAll(mentors);
				entityManager.persist(mentor);
			}
			for (int id = 0; id < 3; id++) {
				entityManager.persist(new Member(id, "Member " + id, mentors.get(id)));
			}
		});
	}

	@Test
	void should_fill_sets_when_all_elements_have_their_values() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Member.class)
			.config(MemoizedPrefetchConfig.of(Member.class, "mentor").fetch("friends"))
			.build();
		for (Chunks.Result result : List.of(this.chunks.managed(prefetch::processChunk),
				this.chunks.detached(prefetch::processChunk))) {
			assertThat(result.lines()).contains("Ann[Anntrue, Bobtrue, Cidtrue]").isEqualTo(this.chunks.plain());
			assertThat(result.lazy()).isEmpty();
		}
	}

}
