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
package io.github.memoizedprefetch.hibernate.attaching;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.github.memoizedprefetch.hibernate.events.ChangeEvents;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import io.github.memoizedprefetch.message.StepName;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that the references of a chunk belong to, and which of them can be served.
 * Not thread-safe.
 */
public final class ItemSessions {

	private final Mappings mappings;

	private final ChangeEvents changes;

	private final Object tenant;

	private final ChunkMode mode;

	private final Isolation isolation;

	private final Supplier<SessionImplementor> building;

	private final IdentityHashMap<SharedSessionContractImplementor, ItemSession> sessions = new IdentityHashMap<>();

	/** Open sessions whose references are left to them. */
	private final Set<SessionImplementor> left = Collections.newSetFromMap(new IdentityHashMap<>());

	/** Entities that were there before, for as long as nothing is built beside them. */
	private final List<Object> met = new ArrayList<>();

	private @Nullable SharedSessionContractImplementor lastSession;

	private @Nullable ItemSession lastItemSession;

	private @Nullable ItemSession detached;

	private @Nullable ItemSession step;

	private @Nullable UnservableReferenceException noStep;

	/**
	 * @param building opens the chunk's own session, where the targets of detached
	 * references are built
	 */
	public ItemSessions(Mappings mappings, ChangeEvents changes, Object tenant, ChunkMode mode, Isolation isolation,
			Supplier<SessionImplementor> building) {
		this.mappings = mappings;
		this.changes = changes;
		this.tenant = tenant;
		this.mode = mode;
		this.isolation = isolation;
		this.building = building;
	}

	/** A session of the items; the building session if it is closed, or null. */
	public ItemSession of(@Nullable SharedSessionContractImplementor session) throws UnservableReferenceException {
		if (session == this.lastSession && this.lastItemSession != null) {
			return this.lastItemSession;
		}
		ItemSession itemSession = this.sessions.get(session);
		if (itemSession == null) {
			boolean open = session != null && session.isOpenOrWaitingForAutoClose();
			itemSession = (this.mode == ChunkMode.LOADED_AHEAD) ? ofStep()
					: (session != null && open) ? openOrLeave(session) : detached();
			this.sessions.put(session, itemSession);
		}
		this.lastSession = session;
		this.lastItemSession = itemSession;
		return itemSession;
	}

	private ItemSession openOrLeave(SharedSessionContractImplementor session) throws UnservableReferenceException {
		try {
			requireTenant(session);
			return (session instanceof SessionImplementor stateful) ? open(stateful) : detached();
		}
		catch (UnservableReferenceException ex) {
			if (session instanceof SessionImplementor stateful) {
				this.left.add(stateful);
			}
			throw ex;
		}
	}

	private ItemSession open(SessionImplementor session) throws UnservableReferenceException {
		// targets of detached references live there as long as the chunk is prefetched
		if (this.detached != null && this.detached.session() == session) {
			return this.detached;
		}
		if (this.mode.isDetachedOnly()) {
			throw new UnservableReferenceException(StepName.prefix()
					+ "another thread may be using its session, and Hibernate's sessions are"
					+ " not thread-safe: lazy loads fail there, or give wrong objects, with and without a prefetch. Put"
					+ " a MemoizedPrefetchItemReader around the step's reader and name all associations that the"
					+ " threads need, or read detached items");
		}
		if (session.getFactory() != this.mappings.factory()) {
			throw new UnservableReferenceException(
					"it belongs to a session of another EntityManagerFactory; give that one a prefetch of its own");
		}
		requireServable(session);
		return ofStep(session);
	}

	/** The answers of lookups are asked for. */
	private ItemSession ofStep(SessionImplementor session) {
		return (this.mode == ChunkMode.ASKED) ? new ItemSession(this.changes, session)
				: ItemSession.ofStep(this.changes, session);
	}

	/**
	 * The session of the thread's transaction, where entities of keys are looked for.
	 * @throws UnservableReferenceException if there is none, or it cannot be served
	 */
	public ItemSession ofStep() throws UnservableReferenceException {
		if (this.noStep != null) {
			throw this.noStep;
		}
		if (this.step == null) {
			try {
				this.step = this.mode.isAhead() ? ItemSession.ahead(this.changes, this.building.get())
						: inTransaction();
			}
			catch (UnservableReferenceException ex) {
				this.noStep = ex;
				throw ex;
			}
		}
		return this.step;
	}

	/** It is the thread's own, whoever owns those of the items. */
	private ItemSession inTransaction() throws UnservableReferenceException {
		SessionImplementor session = StepSessions.inTransaction(this.mappings.factory());
		if (session == null) {
			throw new NoStepSessionException("no transaction of a JpaTransactionManager for the"
					+ " EntityManagerFactory of the prefetch is in progress on this thread, so that there is no session"
					+ " to put them into; give the step such a transaction manager, and no task executor");
		}
		requireTenant(session);
		if (!this.mode.isDetachedOnly()) {
			return of(session);
		}
		requireServable(session);
		ItemSession own = ofStep(session);
		this.sessions.put(session, own); // also of what is behind the entities of keys
		return own;
	}

	private void requireServable(SessionImplementor session) throws UnservableReferenceException {
		SessionSettings.requireDefaults(session);
		this.isolation.require(session);
	}

	private void requireTenant(SharedSessionContractImplementor session) throws UnservableReferenceException {
		if (this.tenant != Tenants.NONE && !this.tenant.equals(session.getTenantIdentifierValue())) {
			throw new UnservableReferenceException("its session is one of tenant " + session.getTenantIdentifierValue()
					+ ", its item of " + this.tenant);
		}
	}

	public static void requireUnchanged(ItemSession itemSession, Set<String> tables)
			throws UnservableReferenceException {
		if (!itemSession.isUnchanged(tables)) {
			throw new UnservableReferenceException("its transaction has changed " + tables + " and not committed yet");
		}
	}

	/** Note an entity that an item is or leads to, and that is loaded. */
	public void met(Object value) {
		if (this.mode != ChunkMode.LOADED_AHEAD) {
			this.met.add(value);
		}
	}

	/** Note the session of something that an item leads to. */
	public void metSession(@Nullable SharedSessionContractImplementor session) {
		try {
			of(session);
		}
		catch (UnservableReferenceException ex) {
			// is left, and reported once its reference is looked at
		}
	}

	/**
	 * Let what is built for detached references find the detached entities that the chunk
	 * has, as it would in one session. Items that were detached one by one have proxies
	 * whose session is open still, and loads instances of its own: these stay there.
	 */
	public void lendMet() {
		if (this.detached != null && !this.met.isEmpty()) {
			this.met.forEach(this::metProxy);
			this.met.stream().filter((value) -> !isManaged(value)).forEach(this.detached::lend);
			this.met.clear();
		}
	}

	/**
	 * What is behind an initialised proxy is managed by its session, as far as it goes.
	 */
	private void metProxy(Object value) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(value);
		if (proxy != null) {
			metSession(proxy.getSession());
		}
	}

	private boolean isManaged(Object value) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(value);
		if (proxy != null) {
			SharedSessionContractImplementor session = proxy.getSession();
			return session != null && session.isOpenOrWaitingForAutoClose();
		}
		return this.sessions.values()
			.stream()
			.anyMatch((itemSession) -> itemSession != this.detached && itemSession.manages(value))
				|| this.left.stream()
					.anyMatch((session) -> this.mode.isDetachedOnly() // nor may it be
																		// asked
							|| session.getPersistenceContextInternal().getEntry(value) != null);
	}

	private ItemSession detached() throws UnservableReferenceException {
		if (this.detached == null) {
			SessionImplementor session = this.building.get();
			SessionSettings.requireDefaultSteps(session);
			this.detached = ItemSession.ofDetached(this.changes, session);
		}
		return this.detached;
	}

}
