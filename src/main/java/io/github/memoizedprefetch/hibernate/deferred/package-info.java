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
 * What is found for a session, and put into it only when the step comes to it: entities
 * whose users hear of it when they are loaded. In come snapshots and contents of
 * collections, out goes a call of who builds them, before Hibernate would read them.
 * Internal. Start with {@link io.github.memoizedprefetch.hibernate.deferred.Deferrals}.
 */
@NullMarked
package io.github.memoizedprefetch.hibernate.deferred;

import org.jspecify.annotations.NullMarked;
