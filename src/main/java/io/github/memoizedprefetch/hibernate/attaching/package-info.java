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

/**
 * The sessions that items belong to, and putting entities into them without SQL. In come
 * references of a chunk's items and snapshots, out come initialised proxies and
 * collections: an entity is <em>built</em> from its snapshot, a collection is
 * <em>filled</em>, and what waits for them gets them <em>attached</em>. Internal. Start
 * with {@link io.github.memoizedprefetch.hibernate.attaching.ItemSessions}, which finds
 * the session of a reference, for detached ones the chunk's own, and
 * {@link io.github.memoizedprefetch.hibernate.attaching.EntityReference}.
 */
@NullMarked
package io.github.memoizedprefetch.hibernate.attaching;

import org.jspecify.annotations.NullMarked;
