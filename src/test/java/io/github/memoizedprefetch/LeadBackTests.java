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

import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.press.Article;
import io.github.memoizedprefetch.model.press.Letter;
import io.github.memoizedprefetch.model.press.Post;
import io.github.memoizedprefetch.model.press.Section;
import io.github.memoizedprefetch.model.press.Topic;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.proxy.HibernateProxy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Detached items whose references lead back to items of the chunk: to the items
 * themselves, as in one session.
 */
class LeadBackTests {

	@AutoClose
	private final Database database = Database.open(Article.class, Section.class, Post.class, Topic.class,
			Letter.class);

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			for (int id = 0; id < 3; id++) {
				Section section = new Section(id);
				Topic topic = new Topic(id);
				List<Article> articles = new ArrayList<>();
				List<Post> posts = new ArrayList<>();
				for (int i = 0; i < 3; i++) {
					articles.add(new Article(3 * id + i, section));
					posts.add(new Post(3 * id + i, topic));
				}
				entityManager.persist(section);
				entityManager.persist(topic);
				articles.forEach(entityManager::persist);
				posts.forEach(entityManager::persist);
				for (int i = 0; i < 3; i++) {
					articles.get(i).setNext(articles.get((i == 2) ? 2 : i + 1));
					posts.get(i).setNext(posts.get((i == 2) ? 2 : i + 1));
					section.getPlaces().put("place " + i, articles.get(i));
					topic.getPlaces().put("place " + i, posts.get(i));
				}
				section.setBest(articles.get(id));
				topic.setBest(posts.get(id));
			}
		});
	}

	private MemoizedPrefetch prefetch(String... paths) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory()).paths(paths).build();
	}

	private static List<Article> articles(EntityManager entityManager) {
		return entityManager.createQuery("from Article where id < 7 order by id", Article.class).getResultList();
	}

	private static List<Post> posts(EntityManager entityManager) {
		return entityManager.createQuery("from Post where id < 7 order by id", Post.class).getResultList();
	}

	@Test
	void should_lead_back_to_the_items_themselves() {
		MemoizedPrefetch prefetch = prefetch("section.best.next", "section.all", "section.places", "next");
		for (int run = 0; run < 2; run++) {
			List<Article> items = this.database.read(LeadBackTests::articles);
			prefetch.processChunk(items);
			assertThat(this.database.statements().during(() -> items.forEach((item) -> assertLeadsBack(item, items))))
				.isEmpty();
			// what is no item is an entity of its own
			Article eight = items.get(6).getSection().getBest();
			assertThat(eight.getTitle()).isEqualTo("Title 8");
			assertSameRow(items.get(6).getSection().getAll().get(2), eight);
		}
	}

	/** Queries return proxies where there were some. */
	private static void assertSameRow(Object reference, Object item) {
		assertThat(Hibernate.unproxy(reference)).isSameAs(Hibernate.unproxy(item));
	}

	private static void assertLeadsBack(Article item, List<Article> items) {
		Section section = item.getSection();
		for (Article other : Stream
			.of(List.of(section.getBest(), item.getNext()), section.getAll(), section.getPlaces().values())
			.flatMap((articles) -> articles.stream())
			.toList()) {
			if (other.getId() < 7) {
				assertSameRow(other, items.get(other.getId()));
			}
		}
	}

	/** Fewer statements than before: what the chunk has need not be loaded. */
	@Test
	void should_not_load_what_the_chunk_has() {
		List<Article> items = this.database.read(LeadBackTests::articles).subList(0, 3);
		MemoizedPrefetch prefetch = prefetch("section.best", "next");
		assertThat(this.database.statements().during(() -> prefetch.processChunk(items))).hasSize(1);
		assertThat(prefetch.statistics().target(Article.class).misses()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "section.best", "section.all", "section.places", "section.best.next", "next" })
	void should_merge_as_from_one_session(String path) {
		List<String> plain = merged(path, false);
		populateAgain();
		assertThat(merged(path, true)).isEqualTo(plain);
	}

	private List<String> merged(String path, boolean prefetched) {
		List<Article> items = prefetched ? this.database.read(LeadBackTests::articles)
				: this.database.read((entityManager) -> initialised(articles(entityManager), path));
		if (prefetched) {
			prefetch(path).processChunk(items);
		}
		items.forEach((item) -> item.setTitle(item.getTitle() + "!"));
		write((entityManager) -> items.forEach(entityManager::merge));
		return this.database
			.read((entityManager) -> entityManager.createQuery("select title from Article order by id", String.class)
				.getResultList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "topic.best", "topic.all", "topic.places", "topic.best.next", "next" })
	void should_merge_with_all_cascades_as_from_one_session(String path) {
		List<Post> items = this.database.read(LeadBackTests::posts);
		prefetch(path).processChunk(items);
		items.forEach((item) -> item.setTitle(item.getTitle() + "!"));
		write((entityManager) -> items.forEach(entityManager::merge));
		List<String> titles = this.database
			.read((entityManager) -> entityManager.createQuery("select title from Post order by id", String.class)
				.getResultList());
		assertThat(titles).containsExactly("Title 0!", "Title 1!", "Title 2!", "Title 3!", "Title 4!", "Title 5!",
				"Title 6!", "Title 7", "Title 8");
	}

	private void write(Consumer<EntityManager> writer) {
		this.database.inTransaction(writer);
	}

	private void populateAgain() {
		for (String table : List.of("section_places", "topic_places")) {
			this.database.execute("delete from " + table);
		}
		this.database.execute("update Section set best_id = null");
		this.database.execute("update Topic set best_id = null");
		this.database.execute("update Article set next_id = null");
		this.database.execute("update Post set next_id = null");
		for (String table : List.of("Article", "Post", "Section", "Topic")) {
			this.database.execute("delete from " + table);
		}
		populate();
	}

	private static List<Article> initialised(List<Article> items, String path) {
		for (Article item : items) {
			Hibernate.initialize(item.getSection());
			switch (path) {
				case "section.best" -> Hibernate.initialize(item.getSection().getBest());
				case "section.all" -> Hibernate.initialize(item.getSection().getAll());
				case "section.places" -> Hibernate.initialize(item.getSection().getPlaces());
				case "section.best.next" -> {
					Hibernate.initialize(item.getSection().getBest());
					Hibernate.initialize(item.getSection().getBest().getNext());
				}
				default -> Hibernate.initialize(item.getNext());
			}
		}
		return items;
	}

	/** An item that is no entity, and one that is not asked for any path. */
	public record Row(Article article, Article other) {
	}

	@Test
	void should_lead_back_to_entities_at_the_head_of_a_path() {
		List<Article> articles = this.database.read(LeadBackTests::articles);
		List<Row> rows = List.of(new Row(articles.get(1), articles.get(0)), new Row(articles.get(3), articles.get(4)));
		prefetch("article.section.best", "other.next").processChunk(rows);
		assertSameRow(articles.get(1).getSection().getBest(), articles.get(0));
		assertSameRow(articles.get(3).getSection().getBest(), articles.get(4));
	}

	@Test
	void should_lead_to_what_was_initialised_before() {
		List<Article> items = this.database.read((entityManager) -> {
			List<Article> all = articles(entityManager);
			Hibernate.initialize(all.get(1).getSection());
			entityManager.clear();
			return List.of(all.get(1), entityManager.find(Article.class, 0));
		});
		prefetch("section", "next").processChunk(items);
		assertThat(Hibernate.unproxy(items.get(1).getSection())).isSameAs(Hibernate.unproxy(items.get(0).getSection()));
		assertSameRow(items.get(1).getNext(), items.get(0));
	}

	@Test
	void should_take_the_first_of_twins_and_keep_both() {
		Article first = this.database.read((entityManager) -> entityManager.find(Article.class, 0));
		Article second = this.database.read((entityManager) -> entityManager.find(Article.class, 0));
		Article third = this.database.read((entityManager) -> entityManager.find(Article.class, 2));
		prefetch("section.best").processChunk(List.of(first, second, third));
		assertSameRow(third.getSection().getBest(), first);
		assertSameRow(second.getSection().getBest(), first);
	}

	@Test
	void should_leave_items_detached_and_their_lazies_as_they_are() {
		MemoizedPrefetch prefetch = prefetch("section.best");
		for (int run = 0; run < 2; run++) {
			List<Article> items = this.database.read(LeadBackTests::articles);
			prefetch.processChunk(items);
			assertThat(Hibernate.isInitialized(items.get(6).getNext())).isFalse();
			this.database.inTransaction((entityManager) -> {
				Article merged = entityManager.merge(items.get(6));
				assertThat(merged).isNotSameAs(items.get(6));
				assertThat(entityManager.contains(items.get(6))).isFalse();
				assertThat(merged.getNext().getTitle()).isEqualTo("Title 7");
			});
		}
	}

	@Test
	void should_lead_back_to_items_of_stateless_and_cleared_sessions() {
		MemoizedPrefetch prefetch = prefetch("section.best", "section.all");
		SessionFactory factory = this.database.entityManagerFactory().unwrap(SessionFactory.class);
		List<Article> stateless = factory.fromStatelessTransaction(
				(session) -> session.createSelectionQuery("from Article where id < 7 order by id", Article.class)
					.getResultList());
		prefetch.processChunk(stateless);
		assertSameRow(stateless.get(5).getSection().getBest(), stateless.get(4));
		this.database.inTransaction((entityManager) -> {
			List<Article> items = articles(entityManager);
			entityManager.clear();
			prefetch.processChunk(items);
			assertSameRow(items.get(5).getSection().getBest(), items.get(4));
			// the very proxies, where items are such
			assertThat(items.get(5).getSection().getAll()).containsExactlyInAnyOrder(items.get(3), items.get(4),
					items.get(5));
			assertThat(items.subList(3, 6)).hasAtLeastOneElementOfType(HibernateProxy.class);
			assertThat(this.database.statements().during(entityManager::flush)).isEmpty();
		});
	}

	/** Each session has its own. */
	@Test
	void should_not_mix_managed_and_detached_items() {
		List<Article> detached = this.database.read(LeadBackTests::articles);
		MemoizedPrefetch prefetch = prefetch("section.best");
		this.database.inTransaction((entityManager) -> {
			Article managed = entityManager.find(Article.class, 0);
			Article other = detached.get(2);
			prefetch.processChunk(List.of(managed, other));
			assertSameRow(managed.getSection().getBest(), managed);
			assertThat(Hibernate.unproxy(other.getSection().getBest())).isNotSameAs(managed);
			assertThat(other.getSection().getBest().getTitle()).isEqualTo("Title 0");
		});
	}

	/** What is left to a session is still its own. */
	@Test
	void should_not_lead_to_items_of_a_session_that_is_left_alone() {
		Article detached = this.database.read((entityManager) -> entityManager.find(Article.class, 2));
		MemoizedPrefetch prefetch = prefetch("section.best.next");
		SessionFactory factory = this.database.entityManagerFactory().unwrap(SessionFactory.class);
		try (Session session = factory.withOptions().jdbcTimeZone(TimeZone.getTimeZone("GMT+14")).openSession()) {
			Article managed = session.find(Article.class, 0);
			prefetch.processChunk(List.of(detached, managed));
			assertThat(Hibernate.unproxy(detached.getSection().getBest())).isNotSameAs(managed);
			assertThat(detached.getSection().getBest().getNext().getTitle()).isEqualTo("Title 1");
			assertThat(Hibernate.isInitialized(managed.getSection())).isFalse();
		}
	}

	/** A managed item whose collections have not been looked at yet. */
	@Test
	void should_not_lead_to_managed_items_that_have_nothing_but_collections() {
		this.database.execute("update Section set best_id = null where id = 1");
		this.database.execute("update Article set next_id = 3 where id = 0");
		Section detached = this.database.read((entityManager) -> entityManager.find(Section.class, 0));
		MemoizedPrefetch prefetch = prefetch("best.next.section", "all");
		this.database.inTransaction((entityManager) -> {
			Section managed = entityManager.find(Section.class, 1);
			prefetch.processChunk(List.of(detached, managed));
			assertThat(Hibernate.isInitialized(managed.getAll())).isTrue();
			assertThat(Hibernate.unproxy(detached.getBest().getNext().getSection())).isNotSameAs(managed);
			assertThat(detached.getBest().getNext().getSection().getName()).isEqualTo("Name 1");
		});
	}

	/**
	 * Their proxies have a session still, which has instances of its own; their
	 * collections have none.
	 */
	@Test
	void should_lead_back_to_items_that_are_detached_one_by_one() {
		MemoizedPrefetch prefetch = prefetch("all.section", "best.section");
		this.database.inTransaction((entityManager) -> {
			List<Section> items = entityManager.createQuery("from Section order by id", Section.class).getResultList();
			items.forEach(entityManager::detach);
			prefetch.processChunk(items);
			for (Section item : items) {
				assertThat(item.getAll()).hasSize(3).allSatisfy((article) -> assertSameRow(article.getSection(), item));
				assertThat(entityManager.contains(item)).isFalse();
				assertThat(Hibernate.unproxy(item.getBest().getSection())).isNotSameAs(item)
					.satisfies((section) -> assertThat(entityManager.contains(section)).isTrue());
			}
			assertThat(this.database.statements().during(entityManager::flush)).isEmpty();
		});
	}

	/** Nothing but initialised proxies tells of the session that goes on. */
	@Test
	void should_not_lead_to_what_is_managed_behind_initialised_proxies() {
		MemoizedPrefetch prefetch = prefetch("best.next", "all");
		this.database.inTransaction((entityManager) -> {
			List<Section> items = entityManager.createQuery("from Section order by id", Section.class).getResultList();
			items.forEach(entityManager::detach);
			entityManager.createQuery("from Article order by id desc", Article.class).getResultList();
			assertThat(items).allMatch((item) -> Hibernate.isInitialized(item.getBest()));
			prefetch.processChunk(items);
			assertThat(items).allSatisfy((item) -> assertThat(item.getAll()).hasSize(3)
				.noneMatch((article) -> entityManager.contains(article)));
		});
	}

	/** What was never read is no row of the database: its version tells. */
	@Test
	void should_not_lead_to_new_items() {
		this.database.inTransaction((entityManager) -> {
			Letter first = new Letter(0, "Letter 0");
			entityManager.persist(first);
			entityManager.persist(new Letter(1, "Letter 1").answering(first));
		});
		Letter answer = this.database.read((entityManager) -> entityManager.find(Letter.class, 1));
		Letter fresh = new Letter(0, "New");
		Letter withoutId = new Letter(null, "Without an id");
		prefetch("answered").processChunk(List.of(fresh, withoutId, answer));
		assertThat(Hibernate.unproxy(answer.getAnswered())).isNotSameAs(fresh);
		assertThat(answer.getAnswered().getTitle()).isEqualTo("Letter 0");
	}

	@Test
	void should_serve_strict_mode() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("section.best")
			.strictMode(StrictMode.WARN)
			.build();
		List<Article> items = this.database.read(LeadBackTests::articles);
		prefetch.processChunk(items);
		items.forEach((item) -> item.getSection().getBest().getTitle());
		assertThat(prefetch.lazyLoads()).isEmpty();
	}

}
