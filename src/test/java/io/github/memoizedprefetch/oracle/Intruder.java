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
import java.util.Random;

import io.github.memoizedprefetch.oracle.model.Article;
import io.github.memoizedprefetch.oracle.model.Author;
import io.github.memoizedprefetch.oracle.model.Book;
import io.github.memoizedprefetch.oracle.model.Category;
import io.github.memoizedprefetch.oracle.model.Country;
import io.github.memoizedprefetch.oracle.model.Kind;
import io.github.memoizedprefetch.oracle.model.Model;
import io.github.memoizedprefetch.oracle.model.Publisher;
import io.github.memoizedprefetch.oracle.model.Stored;
import org.hibernate.Session;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.NativeQuery;

/**
 * Changes rows between the chunks, in a session of the same factory.
 */
final class Intruder {

	private static final List<Class<? extends Stored>> OFTEN_REFERRED_TO = List.of(Author.class, Book.class,
			Category.class, Country.class, Publisher.class);

	private static final List<Class<? extends Stored>> VERSIONED = List.of(Book.class, Article.class);

	private final Attributes attributes;

	private final Sessions sessions;

	private final Mutator mutator;

	/** Removes nothing. */
	private final Mutator keeper;

	private final long seed;

	private final Kind kind;

	private final boolean cursor;

	private final List<String> changes;

	private final List<PluralAttributeMapping> collections;

	/** What links lead to. */
	private final List<EntityPersister> linked;

	private int calls;

	private Session begun;

	Intruder(Attributes attributes, Sessions sessions, OracleCase oracleCase, List<String> changes) {
		this.attributes = attributes;
		this.sessions = sessions;
		this.seed = oracleCase.seed();
		this.kind = oracleCase.kind();
		this.cursor = oracleCase.reader() == ReaderKind.CURSOR;
		this.mutator = new Mutator(attributes, sessions, oracleCase, true, false, true, changes);
		this.keeper = new Mutator(attributes, sessions, oracleCase, false, false, true, changes);
		this.changes = changes;
		this.linked = linked(attributes.entity(oracleCase.itemType()));
		this.collections = List
			.copyOf(RecurringCollections.of(oracleCase.itemType(), oracleCase.configured(), attributes));
	}

	private List<EntityPersister> linked(EntityPersister owner) {
		return this.attributes.of(owner)
			.stream()
			.filter((attribute) -> attribute instanceof PluralAttributeMapping plural
					&& plural.getCollectionDescriptor().isManyToMany())
			.map((attribute) -> ((PluralAttributeMapping) attribute).getCollectionDescriptor().getElementPersister())
			.toList();
	}

	/**
	 * Change some rows, and commit that or not.
	 * @param removing whether rows may be removed
	 */
	void intrude(boolean removing) {
		RandomValues random = new RandomValues(new Random(this.seed * 131 + this.calls++));
		for (int i = random.between(1, 3); i > 0; i--) {
			this.sessions.callUncounted((session) -> intrude(session, random, removing));
		}
	}

	/** Change some rows without loading them, in a session that is in use. */
	void updateWithin(Session session) {
		RandomValues random = new RandomValues(new Random(this.seed * 137 + this.calls++));
		update(session, persister(random), random, random.chance(50));
	}

	/**
	 * Change companions in a transaction that is not committed before {@link #finish()}:
	 * it has begun before anything is loaded. What it changes is known by table, so that
	 * not all is forgotten with its commit.
	 */
	void begin() {
		RandomValues random = new RandomValues(new Random(this.seed * 139));
		List<Class<? extends Stored>> companions = this.kind.types().subList(0, 2);
		this.begun = this.sessions.openUncounted();
		this.begun.beginTransaction();
		for (int i = 0; i < 4; i++) {
			update(this.begun, this.attributes.entity(random.oneOf(companions)), random, false);
		}
	}

	/** Commit what has begun; false if nothing has. */
	boolean finish() {
		if (this.begun == null) {
			return false;
		}
		try (Session session = this.begun) {
			session.getTransaction().commit();
		}
		this.begun = null;
		return true;
	}

	private EntityPersister persister(RandomValues random) {
		if (!this.kind.types().isEmpty() && random.chance(80)) {
			return this.attributes.entity(random.oneOf(this.kind.types()));
		}
		List<Class<? extends Stored>> often = (this.kind == Kind.INCREMENTS) ? VERSIONED : OFTEN_REFERRED_TO;
		return this.attributes.entity(random.oneOf(random.chance(50) ? often : Model.CONCRETE));
	}

	private Void intrude(Session session, RandomValues random, boolean removing) {
		session.beginTransaction();
		try {
			EntityPersister persister = persister(random);
			int change = random.between(0, this.collections.isEmpty() ? 4 : 7);
			if (this.kind == Kind.ANY && random.chance(40)) {
				persister = this.attributes.entity(random.oneOf(this.kind.types().subList(0, 2)));
				change = 1;
			}
			if (this.kind == Kind.DELETIONS && random.chance(60)) {
				persister = random.oneOf(this.linked);
				change = 2;
			}
			if (this.kind == Kind.CASCADES && random.chance(40)) {
				// what others go with
				persister = this.attributes.entity(random.oneOf(this.kind.types().subList(0, 3)));
				change = 2;
			}
			switch (change) {
				case 0 -> update(session, persister, random, true);
				case 1 -> update(session, persister, random, false);
				case 2 -> {
					if (removing) {
						remove(session, persister, random);
					}
				}
				case 3, 4 -> mutate(session, persister, random, removing ? this.mutator : this.keeper);
				default -> mutateCollection(session, random);
			}
			if (random.chance(90)) {
				session.getTransaction().commit();
			}
		}
		catch (RuntimeException ex) {
			this.changes.add("refused: " + ex.getClass().getName());
		}
		finally {
			if (session.getTransaction().isActive()) {
				session.getTransaction().rollback();
			}
		}
		return null;
	}

	private void mutate(Session session, EntityPersister persister, RandomValues random, Mutator mutator) {
		List<?> rows = rows(session, persister);
		if (!rows.isEmpty()) {
			mutator.mutate(random.oneOf(rows), session, random);
		}
	}

	private void mutateCollection(Session session, RandomValues random) {
		PluralAttributeMapping collection = random.oneOf(this.collections);
		for (Object owner : rows(session, collection.getCollectionDescriptor().getOwnerEntityPersister())) {
			this.mutator.mutate(owner, collection, session, random);
		}
	}

	/**
	 * Only the row itself is loaded: others that refer to it would forbid it. What a
	 * cursor has read already may have EAGER references to authors.
	 */
	private void remove(Session session, EntityPersister persister, RandomValues random) {
		if (this.cursor && persister.getMappedClass() == Author.class) {
			return;
		}
		String entity = persister.getMappedClass().getSimpleName();
		List<Integer> serials = session
			.createSelectionQuery("select e.serial from " + entity + " e order by e.serial", Integer.class)
			.getResultList();
		if (!serials.isEmpty()) {
			Object row = session
				.createSelectionQuery("from " + entity + " e where e.serial = " + random.oneOf(serials), Object.class)
				.getSingleResult();
			this.changes.add("remove " + this.attributes.label(row));
			MissingRows.forget(session, row);
			if (this.kind == Kind.CASCADES && random.chance(40)) {
				session.createMutationQuery("delete from " + entity + " e where e.serial = " + ((Stored) row).serial())
					.executeUpdate();
			}
			else {
				session.remove(row);
			}
		}
	}

	static List<?> rows(Session session, EntityPersister persister) {
		return session
			.createSelectionQuery("from " + persister.getMappedClass().getSimpleName() + " e order by e.serial",
					persister.getMappedClass())
			.getResultList();
	}

	/** Without loading anything. */
	private void update(Session session, EntityPersister persister, RandomValues random, boolean nativeSql) {
		List<AttributeMapping> candidates = this.attributes.of(persister)
			.stream()
			.filter((attribute) -> attribute instanceof BasicValuedModelPart
					&& Mutator.isMutable(persister, attribute, session)
					&& attribute.getJavaType().getJavaTypeClass() == String.class
					&& ((BasicValuedModelPart) attribute).getJdbcMapping().getValueConverter() == null)
			.toList();
		if (candidates.isEmpty()) {
			return;
		}
		BasicValuedModelPart attribute = (BasicValuedModelPart) random.oneOf(candidates);
		String name = ((AttributeMapping) attribute).getAttributeName();
		int serial = random.between(0, this.kind.isAboutChanges() ? 2 : 5);
		String value = (String) random.of(String.class);
		this.changes.add("update " + persister.getMappedClass().getSimpleName() + "." + name);
		if (nativeSql && !attribute.getContainingTableExpression().isEmpty()) {
			NativeQuery<?> query = session.createNativeQuery("update " + attribute.getContainingTableExpression()
					+ " set " + attribute.getSelectionExpression() + " = :value where serial = " + serial);
			if (random.chance(50)) {
				query.addSynchronizedEntityClass(persister.getMappedClass());
			}
			query.setParameter("value", value).executeUpdate();
		}
		else {
			session
				.createMutationQuery("update " + persister.getMappedClass().getSimpleName() + " set " + name
						+ " = :value where serial = " + serial)
				.setParameter("value", value)
				.executeUpdate();
		}
	}

}
