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

import io.github.memoizedprefetch.hibernate.attaching.Isolation;
import io.github.memoizedprefetch.hibernate.events.OwnChanges;
import io.github.memoizedprefetch.hibernate.events.QuerySpaces;
import org.hibernate.FlushMode;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.internal.EmptyInterceptor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * The session in which a repository would answer now, in its present transaction if it
 * has one. Not thread-safe, as sessions are.
 */
public final class StepSession {

	private final SessionImplementor session;

	private final OwnChanges changes;

	private final long transaction;

	private final PendingEntities pending;

	StepSession(SessionImplementor session, OwnChanges changes, FlushEffects effects) {
		this.session = session;
		this.pending = new PendingEntities(session, effects, changes);
		this.changes = changes;
		this.transaction = changes.transaction();
	}

	/** Whether nothing of what it has answered holds any more. */
	public boolean isOver() {
		return !this.session.isOpenOrWaitingForAutoClose() || this.changes.transaction() != this.transaction;
	}

	public boolean is(SessionImplementor other) {
		return this.session == other;
	}

	SessionImplementor session() {
		return this.session;
	}

	OwnChanges changes() {
		return this.changes;
	}

	/** What its transaction has changed so far, for {@link #isUnchangedSince}. */
	public long revision() {
		return this.changes.revision();
	}

	/**
	 * Do what a query would do before it reads, and tell whether it would find what it
	 * has found before.
	 * @param revision the revision then
	 * @param tables what it reads; null if that is not known
	 */
	public boolean isUnchangedSince(long revision, @Nullable Set<String> tables) {
		if (!this.session.isTransactionInProgress()) {
			return !this.changes.isAnySince(revision, tables);
		}
		if (tables == null) {
			return !this.session.isDirty() && !this.changes.isAnySince(revision, null);
		}
		// the query that is to follow then flushes by itself
		PendingEntities.State state = this.changes.isAnySince(revision, tables) ? PendingEntities.State.DIRTY
				: pending(tables);
		if (state == PendingEntities.State.UNKNOWN) {
			this.session.autoFlushIfRequired(QuerySpaces.check(tables));
			return !this.changes.isAnySince(revision, tables);
		}
		return state == PendingEntities.State.CLEAN;
	}

	private PendingEntities.State pending(Set<String> tables) {
		return (isFlushing() && this.session.getInterceptor() instanceof EmptyInterceptor) ? this.pending.state(tables)
				: PendingEntities.State.UNKNOWN;
	}

	/** The level of its transaction if it may not see what others commit; or null. */
	public @Nullable String repeatableReads() {
		return Isolation.repeatable(this.session);
	}

	/** Whether an entity that it was answered with is still one of its own. */
	public boolean holds(Object entity) {
		Object implementation = implementation(entity);
		return implementation != null && this.session.getPersistenceContextInternal().getEntry(implementation) != null;
	}

	/** The entities that it holds now. */
	public HeldBefore heldBefore() {
		return new HeldBefore(this.session.getPersistenceContextInternal());
	}

	/** Whether it has an instance for its own, or has written one of its id before. */
	public boolean hasHad(Object value) {
		Object implementation = implementation(value);
		EntityPersister persister = (implementation != null)
				? this.session.getFactory().getMappingMetamodel().findEntityDescriptor(implementation.getClass())
				: null;
		if (persister == null) {
			return false;
		}
		if (this.session.getPersistenceContextInternal().getEntry(implementation) != null) {
			return true;
		}
		Object id = persister.getIdentifier(implementation, this.session);
		return id != null && this.changes.keysSince(0, null).contains(this.session.generateEntityKey(id, persister));
	}

	/** Whether it is going to write an entity. */
	public boolean manages(Object entity) {
		Object implementation = implementation(entity);
		EntityEntry entry = (implementation != null)
				? this.session.getPersistenceContextInternal().getEntry(implementation) : null;
		return entry != null && !entry.getStatus().isDeletedOrGone();
	}

	/** Null for a proxy that is not initialised. */
	static @Nullable Object implementation(Object entity) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(entity);
		return (proxy == null) ? entity : (proxy.isUninitialized() ? null : proxy.getImplementation());
	}

	/** Whether queries flush what is pending before. */
	public boolean isFlushing() {
		FlushMode mode = this.session.getHibernateFlushMode();
		return this.session.isTransactionInProgress() && (mode == FlushMode.AUTO || mode == FlushMode.ALWAYS);
	}

	/** The entities of some ids, if it has them all, with a key like theirs; or null. */
	public @Nullable List<Object> entities(KeyAttribute attribute, Object key, List<?> ids) {
		return attribute.inSession(this.session, key, ids);
	}

	/** Whether its queries find what is pending, and that is what they flush. */
	public boolean isPlain() {
		return isFlushing() && !this.session.getLoadQueryInfluencers().hasEnabledFilters()
				&& this.session.getInterceptor() instanceof EmptyInterceptor;
	}

}
