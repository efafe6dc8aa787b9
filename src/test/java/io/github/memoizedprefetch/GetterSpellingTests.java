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

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code getAFriend} is the property {@code AFriend} by the rule of JavaBeans, and the
 * attribute {@code aFriend} where fields are mapped.
 */
class GetterSpellingTests {

	@AutoClose
	private final Database database = Database.open(Author.class, Cabinet.class, Label.class);

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			Author author = new Author(1, "Author 1");
			Author other = new Author(2, "Author 2");
			entityManager.persist(author);
			entityManager.persist(other);
			Cabinet cabinet = new Cabinet();
			cabinet.id = 1L;
			cabinet.aFriend = author;
			cabinet.aDrawer = new Drawer();
			cabinet.aDrawer.aKeeper = other;
			cabinet.aList = List.of(cabinet.aDrawer);
			entityManager.persist(cabinet);
			Label label = new Label();
			label.aKey = new LabelKey();
			label.aKey.number = 1;
			label.aKey.aWriter = author;
			entityManager.persist(label);
		});
	}

	@Test
	void should_serve_typed_paths_at_items_in_embeddables_and_in_elements() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Cabinet.class)
			.paths(AssociationPath.of(Cabinet::getAFriend),
					AssociationPath.of(Cabinet::getADrawer).then(Drawer::getAKeeper),
					AssociationPath.ofMany(Cabinet::getAList).then(Drawer::getAKeeper))
			.build();
		Cabinet cabinet = this.database.read((entityManager) -> entityManager.find(Cabinet.class, 1L));
		prefetch.processChunk(List.of(cabinet));
		assertThat(cabinet.getAFriend().getName()).isEqualTo("Author 1");
		assertThat(cabinet.getADrawer().getAKeeper().getName()).isEqualTo("Author 2");
		assertThat(cabinet.getAList().get(0).getAKeeper().getName()).isEqualTo("Author 2");
	}

	/** The config serves none: what is left is among the paths, whatever it is called. */
	@ParameterizedTest
	@CsvSource({ "aFriend,aFriend", "AFriend,aFriend", "aDrawer.aKeeper,aDrawer.aKeeper",
			"ADrawer.AKeeper,aDrawer.aKeeper" })
	void should_know_in_strict_mode_that_a_path_was_given(String given, String attribute) {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Cabinet.class)
			.config(MemoizedPrefetchConfig.of(Author.class, given)
				.restriction((root, query, builder) -> builder.equal(root.get("id"), 9)))
			.strictMode(StrictMode.FAIL)
			.build();
		this.database.inTransaction((entityManager) -> {
			Cabinet cabinet = entityManager.find(Cabinet.class, 1L);
			prefetch.processChunk(List.of(cabinet));
			Author author = attribute.equals("aFriend") ? cabinet.getAFriend() : cabinet.getADrawer().getAKeeper();
			assertThatExceptionOfType(UnprefetchedAssociationException.class).isThrownBy(author::getName)
				.withMessage("cabinet." + attribute + " of Cabinet#1 is among the paths, but was left as Hibernate made"
						+ " it; the log says why, or its row is missing");
		});
	}

	/** Within a key that is embedded, named either way. */
	@ParameterizedTest
	@CsvSource({ "aKey.aWriter,true", "AKey.AWriter,true", "aKey.aWriter,false", "AKey.AWriter,false" })
	void should_serve_what_an_embedded_key_holds(String path, boolean managed) {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Label.class)
			.paths(path)
			.build();
		assertWriter(prefetch, managed);
	}

	@Test
	void should_serve_typed_paths_into_an_embedded_key() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Label.class)
			.paths(AssociationPath.of(Label::getAKey).then(LabelKey::getAWriter))
			.build();
		assertWriter(prefetch, false);
	}

	private void assertWriter(MemoizedPrefetch prefetch, boolean managed) {
		this.database.read((entityManager) -> {
			Label label = entityManager.createQuery("from Label", Label.class).getSingleResult();
			if (!managed) {
				entityManager.clear();
			}
			assertThat(this.database.statements().during(() -> prefetch.processChunk(List.of(label)))).hasSize(1);
			assertThat(this.database.statements()
				.during(() -> assertThat(label.getAKey().getAWriter().getName()).isEqualTo("Author 1"))).isEmpty();
			return label;
		});
	}

	@Test
	void should_name_the_property_of_an_item_that_is_no_entity() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Row.class)
			.config(MemoizedPrefetchConfig.of(Author.class, "aCabinet.aFriend")
				.restriction((root, query, builder) -> builder.equal(root.get("id"), 9)))
			.strictMode(StrictMode.FAIL)
			.build();
		this.database.inTransaction((entityManager) -> {
			Row row = new Row(entityManager.find(Cabinet.class, 1L));
			prefetch.processChunk(List.of(row));
			Author author = row.getACabinet().getAFriend();
			assertThatExceptionOfType(UnprefetchedAssociationException.class).isThrownBy(author::getName)
				.withMessage("row.ACabinet.aFriend of Row 1 of the chunk is among the paths, but was left as Hibernate"
						+ " made it; the log says why, or its row is missing");
		});
	}

	@Entity(name = "Cabinet")
	@Access(AccessType.FIELD)
	public static class Cabinet {

		@Id
		private Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		private Author aFriend;

		@Embedded
		private Drawer aDrawer;

		@ElementCollection
		private List<Drawer> aList;

		public Author getAFriend() {
			return this.aFriend;
		}

		public Drawer getADrawer() {
			return this.aDrawer;
		}

		public List<Drawer> getAList() {
			return this.aList;
		}

	}

	@Embeddable
	@Access(AccessType.FIELD)
	public static class Drawer {

		@ManyToOne(fetch = FetchType.LAZY)
		private Author aKeeper;

		public Author getAKeeper() {
			return this.aKeeper;
		}

	}

	@Entity(name = "Label")
	@Access(AccessType.FIELD)
	public static class Label {

		@EmbeddedId
		private LabelKey aKey;

		public LabelKey getAKey() {
			return this.aKey;
		}

	}

	@Embeddable
	@Access(AccessType.FIELD)
	public static class LabelKey {

		private int number;

		@ManyToOne(fetch = FetchType.LAZY)
		private Author aWriter;

		public Author getAWriter() {
			return this.aWriter;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof LabelKey key && key.number == this.number;
		}

		@Override
		public int hashCode() {
			return this.number;
		}

	}

	public static class Row {

		private final Cabinet cabinet;

		Row(Cabinet cabinet) {
			this.cabinet = cabinet;
		}

		public Cabinet getACabinet() {
			return this.cabinet;
		}

	}

}
