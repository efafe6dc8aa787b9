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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.Server;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Links of join tables that lead to rows that are gone. They are read alone where a
 * foreign key tells that there are none, until the first of these is met, because
 * somebody has switched it off.
 */
class DanglingLinkTests {

	private static final int POSTS = 9;

	private Database database;

	private Chunks<Post> chunks;

	/** Without the list. */
	private Chunks<Post> tagged;

	@BeforeEach
	void open() {
		this.database = Database.open(Post.class, Tag.class);
		fill(this.database);
		this.chunks = new Chunks<>(this.database, Post.class, 3, Post::toString);
		this.tagged = new Chunks<>(this.database, Post.class, 3, (post) -> ids(post.tags));
	}

	private static void fill(Database database) {
		database.inTransaction((entityManager) -> {
			for (long id = 1; id <= POSTS; id++) {
				entityManager.persist(new Tag(id));
			}
			for (long id = 1; id <= POSTS; id++) {
				Post post = new Post(id);
				for (long tag = 1; tag <= id; tag++) {
					post.tags.add(entityManager.getReference(Tag.class, tag));
					post.list.add(entityManager.getReference(Tag.class, POSTS + 1 - tag));
				}
				entityManager.persist(post);
			}
		});
	}

	@AfterEach
	void close() {
		this.database.close();
	}

	private MemoizedPrefetch prefetch(String... paths) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Post.class)
			.paths(paths)
			.config(new MemoizedPrefetchConfig<>(Tag.class).prefetchAll(false))
			.build();
	}

	@ParameterizedTest
	@EnumSource
	void should_read_links_alone_if_a_foreign_key_keeps_the_rows(Server server) {
		try (Database other = server.open(null, Post.class, Tag.class)) {
			fill(other);
			assertThat(links(other, "tags")).singleElement().asString().doesNotContain(" join ");
			assertThat(links(other, "list")).singleElement().asString().contains(" join ");
		}
	}

	private static List<String> links(Database database, String path) {
		List<Post> posts = database.read(DanglingLinkTests::posts);
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Post.class)
			.paths(path)
			.build();
		return database.statements()
			.during(() -> prefetch.processChunk(posts))
			.stream()
			.filter((sql) -> sql.contains("Post_" + path + " "))
			.toList();
	}

	private static List<Post> posts(EntityManager entityManager) {
		return entityManager.createQuery("select p from Post p order by p.id", Post.class).getResultList();
	}

	@Test
	void should_drop_what_leads_nowhere_as_hibernate_does() {
		delete("5, 8");
		List<String> truth = this.chunks.plain();
		assertThat(truth).last().isEqualTo("[1, 2, 3, 4, 6, 7, 9] [1, 2, 3, 4, 6, 7, 9]");
		for (var way : this.chunks.ways()) {
			Chunks.Result result = way.apply(prefetch("tags", "list"));
			assertThat(result.lines()).isEqualTo(truth);
			assertThat(result.lazy()).isEmpty();
		}
	}

	private void delete(String tags) {
		this.database.execute("set database referential integrity false");
		this.database.execute("delete from Tag where id in (" + tags + ")");
		this.database.execute("set database referential integrity true");
	}

	/** Once for the chunk that meets the first: later ones read them with their rows. */
	@Test
	void should_read_again_once() {
		delete("2");
		MemoizedPrefetch prefetch = prefetch("tags");
		Chunks.Result result = this.tagged.detached(prefetch::processChunk);
		// links and tags 1 to 3, of which 2 is missing, and links again; 4 to 6; 7 to 9
		assertThat(result.prefetched()).containsExactly(3, 2, 2, 0);
		assertThat(result.lazy()).isEmpty();
		assertThat(result.lines()).startsWith("[1]", "[1]", "[1, 3]");
		// what was remembered of the first chunk was forgotten then
		assertThat(this.tagged.managed(prefetch::processChunk).prefetched()).containsExactly(1, 0, 0, 0);
		assertThat(this.tagged.managed(prefetch::processChunk).prefetched()).containsExactly(0, 0, 0, 0);
	}

	/** What was remembered before the row was deleted has its link still. */
	@Test
	void should_drop_what_is_deleted_later_and_remembered() {
		MemoizedPrefetch prefetch = prefetch("tags");
		this.tagged.detached(prefetch::processChunk);
		delete("8");
		prefetch.evict(Tag.class);
		Chunks.Result result = this.tagged.detached(prefetch::processChunk);
		assertThat(result.lazy()).isEmpty();
		assertThat(result.lines()).isEqualTo(this.tagged.plain());
	}

	private static String ids(Collection<Tag> tags) {
		return tags.stream().map((tag) -> tag.id).sorted().toList().toString();
	}

	@Entity(name = "Post")
	static class Post {

		@Id
		Long id;

		@ManyToMany
		@JoinTable(name = "Post_tags")
		Set<Tag> tags = new HashSet<>();

		@ManyToMany
		@JoinTable(name = "Post_list", inverseForeignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
		List<Tag> list = new ArrayList<>();

		Post() {
		}

		Post(Long id) {
			this.id = id;
		}

		@Override
		public String toString() {
			return ids(this.tags) + " " + ids(this.list);
		}

	}

	@Entity(name = "Tag")
	static class Tag {

		@Id
		Long id;

		Tag() {
		}

		Tag(Long id) {
			this.id = id;
		}

	}

}
