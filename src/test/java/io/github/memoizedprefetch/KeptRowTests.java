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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import org.hibernate.annotations.Audited;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.SoftDeleteType;
import org.hibernate.annotations.Temporal;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tables that keep rows which are no longer in force: what was removed does not come
 * back, of however many owners.
 */
@EnabledIf("isKnown")
class KeptRowTests {

	/** Since Hibernate 7.4. */
	static boolean isKnown() {
		return TemporalSessionTests.isKnown();
	}

	@ParameterizedTest
	@CsvSource({ "single_table,temporal", "single_table,temporalList", "single_table,temporalWords",
			"single_table,temporalMap", "single_table,softDeleted", "single_table,softDeletedByTime",
			"single_table,audited", "single_table,notes", "single_table,entities", "single_table,temporalEntities",
			"history_table,temporal", "history_table,temporalList", "history_table,temporalWords",
			"history_table,temporalEntities", "history_table,notes" })
	void should_not_bring_back_what_was_removed(String strategy, String path) {
		Map<String, Object> settings = Map.of("hibernate.temporal.table_strategy", strategy);
		try (Database database = Database.open(settings, Folder.class, Sheet.class, Note.class)) {
			populate(database);
			Chunks<Folder> chunks = new Chunks<>(database, Folder.class, 3, (folder) -> folder.describe(path));
			List<String> plain = chunks.plain();
			assertThat(plain).allSatisfy((line) -> assertThat(line).doesNotContain("1").contains("2"));
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Folder.class)
				.paths(path)
				.build();
			for (Chunks.Result result : List.of(chunks.managed(prefetch::processChunk),
					chunks.detached(prefetch::processChunk))) {
				assertThat(result.lines()).isEqualTo(plain);
				assertThat(result.lazy()).isEmpty();
			}
		}
	}

	private static void populate(Database database) {
		database.inTransaction((entityManager) -> {
			for (long id = 1; id <= 3; id++) {
				Folder folder = new Folder(id);
				entityManager.persist(folder);
				for (long i = 1; i <= 2; i++) {
					Sheet sheet = new Sheet(10 * id + 3 * i, "sheet " + i);
					entityManager.persist(sheet);
					Note note = new Note(10 * id + 3 * i, "note " + i, folder);
					entityManager.persist(note);
					folder.all().forEach((sheets) -> sheets.add(sheet));
					folder.temporalWords.add("word " + i);
					folder.temporalMap.put("key " + i, sheet);
					folder.temporalEntities.add(note);
				}
			}
		});
		database.inTransaction((entityManager) -> {
			for (Folder folder : entityManager.createQuery("from Folder", Folder.class).getResultList()) {
				folder.all().forEach((sheets) -> sheets.removeIf((sheet) -> sheet.name.equals("sheet 1")));
				folder.temporalWords.remove("word 1");
				folder.temporalMap.remove("key 1");
				folder.temporalEntities.removeIf((note) -> note.name.equals("note 1"));
			}
			entityManager.createQuery("from Note", Note.class)
				.getResultList()
				.stream()
				.filter((note) -> note.name.equals("note 1"))
				.forEach(entityManager::remove);
			entityManager.createQuery("from Note", Note.class)
				.getResultList()
				.stream()
				.filter((note) -> !note.name.equals("note 1"))
				.forEach((note) -> note.name = "note 22");
		});
	}

	@Entity(name = "Folder")
	static class Folder {

		@Id
		Long id;

		@ManyToMany
		@Temporal
		@JoinTable(name = "temporal_sheets")
		Set<Sheet> temporal = new HashSet<>();

		@ManyToMany
		@Temporal
		@OrderColumn
		@JoinTable(name = "temporal_list")
		List<Sheet> temporalList = new ArrayList<>();

		@ElementCollection
		@Temporal
		Set<String> temporalWords = new HashSet<>();

		@ManyToMany
		@Temporal
		@MapKeyColumn
		@JoinTable(name = "temporal_map")
		Map<String, Sheet> temporalMap = new HashMap<>();

		@ManyToMany
		@SoftDelete
		@JoinTable(name = "soft_deleted")
		Set<Sheet> softDeleted = new HashSet<>();

		@ManyToMany
		@SoftDelete(strategy = SoftDeleteType.TIMESTAMP)
		@JoinTable(name = "soft_by_time")
		Set<Sheet> softDeletedByTime = new HashSet<>();

		@ManyToMany
		@Audited
		@JoinTable(name = "audited")
		Set<Sheet> audited = new HashSet<>();

		@OneToMany(mappedBy = "folder")
		Set<Note> notes = new HashSet<>();

		@ManyToMany
		@JoinTable(name = "folder_entities", foreignKey = @jakarta.persistence.ForeignKey(name = "none"))
		Set<Sheet> entities = new HashSet<>();

		@ManyToMany
		@JoinTable(name = "folder_notes")
		Set<Note> temporalEntities = new HashSet<>();

		protected Folder() {
		}

		Folder(Long id) {
			this.id = id;
		}

		List<java.util.Collection<Sheet>> all() {
			return List.of(this.temporal, this.temporalList, this.softDeleted, this.softDeletedByTime, this.audited,
					this.entities);
		}

		String describe(String path) {
			Iterable<?> elements = switch (path) {
				case "temporal" -> this.temporal;
				case "temporalList" -> this.temporalList;
				case "temporalWords" -> this.temporalWords;
				case "temporalMap" -> this.temporalMap.values();
				case "softDeleted" -> this.softDeleted;
				case "softDeletedByTime" -> this.softDeletedByTime;
				case "audited" -> this.audited;
				case "notes" -> this.notes;
				case "entities" -> this.entities;
				default -> this.temporalEntities;
			};
			TreeSet<String> names = new TreeSet<>();
			elements.forEach((element) -> names.add(element.toString()));
			return names.toString();
		}

	}

	@Entity(name = "Sheet")
	static class Sheet {

		@Id
		Long id;

		String name;

		protected Sheet() {
		}

		Sheet(Long id, String name) {
			this.id = id;
			this.name = name;
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	@Entity(name = "Note")
	@Temporal
	static class Note {

		@Id
		Long id;

		String name;

		@ManyToOne(fetch = FetchType.LAZY)
		@JoinColumn
		Folder folder;

		protected Note() {
		}

		Note(Long id, String name, Folder folder) {
			this.id = id;
			this.name = name;
			this.folder = folder;
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
