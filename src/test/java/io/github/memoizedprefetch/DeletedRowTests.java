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

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import org.hibernate.StatelessSession;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rows that the database deletes or changes because a row is deleted that they refer to.
 * Nothing tells of them. Novel 1 is of genre 1 and has editor 2; novel 2 of neither, but
 * its mood is the genre. Writer 1 has noted the genre.
 */
class DeletedRowTests {

	private final Database database = Database.open(Reading.class, Writer.class, Novel.class, Genre.class, House.class);

	private final MemoizedPrefetch prefetch = prefetch("writer.novels.editor", "novel", "novel.genres");

	private MemoizedPrefetch prefetch(String... paths) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Reading.class)
			.paths(paths)
			.build();
	}

	@BeforeEach
	void fill() {
		this.database.inTransaction((em) -> {
			House house = new House();
			em.persist(house);
			Genre genre = new Genre();
			genre.house = house;
			em.persist(genre);
			Writer writer = new Writer();
			writer.id = 1;
			writer.notes.add(new Note("note", null));
			writer.notes.add(new Note("noted genre", genre));
			em.persist(writer);
			Writer editor = new Writer();
			editor.id = 2;
			editor.name = "Ed";
			em.persist(editor);
			for (long id = 1; id <= 2; id++) {
				Novel novel = new Novel();
				novel.id = id;
				novel.writer = writer;
				novel.genre = (id == 1) ? genre : null;
				novel.editor = (id == 1) ? editor : null;
				novel.mood = (id == 2) ? genre : null;
				novel.genres.add(genre);
				novel.tags.add("tag");
				em.persist(novel);
				Reading reading = new Reading();
				reading.id = id;
				reading.writer = writer;
				reading.novel = (id == 2) ? novel : null;
				reading.labels.add("label " + id);
				em.persist(reading);
			}
		});
		assertThat(prefetched()).isEqualTo(List.of("1: 1Ed2-,", "2: 1Ed2-,2[genre]"));
	}

	@AfterEach
	void close() {
		this.database.close();
	}

	/** The ways to delete a row that Hibernate hears of. */
	enum Way {

		REMOVE {
			@Override
			void delete(EntityManager em, Class<?> type, long id) {
				em.remove(em.find(type, id));
			}
		},
		REMOVE_REFERENCE {
			@Override
			void delete(EntityManager em, Class<?> type, long id) {
				em.remove(em.getReference(type, id));
			}
		},
		JPQL {
			@Override
			void delete(EntityManager em, Class<?> type, long id) {
				em.createQuery("delete from " + type.getSimpleName() + " where id = " + id).executeUpdate();
			}
		},
		CRITERIA {
			@Override
			void delete(EntityManager em, Class<?> type, long id) {
				delete(em, em.getCriteriaBuilder().createCriteriaDelete(type), type, id);
			}

			private <T> void delete(EntityManager em, jakarta.persistence.criteria.CriteriaDelete<T> delete,
					Class<?> type, long id) {
				@SuppressWarnings("unchecked")
				var root = delete.from((Class<T>) type);
				em.createQuery(delete.where(em.getCriteriaBuilder().equal(root.get("id"), id))).executeUpdate();
			}
		};

		abstract void delete(EntityManager em, Class<?> type, long id);

	}

	@ParameterizedTest
	@EnumSource
	void should_see_rows_that_are_deleted_with_a_row_they_refer_to(Way way) {
		this.database.inTransaction((em) -> way.delete(em, Genre.class, 1));
		assertThat(prefetched()).isEqualTo(plain()).isEqualTo(List.of("1: 2-,", "2: 2-,2[]"));
	}

	@ParameterizedTest
	@EnumSource
	void should_see_them_through_a_table_between(Way way) {
		this.database.inTransaction((em) -> way.delete(em, House.class, 1));
		assertThat(prefetched()).isEqualTo(plain()).isEqualTo(List.of("1: 2-,", "2: 2-,2[]"));
	}

	@ParameterizedTest
	@EnumSource
	void should_see_references_that_are_set_to_null(Way way) {
		this.database.inTransaction((em) -> way.delete(em, Writer.class, 2));
		assertThat(prefetched()).isEqualTo(plain()).isEqualTo(List.of("1: 1-2-,", "2: 1-2-,2[genre]"));
	}

	@ParameterizedTest
	@EnumSource
	void should_see_them_in_the_transaction_itself(Way way) {
		this.database.inTransaction((em) -> {
			way.delete(em, Genre.class, 1);
			em.flush();
			em.clear();
			assertThat(prefetched(em)).isEqualTo(List.of("1: 2-,", "2: 2-,2[]"));
		});
	}

	@ParameterizedTest
	@EnumSource
	void should_see_references_that_are_set_to_null_behind_rows_that_are_deleted(Way way) {
		MemoizedPrefetch moods = prefetch("novel.mood");
		assertThat(read(moods, DeletedRowTests::mood)).isEqualTo(List.of("-", "genre"));
		this.database.inTransaction((em) -> {
			way.delete(em, House.class, 1);
			em.flush();
			em.clear();
			assertThat(read(em, moods::processChunk, DeletedRowTests::mood)).isEqualTo(List.of("-", "-"));
		});
		assertThat(read(moods, DeletedRowTests::mood)).isEqualTo(plain(DeletedRowTests::mood))
			.isEqualTo(List.of("-", "-"));
	}

	@ParameterizedTest
	@EnumSource
	void should_see_elements_that_are_deleted_with_what_they_refer_to(Way way) {
		MemoizedPrefetch notes = prefetch("writer.notes");
		assertThat(read(notes, DeletedRowTests::notes)).containsOnly("[note, noted genre]");
		this.database.inTransaction((em) -> way.delete(em, Genre.class, 1));
		assertThat(read(notes, DeletedRowTests::notes)).isEqualTo(plain(DeletedRowTests::notes)).containsOnly("[note]");
	}

	/** JDBC inserts their owner again, of which nothing tells. */
	@ParameterizedTest
	@EnumSource
	void should_see_elements_that_are_deleted_with_their_owner(Way way) {
		MemoizedPrefetch labels = prefetch("labels");
		assertThat(read(labels, DeletedRowTests::labels)).isEqualTo(List.of("[label 1]", "[label 2]"));
		this.database.inTransaction((em) -> way.delete(em, Reading.class, 1));
		this.database.execute("insert into Reading (id, writer_id) values (1, 1)");
		assertThat(read(labels, DeletedRowTests::labels)).isEqualTo(plain(DeletedRowTests::labels))
			.isEqualTo(List.of("[]", "[label 2]"));
	}

	@ParameterizedTest
	@EnumSource
	void should_see_elements_whose_owner_is_deleted_with_a_row_it_refers_to(Way way) {
		MemoizedPrefetch tags = prefetch("writer.novels.tags");
		assertThat(read(tags, DeletedRowTests::tags)).containsOnly("1[tag]2[tag]");
		this.database.inTransaction((em) -> way.delete(em, House.class, 1));
		this.database.execute("insert into Novel (id, writer_id) values (1, 1)");
		assertThat(read(tags, DeletedRowTests::tags)).isEqualTo(plain(DeletedRowTests::tags)).containsOnly("1[]2[tag]");
	}

	@Test
	void should_see_what_a_stateless_session_deletes() {
		Genre genre = this.database.read((em) -> em.find(Genre.class, 1L));
		this.database.entityManagerFactory()
			.unwrap(SessionFactoryImplementor.class)
			.inStatelessTransaction((StatelessSession session) -> session.delete(genre));
		assertThat(prefetched()).isEqualTo(plain()).isEqualTo(List.of("1: 2-,", "2: 2-,2[]"));
	}

	@Test
	void should_keep_what_does_not_refer_to_it() {
		this.database.statements().reset();
		this.database.inTransaction((em) -> em.remove(em.find(Reading.class, 1L)));
		int before = this.database.statements().count();
		prefetched();
		assertThat(this.database.statements().count() - before).isOne();
	}

	private List<String> prefetched() {
		return this.database.read(this::prefetched);
	}

	private List<String> prefetched(EntityManager entityManager) {
		return read(entityManager, this.prefetch::processChunk, DeletedRowTests::describe);
	}

	private List<String> plain() {
		return plain(DeletedRowTests::describe);
	}

	private List<String> plain(Function<Reading, String> processor) {
		return this.database.read((em) -> read(em, (items) -> {
		}, processor));
	}

	private List<String> read(MemoizedPrefetch prefetch, Function<Reading, String> processor) {
		return this.database.read((em) -> read(em, prefetch::processChunk, processor));
	}

	private static List<String> read(EntityManager em, Consumer<List<Reading>> prefetch,
			Function<Reading, String> processor) {
		List<Reading> items = em.createQuery("from Reading order by id", Reading.class).getResultList();
		prefetch.accept(items);
		return items.stream().map(processor).toList();
	}

	private static String mood(Reading item) {
		return (item.novel != null && item.novel.getMood() != null) ? item.novel.getMood().getName() : "-";
	}

	private static String notes(Reading item) {
		return item.writer.getNotes().stream().map(Note::text).sorted().toList().toString();
	}

	private static String labels(Reading item) {
		return item.labels.stream().sorted().toList().toString();
	}

	private static String tags(Reading item) {
		StringBuilder line = new StringBuilder();
		item.writer.getNovels()
			.stream()
			.sorted(Comparator.comparing(Novel::getId))
			.forEach((novel) -> line.append(novel.getId()).append(novel.getTags().stream().toList()));
		return line.toString();
	}

	private static String describe(Reading item) {
		StringBuilder line = new StringBuilder(item.id + ": ");
		item.writer.getNovels()
			.stream()
			.sorted(Comparator.comparing(Novel::getId))
			.forEach((novel) -> line.append(novel.getId())
				.append((novel.getEditor() != null) ? novel.getEditor().getName() : "-"));
		line.append(',');
		if (item.novel != null) {
			line.append(item.novel.getId()).append(item.novel.getGenres().stream().map(Genre::getName).toList());
		}
		return line.toString();
	}

	@Entity(name = "Reading")
	static class Reading {

		@Id
		long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Writer writer;

		@ManyToOne(fetch = FetchType.LAZY)
		Novel novel;

		@ElementCollection
		@OnDelete(action = OnDeleteAction.CASCADE)
		Set<String> labels = new HashSet<>();

	}

	@Entity(name = "Writer")
	static class Writer {

		@Id
		long id;

		String name;

		@OneToMany(mappedBy = "writer")
		Set<Novel> novels = new HashSet<>();

		/** Its own class does not refer to any other. */
		@ElementCollection
		Set<Note> notes = new HashSet<>();

		public String getName() {
			return this.name;
		}

		public Set<Novel> getNovels() {
			return this.novels;
		}

		public Set<Note> getNotes() {
			return this.notes;
		}

	}

	@Entity(name = "Novel")
	static class Novel {

		@Id
		long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Writer writer;

		@ManyToOne(fetch = FetchType.LAZY)
		@OnDelete(action = OnDeleteAction.SET_NULL)
		Writer editor;

		@ManyToOne(fetch = FetchType.LAZY)
		@OnDelete(action = OnDeleteAction.CASCADE)
		Genre genre;

		@ManyToMany
		@JoinTable(inverseForeignKey = @ForeignKey(
				foreignKeyDefinition = "foreign key (genres_id) references Genre on delete cascade"))
		Set<Genre> genres = new HashSet<>();

		@ManyToOne(fetch = FetchType.LAZY)
		@OnDelete(action = OnDeleteAction.SET_NULL)
		Genre mood;

		@ElementCollection
		@OnDelete(action = OnDeleteAction.CASCADE)
		Set<String> tags = new HashSet<>();

		public Long getId() {
			return this.id;
		}

		public Writer getEditor() {
			return this.editor;
		}

		public Set<Genre> getGenres() {
			return this.genres;
		}

		public Genre getMood() {
			return this.mood;
		}

		public Set<String> getTags() {
			return this.tags;
		}

	}

	@Embeddable
	record Note(String text,
			@ManyToOne(fetch = FetchType.LAZY) @OnDelete(action = OnDeleteAction.CASCADE) Genre genre) {
	}

	@Entity(name = "Genre")
	static class Genre {

		@Id
		long id = 1;

		@ManyToOne(fetch = FetchType.LAZY)
		@OnDelete(action = OnDeleteAction.CASCADE)
		House house;

		public String getName() {
			return "genre";
		}

	}

	@Entity(name = "House")
	static class House {

		@Id
		long id = 1;

	}

}
