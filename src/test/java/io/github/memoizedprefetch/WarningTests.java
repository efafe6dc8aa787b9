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

import java.sql.Blob;
import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.misfits.Attachment;
import io.github.memoizedprefetch.model.misfits.Misfit;
import io.github.memoizedprefetch.model.misfits.Parcel;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.Hibernate;
import org.hibernate.annotations.NotFound;
import org.hibernate.annotations.NotFoundAction;
import org.hibernate.engine.jdbc.proxy.BlobProxy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * What cannot be prefetched is said once, with the remedy.
 */
class WarningTests {

	@AutoClose
	private static final Database database = Database.open(Author.class, Misfit.class, Attachment.class, Parcel.class);

	@AutoClose
	private final LogCapture log = new LogCapture();

	private static MemoizedPrefetch prefetch(String... paths) {
		return MemoizedPrefetch.builder(database.entityManagerFactory()).paths(paths).itemType(Misfit.class).build();
	}

	@Test
	void should_say_that_an_eager_association_is_loaded_with_its_owner() {
		MemoizedPrefetch prefetch = prefetch("eager", "eagers", "part.maker");
		persistWithEager(2);
		Misfit misfit = database.read((entityManager) -> entityManager.find(Misfit.class, 2));
		prefetch.processChunk(List.of(misfit));
		prefetch.processChunk(List.of(misfit));
		String remedy = "it is EAGER; let the reader's query leave it out with the hints of"
				+ " EagerAssociations.lazy(..), or map it with fetch = FetchType.LAZY.";
		assertThat(this.log.warnings()).containsExactlyInAnyOrder(
				"Prefetching 'eager' comes too late, the reader loads it with its owner: " + remedy,
				"Prefetching 'eagers' comes too late, the reader loads it with its owner: " + remedy);
	}

	private static void persistWithEager(int id) {
		database.inTransaction((entityManager) -> {
			Author author = new Author(100L + id, "Author " + id);
			entityManager.persist(author);
			Misfit misfit = new Misfit(id, null, null);
			ReflectionTestUtils.setField(misfit, "eager", author);
			entityManager.persist(misfit);
		});
	}

	@Test
	void should_not_say_so_of_what_a_fetch_graph_leaves_out() {
		MemoizedPrefetch prefetch = prefetch("eager", "eagers");
		persistWithEager(3);
		Misfit misfit = database
			.read((entityManager) -> entityManager.createQuery("from Misfit where id = 3", Misfit.class)
				.setHint("jakarta.persistence.fetchgraph", entityManager.createEntityGraph(Misfit.class))
				.getSingleResult());
		Object eager = ReflectionTestUtils.getField(misfit, "eager");
		assertThat(Hibernate.isInitialized(eager)).isFalse();
		prefetch.processChunk(List.of(misfit));
		assertThat(Hibernate.isInitialized(eager)).isTrue();
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_say_that_an_array_is_left_alone() {
		prefetch("array");
		assertThat(this.log.warnings())
			.containsExactly("'array' is not prefetched: arrays cannot be initialised in place.");
	}

	@Test
	void should_say_that_the_inverse_side_of_an_optional_one_to_one_is_loaded_with_its_owner() {
		prefetch("attachment.misfit");
		assertThat(this.log.warnings()).first()
			.isEqualTo("Prefetching 'attachment' comes too late, the reader loads it with its owner:"
					+ " it is the inverse side of a @OneToOne, which Hibernate always loads with its owner;"
					+ " leave the path out.");
	}

	@Test
	void should_say_that_a_blob_cannot_be_memoized_and_leave_its_owner_to_hibernate() {
		MemoizedPrefetch prefetch = prefetch("lazyAttachment");
		database.inTransaction((entityManager) -> {
			Attachment attachment = new Attachment(1, null, null);
			entityManager.persist(attachment);
			entityManager.persist(new Misfit(1, null, attachment));
		});
		for (int chunk = 0; chunk < 2; chunk++) {
			Misfit misfit = database.read((entityManager) -> entityManager.find(Misfit.class, 1));
			assertThat(database.statements().during(() -> prefetch.processChunk(List.of(misfit)))).isEmpty();
			assertThat(Hibernate.isInitialized(misfit.getLazyAttachment())).isFalse();
		}
		assertThat(this.log.warnings())
			.containsExactly("'lazyAttachment' is not prefetched: Attachment.content is a java.sql.Blob,"
					+ " which cannot outlive its transaction; map it as byte[] or String.");
	}

	@Entity(name = "Folder")
	static class Folder {

		@Id
		private Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		private Paper paper;

	}

	@Entity(name = "Paper")
	abstract static class Paper {

		@Id
		private Long id;

	}

	@Entity(name = "Scan")
	static class Scan extends Paper {

		Blob content;

	}

	@Test
	void should_say_that_a_blob_of_a_subclass_cannot_be_memoized() {
		try (Database folders = Database.open(Folder.class, Paper.class, Scan.class)) {
			MemoizedPrefetch.builder(folders.entityManagerFactory()).itemType(Folder.class).paths("paper").build();
		}
		assertThat(this.log.warnings()).containsExactly("'paper' is not prefetched: Scan.content is a java.sql.Blob,"
				+ " which cannot outlive its transaction; map it as byte[] or String.");
	}

	@Test
	void should_not_memoize_a_blob_that_comes_along_with_a_target() {
		database.inTransaction((entityManager) -> {
			Misfit misfit = new Misfit(7, null, null);
			entityManager.persist(misfit);
			entityManager.persist(new Attachment(7, misfit, BlobProxy.generateProxy(new byte[] { 42 })));
			entityManager.persist(new Parcel(7, misfit));
		});
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory()).paths("misfit").build();
		List<Blob> blobs = new ArrayList<>();
		for (int chunk = 0; chunk < 2; chunk++) {
			database.inTransaction((entityManager) -> {
				Parcel parcel = entityManager.find(Parcel.class, 7);
				prefetch.processChunk(List.of(parcel));
				Blob content = parcel.getMisfit().getAttachment().getContent();
				assertThatNoException().isThrownBy(() -> assertThat(content.getBytes(1, 1)).containsExactly(42));
				blobs.add(content);
			});
		}
		assertThat(blobs.get(0)).isNotSameAs(blobs.get(1));
	}

	@Entity(name = "Letter")
	static class Letter {

		@Id
		private Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		@NotFound(action = NotFoundAction.IGNORE)
		private Paper stamp;

		@ManyToOne(fetch = FetchType.LAZY)
		private Sealed seal;

	}

	/** As classes of Kotlin are. */
	@Entity(name = "Sealed")
	static final class Sealed {

		@Id
		private Long id;

	}

	@Test
	void should_say_what_hibernate_can_make_no_proxy_of() {
		try (Database letters = Database.open(Letter.class, Paper.class, Scan.class, Sealed.class)) {
			letters.execute("insert into Sealed (id) values (1)");
			letters.execute("insert into Letter (id, stamp_id, seal_id) values (1, 5, 1)");
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(letters.entityManagerFactory())
				.itemType(Letter.class)
				.paths("stamp", "seal")
				.build();
			Letter letter = letters.read((entityManager) -> entityManager.find(Letter.class, 1L));
			assertThat(letters.statements().during(() -> prefetch.processChunk(List.of(letter)))).isEmpty();
			assertThat(letter.stamp).isNull();
			assertThat(letter.seal.id).isOne();
		}
		String late = " comes too late, the reader loads it with its owner: ";
		assertThat(this.log.warnings()).contains(
				"Prefetching 'stamp'" + late + "@NotFound makes it EAGER; remove it, or leave the path out.",
				"Prefetching 'seal'" + late + "Hibernate cannot make proxies of Sealed; make the class non-final.");
	}

}
