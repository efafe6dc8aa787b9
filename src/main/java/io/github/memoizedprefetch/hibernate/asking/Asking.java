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
package io.github.memoizedprefetch.hibernate.asking;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.memoizedprefetch.hibernate.attaching.StepSessions;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.events.ChangeEvents;
import io.github.memoizedprefetch.hibernate.events.QuerySpaces;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.Hibernate;
import org.hibernate.TransientObjectException;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Where questions are asked: in the session in which a repository would answer now.
 * Thread-safe.
 */
public final class Asking {

	private final EntityManagerFactory given;

	private final Mappings mappings;

	private final SessionFactoryImplementor factory;

	private final ChangeEvents changes;

	private final boolean multiTenant;

	private final FlushEffects effects;

	/**
	 * @param given the factory as repositories know it, which may be a proxy
	 */
	public Asking(EntityManagerFactory given, Mappings mappings, ChangeEvents changes, boolean multiTenant) {
		this.multiTenant = multiTenant;
		this.given = given;
		this.mappings = mappings;
		this.factory = mappings.factory();
		this.effects = new FlushEffects(this.factory);
		this.changes = changes;
	}

	public KeyAttribute attribute(Class<?> entityClass, String name) {
		return KeyAttribute.of(this.mappings, entityClass, name);
	}

	public KeyAttributes attributes(Class<?> entityClass, List<String> names) {
		return KeyAttributes.of(this.mappings, entityClass, names);
	}

	/** The tables of an entity. */
	public Set<String> tables(Class<?> entityClass) {
		return this.mappings.requireEntity(entityClass).tables();
	}

	/** Whether a session apart is one of the tenant that is current then. */
	public boolean isMultiTenant() {
		return this.multiTenant;
	}

	public boolean isOfSameFactory(Asking other) {
		return this.factory == other.factory;
	}

	/** Hear of commits. */
	public Change.Watch watch(Change.Listener listener) {
		return this.changes.add(listener);
	}

	/**
	 * The session in which a repository would answer now.
	 * @param last the one of last time
	 * @return the last one, if it is still the same; null if each answer has a session of
	 * its own
	 */
	public @Nullable StepSession session(@Nullable StepSession last) {
		SessionImplementor session = StepSessions.current(this.given);
		if (session == null || session.getFactory() != this.factory) {
			return null;
		}
		return (last != null && last.is(session) && !last.isOver()) ? last : open(session);
	}

	private StepSession open(SessionImplementor session) {
		return new StepSession(session, this.changes.own(session), this.effects);
	}

	/**
	 * Ask a question, and hear what is read for it.
	 * @param <R> the answer
	 */
	public <R> Heard<R> listen(Supplier<R> question) {
		QuerySpaces spaces = new QuerySpaces(this.factory);
		R answer = spaces.during(question);
		SessionImplementor session = spaces.session();
		return new Heard<>(answer, spaces.tables(), (session != null) ? open(session) : null);
	}

	/**
	 * What was answered.
	 *
	 * @param answer the answer
	 * @param tables the tables that were read; null if they are not known
	 * @param session the session that has answered within its transaction; null if it is
	 * not known
	 * @param <R> the answer
	 */
	public record Heard<R>(R answer, @Nullable Set<String> tables, @Nullable StepSession session) {
	}

	/** The entities that have the key, detached if there is no session. */
	public List<Object> find(KeyAttribute attribute, Object key, @Nullable StepSession session) {
		return in(sessionOf(session), (current) -> attribute.find(current, key));
	}

	/** Those that have one of several keys, each with its key. */
	public List<Object[]> findAll(KeyAttribute attribute, List<?> keys, @Nullable StepSession session) {
		return in(sessionOf(session), (current) -> attribute.findAll(current, keys));
	}

	public List<Object> find(KeyAttributes attributes, KeyParts key, @Nullable StepSession session) {
		return in(sessionOf(session), (current) -> attributes.find(current, key));
	}

	public List<Object[]> findAll(KeyAttributes attributes, List<KeyParts> keys, @Nullable StepSession session) {
		return in(sessionOf(session), (current) -> attributes.findAll(current, keys));
	}

	/** All that have a key, each with it, in a session apart. */
	public List<Object[]> findAll(KeyAttribute attribute) {
		return in(null, attribute::findAll);
	}

	/** How many there are. */
	public long count(KeyAttribute attribute) {
		return in(null, attribute::count);
	}

	/** The same with their ids. */
	public List<Object[]> findIds(KeyAttribute attribute, List<?> keys, StepSession session) {
		return attribute.findIds(session.session(), keys);
	}

	private static @Nullable SessionImplementor sessionOf(@Nullable StepSession session) {
		return (session != null) ? session.session() : null;
	}

	private <R extends @Nullable Object> R in(@Nullable SessionImplementor session,
			Function<SessionImplementor, R> question) {
		if (session != null) {
			return question.apply(session);
		}
		try (SessionImplementor apart = this.factory.openSession()) {
			return question.apply(apart);
		}
	}

	/** An entity by its class and id, another value as it says. */
	public String describe(Object value) {
		if (!isEntity(value)) {
			return value.toString();
		}
		Object entity = Hibernate.unproxy(value);
		EntityPersister persister = this.factory.getMappingMetamodel().getEntityDescriptor(entity.getClass());
		return entity.getClass().getSimpleName() + "#" + persister.getIdentifier(entity);
	}

	/**
	 * How an entity is told as a key.
	 * @return null for an instance that is not saved, which queries do not take
	 */
	public @Nullable EntityId idOf(Object entity) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(entity);
		EntityPersister persister = this.factory.getMappingMetamodel()
			.getEntityDescriptor((proxy != null) ? proxy.getEntityName() : entity.getClass().getName());
		SessionImplementor session = StepSessions.current(this.given);
		Object id = (proxy != null) ? proxy.getInternalIdentifier()
				: in((session != null && session.getFactory() == this.factory) ? session : null,
						(current) -> savedId(persister, entity, current));
		return (id != null) ? new EntityId(persister.getRootEntityName(), id, entity) : null;
	}

	private static @Nullable Object savedId(EntityPersister persister, Object entity, SessionImplementor session) {
		try {
			return persister.getIdentifierMapping().getIdentifierIfNotUnsaved(entity, session);
		}
		catch (TransientObjectException ex) {
			return null;
		}
	}

	/** Whether values of a class are entities, which belong to sessions. */
	public boolean isEntity(Object value) {
		return this.factory.getMappingMetamodel().findEntityDescriptor(Hibernate.getClassLazy(value).getName()) != null;
	}

}
