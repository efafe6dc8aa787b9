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
package io.github.memoizedprefetch.eager;

import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.EagerAssociations;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** EAGER associations that lead back to where they come from, over an {@code @Any}. */
class EagerCycleTests {

	@AutoClose
	private static final Database database = Database.open(Holder.class, Text.class, Owner.class);

	@BeforeAll
	static void populate() {
		database.inTransaction((entityManager) -> {
			for (long id = 1; id <= 4; id++) {
				Text text = new Text();
				text.id = id;
				text.owner = new Owner();
				text.owner.id = id;
				text.owner.name = "owner " + id;
				Holder holder = new Holder();
				holder.id = id;
				holder.property = text;
				entityManager.persist(text.owner);
				entityManager.persist(text);
				entityManager.persist(holder);
			}
		});
	}

	@Test
	void should_be_built() {
		List<String> plain = run(Map.of(), null);
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Text.class)
			.paths("owner")
			.build();
		assertThat(run(Map.of(), prefetch)).isEqualTo(plain);
		assertThat(run(EagerAssociations.lazy(database.entityManagerFactory(), Text.class), prefetch)).isEqualTo(plain);
	}

	private static List<String> run(Map<String, Object> hints, MemoizedPrefetch prefetch) {
		return database.read((entityManager) -> {
			var query = entityManager.createQuery("from Text order by id", Text.class);
			hints.forEach(query::setHint);
			List<Text> texts = query.getResultList();
			if (prefetch != null) {
				prefetch.processChunk(texts);
			}
			return texts.stream()
				.map((text) -> text.id + " " + text.holder.id + " " + text.owner.name + " "
						+ (text.holder.property == text))
				.toList();
		});
	}

	@Entity(name = "Holder")
	static class Holder {

		@Id
		private Long id;

		@Any(fetch = FetchType.EAGER)
		@AnyKeyJavaClass(Long.class)
		@AnyDiscriminatorValue(discriminator = "T", entity = Text.class)
		@Column(name = "property_type")
		@JoinColumn(name = "property_id")
		private Object property;

	}

	@Entity(name = "Text")
	static class Text {

		@Id
		private Long id;

		@OneToOne
		@JoinColumn(name = "id", insertable = false, updatable = false)
		private Holder holder;

		@ManyToOne(fetch = FetchType.LAZY)
		private Owner owner;

	}

	@Entity(name = "Owner")
	static class Owner {

		@Id
		private Long id;

		private String name;

	}

}
