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
package io.github.memoizedprefetch.hibernate.lazyload;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.hibernate.LockMode;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.InitializeCollectionEvent;
import org.hibernate.event.spi.InitializeCollectionEventListener;
import org.hibernate.event.spi.LoadEvent;
import org.hibernate.event.spi.LoadEventListener;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Hears when a session of one factory is about to initialise a proxy or a lazy collection
 * with a statement, or to find an entity with one, before it does. What queries, flushing
 * and merging load is not heard. Thread-safe.
 */
public final class LazyLoadEvents implements LoadEventListener, InitializeCollectionEventListener {

	/** What is done with the lazy loads of a thread. */
	private static final class Mode {

		private final boolean refuses;

		/** What was refused first. */
		private @Nullable Object refused;

		/** Lazy loads are the library's own, or not to happen. */
		Mode(boolean refuses) {
			this.refuses = refuses;
		}

	}

	/** Of a thread, whatever the factory. */
	private static final ThreadLocal<@Nullable Mode> current = new ThreadLocal<>();

	/** Weak, so that a prefetch that nobody closes is not kept by its session factory. */
	private final transient List<WeakReference<LazyLoadListener>> listeners = new CopyOnWriteArrayList<>();

	/** Comes before those who are told; null as long as nothing is. */
	private transient volatile @Nullable Prepared prepared;

	/**
	 * The one instance of a session factory, which the first call registers before
	 * Hibernate's own listeners.
	 */
	public static LazyLoadEvents of(SessionFactoryImplementor factory) {
		EventListenerRegistry registry = factory.getEventListenerRegistry();
		synchronized (registry) {
			for (LoadEventListener listener : registry.getEventListenerGroup(EventType.LOAD).listeners()) {
				if (listener instanceof LazyLoadEvents events) {
					return events;
				}
			}
			LazyLoadEvents events = new LazyLoadEvents();
			registry.prependListeners(EventType.LOAD, events);
			registry.prependListeners(EventType.INIT_COLLECTION, events);
			return events;
		}
	}

	public void add(LazyLoadListener listener) {
		this.listeners.removeIf((reference) -> reference.refersTo(null));
		this.listeners.add(new WeakReference<>(listener));
	}

	/** Have what is prepared found by those who load, who then need no statement. */
	public void prepared(Prepared prepared) {
		this.prepared = prepared;
	}

	public static void unheard(Runnable work) {
		run(new Mode(false), work);
	}

	public static <R> R unheard(Supplier<R> work) {
		Mode before = current.get();
		current.set(new Mode(false));
		try {
			return work.get();
		}
		finally {
			end(before);
		}
	}

	public static void withoutLoading(Runnable work) {
		run(new Mode(true), work);
	}

	/** Read something that may load, without letting it. */
	public Peek peek(Supplier<@Nullable Object> reader) {
		Mode mode = new Mode(true);
		AtomicReference<@Nullable Object> value = new AtomicReference<>();
		try {
			run(mode, () -> value.set(reader.get()));
			return new Peek(value.get(), mode.refused, null);
		}
		catch (RuntimeException ex) {
			return new Peek(null, mode.refused, ex);
		}
	}

	/** Whether nobody is told of what this thread loads now. */
	public static boolean isUnheard() {
		return current.get() != null;
	}

	private static void run(Mode during, Runnable work) {
		Mode before = current.get();
		current.set(during);
		try {
			work.run();
		}
		finally {
			end(before);
		}
	}

	private static void end(@Nullable Mode before) {
		if (before != null) {
			current.set(before);
		}
		else {
			current.remove();
		}
	}

	@Override
	public void onLoad(LoadEvent event, LoadType loadType) {
		if (!isRefusing()) {
			prepare(event.getSession(), (known) -> {
				if (isLoading(event, loadType)) {
					known.load(event.getSession(), key(event));
				}
			});
		}
		if (loadType == LoadEventListener.IMMEDIATE_LOAD && isHeard(() -> proxy(event))) {
			EntityKey key = key(event);
			if (isToBeRead(key, event.getSession())) {
				tell(event.getSession(), key, (known) -> known.load(event.getSession(), key),
						() -> !isToBeRead(key, event.getSession()));
			}
		}
		else if (loadType == LoadEventListener.GET && isFind(event) && !isUnheard()) {
			EntityKey key = key(event);
			if (isToBeRead(key, event.getSession())) {
				each((listener) -> listener.onFind(key.getEntityName(), key.getIdentifier()));
			}
		}
	}

	/** Merging finds as well, and whoever locks wants a statement. */
	private static boolean isFind(LoadEvent event) {
		return event.getSession().getLoadQueryInfluencers().getEnabledCascadingFetchProfile() == null
				&& event.getLockMode().lessThan(LockMode.PESSIMISTIC_READ)
				&& event.getLockMode() != LockMode.OPTIMISTIC_FORCE_INCREMENT;
	}

	private static EntityKey key(LoadEvent event) {
		return new EntityKey(event.getEntityId(),
				event.getFactory().getMappingMetamodel().getEntityDescriptor(event.getEntityClassName()));
	}

	/** Whether a row is read now, unless the session has the entity. */
	private static boolean isLoading(LoadEvent event, LoadType loadType) {
		if (event.getInstanceToLoad() != null || loadType == LoadEventListener.RELOAD) {
			return false;
		}
		EntityPersister persister = event.getFactory()
			.getMappingMetamodel()
			.findEntityDescriptor(event.getEntityClassName());
		return persister != null && (!loadType.isAllowProxyCreation() || !persister.hasProxy())
				&& (loadType == LoadEventListener.IMMEDIATE_LOAD || isFind(event))
				&& persister.getIdentifierType().getReturnedClass().isInstance(event.getEntityId());
	}

	private static boolean isToBeRead(EntityKey key, EventSource session) {
		return session.getPersistenceContextInternal().getEntity(key) == null && !SecondLevelCache.has(key, session);
	}

	@Override
	public void onInitializeCollection(InitializeCollectionEvent event) {
		PersistentCollection<?> collection = event.getCollection();
		if (!isRefusing()) {
			prepare(event.getSession(), (known) -> known.initialize(event.getSession(), collection));
		}
		String role = collection.getRole();
		Object id = collection.getKey();
		if (!collection.wasInitialized() && role != null && id != null && isHeard(() -> collection)) {
			CollectionPersister persister = event.getFactory().getMappingMetamodel().getCollectionDescriptor(role);
			CollectionKey key = new CollectionKey(persister, id);
			EventSource session = event.getSession();
			if (persister.isLazy() && !SecondLevelCache.has(key, persister, session)) {
				tell(session, key, (known) -> known.initialize(session, collection), collection::wasInitialized);
			}
		}
	}

	private void prepare(EventSource session, Consumer<Prepared> work) {
		Prepared prepared = this.prepared;
		if (prepared != null && prepared.isAny(session)) {
			work.accept(prepared);
		}
	}

	private static boolean isRefusing() {
		Mode mode = current.get();
		return mode != null && mode.refuses;
	}

	private static boolean isHeard(Supplier<@Nullable Object> loaded) {
		Mode mode = current.get();
		if (mode != null && mode.refuses) {
			mode.refused = (mode.refused != null) ? mode.refused : loaded.get();
			throw new LoadRefusedException();
		}
		return mode == null;
	}

	private static @Nullable Object proxy(LoadEvent event) {
		return event.getSession().getPersistenceContextInternal().getProxy(key(event));
	}

	/** A listener may see to it that nothing is to be loaded for the next. */
	private void tell(EventSource session, Object key, Consumer<Prepared> preparing, BooleanSupplier loaded) {
		each((listener) -> {
			if (!loaded.getAsBoolean()) {
				listener.onLazyLoad(session, key);
				prepare(session, preparing);
			}
		});
	}

	private void each(Consumer<LazyLoadListener> call) {
		for (WeakReference<LazyLoadListener> reference : this.listeners) {
			LazyLoadListener listener = reference.get();
			if (listener != null) {
				call.accept(listener);
			}
		}
	}

	/** Ends a getter that would load while an object graph is being read. */
	private static final class LoadRefusedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		LoadRefusedException() {
			super("an object graph that is being read must not load", null, false, false);
		}

	}

}
