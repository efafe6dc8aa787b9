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
package io.github.memoizedprefetch.hibernate;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.events.ChangedTables;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionImplementor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What hearing of changes costs, in calls and in what is remembered.
 */
class ChangeEventsTests {

	private final Database database = Database.open().populate();

	private final PersistenceUnit unit = PersistenceUnit.of(this.database.entityManagerFactory());

	private final List<Collection<Change>> heard = new ArrayList<>();

	private final Change.Listener listener = this.heard::add;

	private final Change.Watch watch = this.unit.onChange(this.listener);

	@AfterEach
	void close() {
		this.database.close();
	}

	@Test
	void should_tell_a_listener_once_of_a_commit_with_many_changes() {
		this.watch.add(Set.of("Author"));
		this.database.inTransaction((em) -> em.createQuery("from Author", Author.class)
			.getResultList()
			.forEach((a) -> a.setName("changed")));
		assertThat(this.heard).singleElement()
			.satisfies((changes) -> assertThat(changes).singleElement().satisfies((change) -> {
				assertThat(change.tables()).containsExactly("Author");
				assertThat(change.keys()).hasSizeGreaterThan(5);
			}));
	}

	@Test
	void should_tell_nobody_who_watches_other_tables() {
		this.watch.add(Set.of("Publisher"));
		this.database.inTransaction((em) -> em.find(Author.class, 7).setName("changed"));
		assertThat(this.heard).isEmpty();
		this.database.inTransaction((em) -> em.createNativeQuery("update Author set name = 'x'").executeUpdate());
		assertThat(this.heard).singleElement().isEqualTo(List.of(Change.UNKNOWN));
	}

	@Test
	void should_tell_by_table_of_what_was_changed_before_it_is_watched() {
		this.database.inTransaction((em) -> {
			em.find(Author.class, 7).setName("changed");
			em.flush();
			this.watch.add(Set.of("Author"));
		});
		assertThat(this.heard).singleElement().isEqualTo(List.of(Change.of(Set.of("Author"))));
	}

	@Test
	void should_know_the_changed_tables_of_a_transaction_however_many_rows() {
		this.watch.add(Set.of("Author"));
		this.database.inTransaction((em) -> {
			em.createQuery("from Author", Author.class).getResultList().forEach((author) -> author.setName("changed"));
			em.find(Publisher.class, 1).setName("changed");
			em.flush();
			ChangedTables changed = this.unit.changes().uncommitted(em.unwrap(SessionImplementor.class));
			assertThat(changed).isEqualTo(new ChangedTables(Set.of("Author", "Publisher"), false));
			assertThat(changed).isSameAs(this.unit.changes().uncommitted(em.unwrap(SessionImplementor.class)));
			em.createNativeQuery("update Author set name = 'x'").executeUpdate();
			assertThat(this.unit.changes().uncommitted(em.unwrap(SessionImplementor.class)).anyOther()).isTrue();
			assertThat(changed.anyOther()).isFalse();
		});
	}

	@Test
	void should_hear_of_what_sessions_do_that_share_a_transaction() {
		this.watch.add(Set.of("Author"));
		this.database.inTransaction((em) -> {
			Session child = em.unwrap(Session.class).sessionWithOptions().connection().openSession();
			child.find(Author.class, 7).setName("changed");
			child.flush();
			child.close();
			assertThat(this.unit.changes().uncommitted(em.unwrap(SessionImplementor.class)).tables())
				.containsExactly("Author");
		});
		assertThat(this.heard).isNotEmpty();
	}

	@Test
	void should_not_keep_a_session_that_is_never_closed() {
		this.watch.add(Set.of("Author"));
		int before = this.unit.changes().size();
		List<WeakReference<Session>> sessions = List.of(abandoned(false), abandoned(true));
		collect(sessions, before);
	}

	/** A session in the middle of its transaction. */
	private WeakReference<Session> abandoned(boolean detached) {
		Session session = this.database.entityManagerFactory().unwrap(SessionFactory.class).openSession();
		session.beginTransaction();
		session.find(Author.class, 7).setName("changed");
		session.flush();
		if (detached) {
			session.clear();
		}
		session.doWork((connection) -> connection.rollback()); // lets go of the row
		return new WeakReference<>(session);
	}

	@Test
	void should_not_keep_a_session_that_is_closed_within_its_transaction() {
		this.watch.add(Set.of("Author"));
		int before = this.unit.changes().size();
		EntityManager em = this.database.entityManagerFactory().createEntityManager();
		em.getTransaction().begin();
		em.find(Author.class, 7).setName("changed");
		em.flush();
		em.close();
		WeakReference<Object> session = new WeakReference<>(em);
		em.getTransaction().commit();
		em = null;
		assertThat(this.heard).hasSize(1);
		collect(List.of(session), before);
	}

	@Test
	void should_forget_listeners_that_are_gone_and_their_tables() {
		int before = this.unit.changes().size();
		WeakReference<Change.Listener> gone = listener();
		assertThat(this.unit.changes().size()).isEqualTo(before + 3);
		collect(List.of(gone), before);
	}

	private WeakReference<Change.Listener> listener() {
		List<Object> changes = new ArrayList<>();
		Change.Listener listener = changes::addAll;
		this.unit.onChange(listener).add(Set.of("Book", "Review"));
		return new WeakReference<>(listener);
	}

	private void collect(List<? extends WeakReference<?>> references, int size) {
		for (int i = 0; i < 200 && !isCollected(references, size); i++) {
			System.gc();
		}
		assertThat(references).allMatch((reference) -> reference.refersTo(null));
		assertThat(this.unit.changes().size()).isEqualTo(size);
	}

	private boolean isCollected(List<? extends WeakReference<?>> references, int size) {
		return references.stream().allMatch((reference) -> reference.refersTo(null))
				&& this.unit.changes().size() == size;
	}

}
