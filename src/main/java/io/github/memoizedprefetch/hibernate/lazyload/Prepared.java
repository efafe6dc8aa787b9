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

import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.event.spi.EventSource;

/**
 * Knows what sessions are going to load, without having put it into them yet.
 */
public interface Prepared {

	/** Whether there is anything for a session. */
	boolean isAny(EventSource session);

	/** Have the session have an entity, if that is prepared, before it is read. */
	void load(EventSource session, EntityKey key);

	/** Have a collection of the session initialised, if that is prepared. */
	void initialize(EventSource session, PersistentCollection<?> collection);

}
