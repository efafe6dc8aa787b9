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
package io.github.memoizedprefetch.answer;

import java.util.List;

/**
 * What was answered to one key, and when.
 *
 * @param values the values, which are not to be handed out as this list
 * @param entities whether they belong to a session
 * @param commits how many commits there were before the question
 * @param revision what the session's transaction had changed then
 * @param question its number among those of its place
 * @param <V> the values
 */
record Answer<V>(List<V> values, boolean entities, long commits, long revision, int question) {
}
