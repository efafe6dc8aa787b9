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
 * Automatic mode: what is loaded lazily is prefetched for the whole chunk from then on.
 * In come the items of chunks and Hibernate's lazy loads, out go paths to prefetch.
 * Internal. Start with {@link io.github.memoizedprefetch.automatic.AutomaticWatch}; what
 * is worth while is decided by {@code Learner} and {@code LearntPath}, which know neither
 * items nor Hibernate.
 */
@NullMarked
package io.github.memoizedprefetch.automatic;

import org.jspecify.annotations.NullMarked;
