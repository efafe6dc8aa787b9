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

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A path leads to what has come along with something that came along; the collection
 * beside it has entities attached in the order of loading.
 */
class DeepCompanionTests {

	@AutoClose
	private final Database database = Database.open(Letter.class, Envelope.class, Stamp.class, Ink.class);

	@Test
	void should_not_be_loaded_again() {
		this.database.inTransaction((em) -> {
			Ink ink = new Ink();
			ink.id = 1L;
			ink.colour = "blue";
			em.persist(ink);
			Stamp stamp = new Stamp();
			stamp.id = 2L;
			stamp.ink = ink;
			em.persist(stamp);
			Envelope envelope = new Envelope();
			envelope.id = 3L;
			envelope.stamp = stamp;
			envelope.ink = ink;
			em.persist(envelope);
			Letter letter = new Letter();
			letter.id = 4L;
			letter.envelope = envelope;
			em.persist(letter);
		});
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("envelope.ink", "envelope.others")
			.itemType(Letter.class)
			.build();
		this.database.inTransaction((em) -> {
			Letter letter = em.createQuery("from " + Letter.class.getName(), Letter.class).getSingleResult();
			this.database.statements().reset();
			prefetch.processChunk(List.of(letter));
			assertThat(letter.envelope.getInk().getColour()).isEqualTo("blue");
			assertThat(letter.envelope.getInk()).isSameAs(letter.envelope.getStamp().ink);
			assertThat(letter.envelope.getOthers()).isEmpty();
			assertThat(this.database.statements().count()).isEqualTo(2); // one of them
																			// for others
		});
	}

	/** The item. */
	@Entity
	static class Letter {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Envelope envelope;

	}

	/** Comes with its stamp. */
	@Entity
	static class Envelope {

		@Id
		Long id;

		@ManyToOne
		Stamp stamp;

		@ManyToOne(fetch = FetchType.LAZY)
		Ink ink;

		@ManyToMany
		Set<Ink> others = new HashSet<>();

		Stamp getStamp() {
			return this.stamp;
		}

		Ink getInk() {
			return this.ink;
		}

		Set<Ink> getOthers() {
			return this.others;
		}

	}

	/** Comes with its ink. */
	@Entity
	static class Stamp {

		@Id
		Long id;

		@ManyToOne
		Ink ink;

	}

	/** What both lead to. */
	@Entity
	static class Ink {

		@Id
		Long id;

		String colour;

		String getColour() {
			return this.colour;
		}

	}

}
