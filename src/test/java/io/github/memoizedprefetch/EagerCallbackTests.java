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
import jakarta.persistence.PostLoad;
import jakarta.persistence.Transient;
import jakarta.persistence.TypedQuery;
import org.hibernate.Hibernate;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;
import org.hibernate.proxy.HibernateProxy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is EAGER is loaded with its owner, also if users hear of it, and if the owner
 * refers to the same entity lazily as well.
 */
class EagerCallbackTests {

	@AutoClose
	private final Database database = Database.open(Paper.class, Scholar.class);

	@Test
	void should_be_called_before_the_step_comes_to_what_is_eager() {
		this.database.inTransaction((em) -> {
			for (long id = 0; id < 6; id++) {
				Scholar scholar = new Scholar();
				scholar.id = id;
				em.persist(scholar);
			}
			em.flush();
			for (long id = 0; id < 4; id++) {
				Paper paper = new Paper();
				paper.id = id;
				paper.author = em.getReference(Scholar.class, (id + 1) % 4);
				paper.reviewer = em.getReference(Scholar.class, id / 2);
				paper.readers.add(em.getReference(Scholar.class, 4 + id / 2));
				em.persist(paper);
			}
		});
		List<Integer> plain = this.database.read((em) -> loads(papers(em)));
		assertThat(plain).containsExactly(11, 11, 11, 11);
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Paper.class)
			.paths("*eager", "author")
			.build();
		List<Integer> prefetched = this.database.read((em) -> {
			TypedQuery<Paper> query = query(em);
			EagerAssociations.lazy(this.database.entityManagerFactory(), Paper.class).forEach(query::setHint);
			List<Paper> papers = query.getResultList();
			prefetch.processChunk(papers);
			this.database.statements().reset();
			List<Integer> loads = loads(papers);
			assertThat(papers).extracting((paper) -> Hibernate.isInitialized(paper.author))
				.containsExactly(true, false, false, true);
			papers.forEach((paper) -> assertThat(Hibernate.unproxy(paper.author, Scholar.class).loads).isEqualTo(1));
			assertThat(this.database.statements().count()).isZero();
			return loads;
		});
		assertThat(prefetched).isEqualTo(plain);
	}

	@Test
	void should_wait_with_what_is_eager_for_an_owner_that_waits() {
		this.database.inTransaction((em) -> {
			Paper paper = new Paper();
			paper.id = 0L;
			paper.author = new Scholar();
			paper.author.id = 0L;
			paper.editor = paper.author;
			em.persist(paper.author);
			em.persist(paper);
		});
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Paper.class)
			.paths("editor")
			.build();
		List<Boolean> plain = this.database.read((em) -> proxies(em.getReference(Paper.class, 0L)));
		assertThat(plain).containsExactly(true, true);
		assertThat(this.database.<List<Boolean>>read((em) -> {
			Paper paper = em.getReference(Paper.class, 0L);
			prefetch.processChunk(List.of(paper));
			return proxies(paper);
		})).isEqualTo(plain);
	}

	/** Whether it refers to its author, who is made a proxy before its editor, by one. */
	private static List<Boolean> proxies(Paper reference) {
		Paper paper = Hibernate.unproxy(reference, Paper.class);
		return List.of(paper.author instanceof HibernateProxy, paper.editor instanceof HibernateProxy);
	}

	private static TypedQuery<Paper> query(EntityManager em) {
		return em.createQuery("from EagerPaper order by id", Paper.class);
	}

	private static List<Paper> papers(EntityManager em) {
		return query(em).getResultList();
	}

	/**
	 * How often the reviewers and, as tens, the readers were told, nothing loaded for it.
	 */
	private static List<Integer> loads(List<Paper> papers) {
		return papers.stream()
			.map((paper) -> loads(paper.reviewer)
					+ 10 * (Hibernate.isInitialized(paper.readers) ? loads(paper.readers.iterator().next()) : 0))
			.toList();
	}

	private static int loads(Scholar scholar) {
		return Hibernate.isInitialized(scholar) ? Hibernate.unproxy(scholar, Scholar.class).loads : 0;
	}

	/** The item. */
	@Entity(name = "EagerPaper")
	static class Paper {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Scholar author;

		@ManyToOne
		@Fetch(FetchMode.SELECT)
		Scholar editor;

		@ManyToOne
		Scholar reviewer;

		@ManyToMany(fetch = FetchType.EAGER)
		Set<Scholar> readers = new HashSet<>();

	}

	/** Hears of it. */
	@Entity(name = "EagerScholar")
	static class Scholar {

		@Id
		Long id;

		@Transient
		int loads;

		@PostLoad
		void loaded() {
			this.loads++;
		}

	}

}
