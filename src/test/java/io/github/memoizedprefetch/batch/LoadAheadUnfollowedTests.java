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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import org.hibernate.annotations.Formula;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.support.ListItemReader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Elements that come along with a collection which is loaded ahead, and of whose changes
 * nobody hears.
 */
class LoadAheadUnfollowedTests {

	private static final int ITEMS = 6;

	@AutoClose
	private final Database database = Database.open(Parent.class, Child.class, Word.class);

	@Test
	void should_not_take_what_may_have_changed() {
		this.database.inTransaction((entityManager) -> LongStream.range(0, ITEMS).forEach((id) -> {
			Parent parent = new Parent();
			parent.id = id;
			entityManager.persist(parent);
			Child child = new Child();
			child.id = id;
			child.parent = parent;
			entityManager.persist(child);
		}));
		List<Parent> parents = this.database
			.read((entityManager) -> entityManager.createQuery("from Parent p order by p.id", Parent.class)
				.getResultList());
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Parent.class)
			.paths("children")
			.build();
		List<Long> words = new ArrayList<>();
		StepExecution execution = new TestStep<Parent, Long>(Kind.CHUNK_ORIENTED).chunkSize(1)
			.reader(MemoizedPrefetchItemReader.builder(new ListItemReader<>(parents), prefetch)
				.windowSize(ITEMS)
				.prefetchSize(1)
				.loadAhead(2)
				.build())
			.processor((parent) -> parent.children.get(0).words)
			.writer((chunk) -> {
				chunk.forEach(words::add);
				this.database.inTransaction((entityManager) -> {
					Word word = new Word();
					word.id = (long) words.size();
					entityManager.persist(word);
				});
			})
			.run();
		assertThat(execution.getFailureExceptions()).isEmpty();
		assertThat(words).isEqualTo(LongStream.range(0, ITEMS).boxed().toList());
	}

	@Entity(name = "Parent")
	static class Parent {

		@Id
		Long id;

		@OneToMany(mappedBy = "parent")
		List<Child> children;

	}

	@Entity(name = "Child")
	static class Child {

		@Id
		Long id;

		@ManyToOne
		Parent parent;

		@Formula("(select count(*) from Word w)")
		Long words;

	}

	@Entity(name = "Word")
	static class Word {

		@Id
		Long id;

	}

}
