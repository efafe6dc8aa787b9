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
package io.github.memoizedprefetch.hibernate.deferred;

import java.util.function.BiPredicate;

import io.github.memoizedprefetch.hibernate.events.Change;

/**
 * How long something holds that was found.
 *
 * @param dependencies what the session's own transaction must not have changed
 * @param current tells of a key and what was found for it whether nobody has committed a
 * change since
 */
public record Validity(Change.Dependencies dependencies, BiPredicate<Object, Object> current) {
}
