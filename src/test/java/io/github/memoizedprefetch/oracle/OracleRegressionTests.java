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

package io.github.memoizedprefetch.oracle;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.oracle.model.Agency;
import io.github.memoizedprefetch.oracle.model.Author;
import io.github.memoizedprefetch.oracle.model.Biography;
import io.github.memoizedprefetch.oracle.model.Publisher;
import io.github.memoizedprefetch.oracle.model.Rating;
import io.github.memoizedprefetch.oracle.model.Work;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.Hibernate;
import org.hibernate.HibernateException;
import org.hibernate.TransientPropertyValueException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the oracle has found, with the data that it was found with.
 */
class OracleRegressionTests {

	@AutoClose
	private final OracleDatabase database = OracleDatabase.open("hsqldb");

	private final Attributes attributes = new Attributes(this.database.prefetched());

	/** In one session with the ratings Hibernate leaves attributes of the works null. */
	@Test
	void should_fetch_along_entities_whose_ids_refer_to_the_target() {
		this.database.tables().write(new DataGenerator(this.database, this.attributes).generate(600073));
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.prefetched())
			.config(MemoizedPrefetchConfig.of(Work.class, "work").fetch("ratings"))
			.build();
		assertSameAsWithout(prefetch, Rating.class, "work");
	}

	@Test
	void should_fetch_basic_values_along() {
		for (long seed = 1; seed < 4; seed++) {
			this.database.tables().write(new DataGenerator(this.database, this.attributes).generate(seed));
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.prefetched())
				.config(MemoizedPrefetchConfig.of(Work.class, "work").fetch("author.pseudonyms"),
						MemoizedPrefetchConfig.of(Author.class).fetch("pseudonyms"))
				.paths("remark.witness")
				.build();
			assertSameAsWithout(prefetch, Rating.class, "work.author.pseudonyms", "remark.witness.pseudonyms");
		}
	}

	/** A column of the element's says whose it is. */
	@Test
	void should_see_that_an_element_was_given_to_another_owner() {
		this.database.tables().write(new DataGenerator(this.database, this.attributes).generate(1));
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.prefetched()).paths("seals").build();
		assertSameAsWithout(prefetch, Agency.class, "seals");
		this.database.prefetched().inTransaction((session) -> {
			List<Agency> agencies = session.createSelectionQuery("from Agency order by serial", Agency.class)
				.getResultList();
			Agency giver = agencies.stream().filter((agency) -> !seals(agency).isEmpty()).findFirst().orElseThrow();
			Agency taker = agencies.stream().filter((agency) -> agency != giver).findFirst().orElseThrow();
			seals(taker).add(seals(giver).iterator().next());
		});
		assertSameAsWithout(prefetch, Agency.class, "seals");
	}

	@SuppressWarnings("unchecked")
	private Set<Object> seals(Agency agency) {
		return (Set<Object>) value(agency, "seals");
	}

	/**
	 * A proxy that was made before a query read its row is initialised when something
	 * else refers to it. It may be detached later on. As of 7.4.13 Hibernate does so with
	 * the query already.
	 */
	@Test
	void should_initialise_a_proxy_that_it_meets_again() {
		this.database.tables().write(new DataGenerator(this.database, this.attributes).generate(1));
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.prefetched()).paths("author").build();
		boolean plain = initialisesParent((work) -> Hibernate.initialize(value(work, "author")));
		assertThat(plain).isTrue();
		assertThat(initialisesParent((work) -> {
			prefetch.processChunk(List.of(work));
			Hibernate.initialize(value(work, "author")); // users hear of it: it waits
		})).isTrue();
	}

	/** Whether it initialises the parent of a company that an author refers to too. */
	private boolean initialisesParent(Consumer<Object> initialiser) {
		return this.database.prefetched().fromSession((session) -> {
			Integer[] serials = session
				.createSelectionQuery(
						"select c.serial, p.serial, w.serial from Publisher c, Publisher p, Work w"
								+ " where c.parent = p and c.serial < p.serial and w.author.agency = p"
								+ " and (w.publisher is null or w.publisher <> p) order by c.serial, w.serial",
						Integer[].class)
				.setMaxResults(1)
				.getSingleResult();
			Object child = session
				.createSelectionQuery("from Publisher where serial in (:serials) order by serial", Publisher.class)
				.setParameterList("serials", List.of(serials[0], serials[1]))
				.getResultList()
				.get(0);
			Object parent = value(child, "parent");
			Work work = session.createSelectionQuery("from Work where serial = " + serials[2], Work.class)
				.getSingleResult();
			initialiser.accept(work);
			return Hibernate.isInitialized(parent);
		});
	}

	/** Hibernate asks the session before the database. */
	@Test
	void should_lead_back_to_an_item_whose_row_is_gone() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.prefetched()).paths("author").build();
		Object plain = biographyOfAuthor((item) -> Hibernate.initialize(value(item, "author")));
		assertThat(plain).isEqualTo(true);
		assertThat(biographyOfAuthor((item) -> prefetch.processChunk(List.of(item)))).isEqualTo(plain);
	}

	/** Whether the item's author leads back to the item. */
	private boolean biographyOfAuthor(Consumer<Object> initialiser) {
		this.database.tables().write(new DataGenerator(this.database, this.attributes).generate(1));
		return this.database.prefetched().fromSession((session) -> {
			Biography item = session.createSelectionQuery("from Biography order by id", Biography.class)
				.setMaxResults(1)
				.getSingleResult();
			this.database.prefetched()
				.inTransaction((other) -> other.createMutationQuery("delete from Biography").executeUpdate());
			initialiser.accept(item);
			return value(Hibernate.unproxy(value(item, "author")), "biography") == item;
		});
	}

	/** Flushing tells a reference to a proxy from one to what is removed. */
	@Test
	void should_find_by_id_the_instance_that_others_refer_to() {
		this.database.tables().write(new DataGenerator(this.database, this.attributes).generate(1));
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.prefetched())
			.itemType(Long.class)
			.itemsAreIdsOf(Author.class, "biography.author.agency")
			.build();
		Object plain = authorOfBiography((id) -> {
		});
		assertThat(plain).isEqualTo(Author.class);
		assertThat(authorOfBiography((id) -> prefetch.processChunk(List.of(id)))).isEqualTo(plain);
	}

	private Class<?> authorOfBiography(Consumer<Object> prefetch) {
		EntityManagerFactory factory = this.database.prefetched();
		Object id = this.database.prefetched()
			.fromSession((session) -> session
				.createSelectionQuery("select b.author.id from Biography b order by b.author.id", Object.class)
				.setMaxResults(1)
				.getSingleResult());
		return new TransactionTemplate(new JpaTransactionManager(factory)).execute((status) -> {
			prefetch.accept(id);
			EntityManager entityManager = EntityManagerFactoryUtils.getTransactionalEntityManager(factory);
			Author author = entityManager.find(Author.class, id);
			return value(value(author, "biography"), "author").getClass();
		});
	}

	/** Since 7.3 such a session refuses the change. */
	@Test
	void should_treat_changes_of_collections_in_a_read_only_session_as_without() {
		this.database.tables().write(new DataGenerator(this.database, this.attributes).generate(1));
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.prefetched()).paths("mentor").build();
		String plain = changeOfCollection((items) -> {
		});
		assertThat(changeOfCollection(prefetch::processChunk)).isEqualTo(plain);
	}

	/**
	 * A reference to an item of the chunk leads to that item, whose collections are
	 * merged with it then.
	 */
	@Test
	void should_merge_and_remove_detached_items_as_if_they_were_loaded_in_one_session() {
		this.database.tables().write(new DataGenerator(this.database, this.attributes).generate(101));
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.prefetched()).paths("parent.works").build();
		String loaded = removal((items) -> items.forEach((item) -> {
			Object parent = value(Hibernate.unproxy(item), "parent");
			if (Hibernate.unproxy(parent) instanceof Publisher publisher) {
				Hibernate.initialize(value(publisher, "works"));
			}
		}), (items) -> {
		});
		assertThat(loaded).isEqualTo(TransientPropertyValueException.class.getName());
		assertThat(removal((items) -> {
		}, prefetch::processChunk)).isEqualTo(loaded);
	}

	/**
	 * What comes of it.
	 * @param open what to do with the items before their session is closed
	 * @param closed what to do with them then
	 */
	private String removal(Consumer<List<Object>> open, Consumer<List<Object>> closed) {
		List<Object> items = this.database.prefetched().fromSession((session) -> {
			List<Object> publishers = session
				.createSelectionQuery("select id from Publisher order by serial", Object.class)
				.getResultList()
				.stream()
				.map((id) -> (Object) session.getReference(Publisher.class, id))
				.toList();
			open.accept(publishers);
			return publishers;
		});
		closed.accept(items);
		return this.database.prefetched().fromSession((session) -> {
			session.beginTransaction();
			try {
				items.forEach((item) -> session.remove(session.merge(item)));
				session.flush();
				return "removed";
			}
			catch (RuntimeException ex) {
				return ((ex.getCause() != null) ? ex.getCause() : ex).getClass().getName();
			}
			finally {
				session.getTransaction().rollback();
			}
		});
	}

	/** What comes of it. */
	private String changeOfCollection(Consumer<List<Object>> prefetch) {
		return this.database.prefetched().fromSession((session) -> {
			session.setDefaultReadOnly(true);
			session.beginTransaction();
			Object item = session.createSelectionQuery("from Author where mentor.id > id order by id", Object.class)
				.setMaxResults(1)
				.getSingleResult();
			prefetch.accept(List.of(item));
			Object mentor = Hibernate.unproxy(value(item, "mentor"));
			@SuppressWarnings("unchecked")
			Set<String> pseudonyms = (Set<String>) value(mentor, "pseudonyms");
			pseudonyms.add("new");
			try {
				session.flush();
				return "written";
			}
			catch (HibernateException ex) {
				return ex.getMessage();
			}
			finally {
				session.getTransaction().rollback();
			}
		});
	}

	private Object value(Object entity, String attribute) {
		return this.attributes.entity(entity).findAttributeMapping(attribute).getValue(entity);
	}

	private void assertSameAsWithout(MemoizedPrefetch prefetch, Class<?> type, String... paths) {
		List<Node> plain = read(type, paths, (items) -> {
		});
		assertThat(plain).isNotEmpty();
		assertThat(read(type, paths, prefetch::processChunk)).isEqualTo(plain);
	}

	/** What is behind uninitialised items. */
	private List<Node> read(Class<?> type, String[] paths, Consumer<List<Object>> prefetch) {
		Copies copies = new Copies(this.attributes);
		Renderer renderer = new Renderer(this.attributes, true);
		return this.database.prefetched().fromSession((session) -> {
			List<?> rows = this.database.prefetched()
				.fromSession((other) -> other
					.createSelectionQuery("from " + type.getSimpleName() + " order by serial", Object.class)
					.getResultList());
			List<Object> items = rows.stream().map((row) -> copies.reference(row, session)).toList();
			prefetch.accept(items);
			return items.stream().map((item) -> renderer.entity(item, PathTree.of(List.of(paths)))).toList();
		});
	}

}
