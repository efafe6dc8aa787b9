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
package io.github.memoizedprefetch.hibernate.loading;

import io.github.memoizedprefetch.hibernate.attaching.LoadCallbacks;
import io.github.memoizedprefetch.hibernate.events.OwnSession;
import org.hibernate.InstantiationException;
import org.hibernate.Interceptor;
import org.hibernate.LockMode;
import org.hibernate.SessionBuilder;
import org.hibernate.engine.creation.internal.SessionCreationOptions;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.internal.DefaultPreLoadEventListener;
import org.hibernate.internal.SessionFactoryImpl;
import org.hibernate.internal.SessionImpl;
import org.hibernate.loader.internal.CacheLoadHelper;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * A session that tells nobody what it loads: no event listener, no callback method, no
 * interceptor. What they make of an entity belongs to the session that it is built in,
 * once, and not into the memo.
 */
@SuppressWarnings({ "serial", "unchecked" }) // as SessionImpl itself
class SilentSession extends SessionImpl implements OwnSession {

	/**
	 * @param options the builder, whose interceptor is left out
	 */
	SilentSession(SessionFactoryImplementor factory, SessionBuilder options) {
		super(factory.unwrap(SessionFactoryImpl.class), (SessionCreationOptions) options.noInterceptor());
	}

	/** Hibernate fires the events of loading only in a session that is one. */
	@Override
	public boolean isEventSource() {
		return false;
	}

	/** Without the event after it. */
	@Override
	public @Nullable Object loadFromSecondLevelCache(EntityPersister persister, EntityKey entityKey,
			@Nullable Object instanceToLoad, LockMode lockMode) {
		// the event before it cannot be left out
		return LoadCallbacks.isOnly(getFactory().getEventListenerGroups().eventListenerGroup_PRE_LOAD,
				DefaultPreLoadEventListener.class)
						? CacheLoadHelper.loadFromSecondLevelCache(this, instanceToLoad, lockMode, persister, entityKey)
						: null;
	}

	/** There may be classes that only an interceptor can make instances of. */
	@Override
	public Object instantiate(EntityPersister persister, Object id) {
		try {
			return super.instantiate(persister, id);
		}
		catch (InstantiationException ex) {
			Interceptor interceptor = getFactory().getSessionFactoryOptions().getInterceptor();
			Object instance = (interceptor != null)
					? interceptor.instantiate(persister.getEntityName(), persister.getRepresentationStrategy(), id)
					: null;
			if (instance == null) {
				throw ex;
			}
			return instance;
		}
	}

}
