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
 * Strict mode: by which path of which item something is loaded lazily, in words. In come
 * prefetched items and Hibernate's lazy loads, out go warnings or exceptions. Internal.
 * Start with {@link io.github.memoizedprefetch.strict.LazyLoadWatch}; what is said is
 * worded by {@code LazyLoadMessage}. Queries that are issued item by item are named by
 * {@code QueryWatch}.
 */
@NullMarked
package io.github.memoizedprefetch.strict;

import org.jspecify.annotations.NullMarked;
