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
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hibernate (7.4) loses a reference where a fetch graph leads to an entity as an element
 * before it comes to it as what it was asked for.
 */
class MisreadCycleTests {

	@AutoClose
	private final Database database = Database.open(Item.class, Topic.class, Piece.class);

	@BeforeEach
	void insert() {
		this.database.inTransaction((em) -> {
			for (long id = 0; id < 2; id++) {
				Piece piece = new Piece();
				piece.id = id;
				em.persist(piece);
				Topic topic = new Topic();
				topic.id = id;
				topic.featured = piece;
				em.persist(topic);
				Item item = new Item();
				item.id = id;
				item.topic = topic;
				em.persist(item);
			}
			for (long id = 0; id < 2; id++) {
				em.find(Piece.class, id).topics.addAll(List.of(em.find(Topic.class, 0L), em.find(Topic.class, 1L)));
			}
		});
	}

	@Test
	void should_be_left_for_the_paths_behind() {
		List<String> plain = this.database.read((em) -> lines(items(em)));
		assertThat(plain).containsExactly("0 in [0, 1]", "1 in [0, 1]");
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Item.class)
			.config(MemoizedPrefetchConfig.of(Topic.class, "topic").fetch("featured.topics.featured"))
			.build();
		for (int run = 0; run < 2; run++) {
			assertThat(this.database.<List<String>>read((em) -> {
				List<Item> items = items(em);
				prefetch.processChunk(items);
				return lines(items);
			})).isEqualTo(plain);
		}
	}

	@Test
	void should_be_fetched_along_beside_a_collection_that_leads_back() {
		this.database.inTransaction((em) -> em.find(Topic.class, 0L).related
			.addAll(List.of(em.find(Topic.class, 0L), em.find(Topic.class, 1L))));
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Item.class)
			.config(MemoizedPrefetchConfig.of(Topic.class, "topic").fetch("related", "featured"))
			.build();
		List<Item> items = this.database.read(MisreadCycleTests::items);
		this.database.statements().reset();
		prefetch.processChunk(items);
		assertThat(this.database.statements().count()).isOne();
		assertThat(items).extracting((item) -> item.topic().beside()).containsExactly("0 [0, 1]", "1 []");
	}

	private static List<Item> items(EntityManager em) {
		return em.createQuery("from MisreadItem order by id", Item.class).getResultList();
	}

	private static List<String> lines(List<Item> items) {
		return items.stream().map((item) -> item.topic().line()).toList();
	}

	/** The item. */
	@Entity(name = "MisreadItem")
	static class Item {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Topic topic;

		Topic topic() {
			return this.topic;
		}

	}

	/** Its target. */
	@Entity(name = "MisreadTopic")
	static class Topic {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Piece featured;

		@ManyToMany
		Set<Topic> related = new HashSet<>();

		Long id() {
			return this.id;
		}

		String beside() {
			return this.featured.id() + " " + this.related.stream().map(Topic::id).sorted().toList();
		}

		String line() {
			return (this.featured != null) ? this.featured.line() : "none";
		}

	}

	/** Leads back. */
	@Entity(name = "MisreadPiece")
	static class Piece {

		@Id
		Long id;

		@ManyToMany
		Set<Topic> topics = new HashSet<>();

		Long id() {
			return this.id;
		}

		String line() {
			return this.id + " in " + this.topics.stream().map(Topic::id).sorted().toList();
		}

	}

}
