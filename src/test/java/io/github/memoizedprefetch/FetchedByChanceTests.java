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

import java.util.Arrays;
import java.util.List;

import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one statement loads together may refer to each other by associations that nobody
 * asked to be fetched along. A change of one is to be seen through the other, too.
 */
class FetchedByChanceTests {

	@AutoClose
	private final Database database = Database.open(Essay.class, Writer.class, House.class);

	@Test
	void should_see_a_change_of_what_came_with_the_same_statement() {
		this.database.inTransaction((em) -> {
			House house = new House();
			house.id = 0L;
			em.persist(house);
			for (long id = 0; id < 2; id++) {
				Writer writer = new Writer();
				writer.id = id;
				writer.name = "before";
				writer.house = house;
				writer.teacher = (id > 0) ? em.find(Writer.class, 0L) : null;
				em.persist(writer);
				Essay essay = new Essay();
				essay.id = id;
				essay.writer = writer;
				em.persist(essay);
			}
		});
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Essay.class)
			.paths("writer.teacher")
			.config(MemoizedPrefetchConfig.of(Writer.class).fetch("house"))
			.build();
		assertThat(teachers(prefetch, 0, 1)).containsExactly("", "before");
		this.database.inTransaction((em) -> em.find(Writer.class, 0L).name = "after");
		this.database.statements().reset();
		assertThat(teachers(prefetch, 1)).containsExactly("after");
		assertThat(this.database.statements().count()).isEqualTo(2); // essays, teacher
	}

	private List<String> teachers(MemoizedPrefetch prefetch, long... ids) {
		return this.database.read((em) -> {
			List<Essay> essays = em.createQuery("from ChanceEssay where id in :ids order by id", Essay.class)
				.setParameter("ids", Arrays.stream(ids).boxed().toList())
				.getResultList();
			prefetch.processChunk(essays);
			return essays.stream()
				.map((essay) -> (essay.writer.teacher() != null) ? essay.writer.teacher().name() : "")
				.toList();
		});
	}

	/** The item. */
	@Entity(name = "ChanceEssay")
	static class Essay {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Writer writer;

	}

	/** Taught by another one. */
	@Entity(name = "ChanceWriter")
	static class Writer {

		@Id
		Long id;

		String name;

		@ManyToOne(fetch = FetchType.LAZY)
		Writer teacher;

		@ManyToOne(fetch = FetchType.LAZY)
		House house;

		String name() {
			return this.name;
		}

		Writer teacher() {
			return this.teacher;
		}

	}

	/** Fetched along. */
	@Entity(name = "ChanceHouse")
	static class House {

		@Id
		Long id;

	}

}
