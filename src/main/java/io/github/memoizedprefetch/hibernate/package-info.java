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
 * What is particular to Hibernate ORM; the only package that depends on it, with the
 * rooms below. In come entities and keys, out go references to attach to, and snapshots.
 * Internal. Start with {@link io.github.memoizedprefetch.hibernate.PersistenceUnit},
 * which opens a {@link io.github.memoizedprefetch.hibernate.ChunkSession} for each chunk.
 * The rooms, each of which knows those before it only: {@code version}, {@code events},
 * {@code lazyload}, {@code codec}, {@code mapping}, {@code snapshot}, {@code attaching},
 * {@code loading}.
 */
@NullMarked
package io.github.memoizedprefetch.hibernate;

import org.jspecify.annotations.NullMarked;
