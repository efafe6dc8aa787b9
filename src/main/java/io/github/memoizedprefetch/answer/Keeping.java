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

import java.util.Set;
import java.util.function.Function;

import io.github.memoizedprefetch.answer.Source.Reply;
import io.github.memoizedprefetch.hibernate.asking.StepSession;

/**
 * How the answers of a lookup are kept across chunks. Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
interface Keeping<K, V> {

	/**
	 * What is kept of some keys, or else asked for and kept.
	 * @param otherwise asks for those that nothing is known of in the session
	 */
	Reply<K, V> find(Set<K> keys, StepSession session, Function<Set<K>, Reply<K, V>> otherwise);

	/** The tables that they are said to come from. */
	Set<String> tables();

	/** Forget all. */
	void clear();

}
