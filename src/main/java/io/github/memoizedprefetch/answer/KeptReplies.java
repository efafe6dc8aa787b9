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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.memoizedprefetch.answer.Source.Reply;
import io.github.memoizedprefetch.hibernate.asking.StepSession;

/**
 * Values that are no entities, as a function of somebody else's finds them. Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class KeptReplies<K, V> implements Keeping<K, V> {

	private final Answering<K, V> answering;

	private final KeptValues<K, V> values;

	KeptReplies(KeptValues<K, V> values, Answering<K, V> answering) {
		this.answering = answering;
		this.values = values;
	}

	@Override
	public Reply<K, V> find(Set<K> keys, StepSession session, Function<Set<K>, Reply<K, V>> otherwise) {
		Set<String> tables = this.answering.tables();
		if (!this.values.areThoseOf(session, tables)) {
			return otherwise.apply(keys);
		}
		long commits = this.answering.commits();
		Map<K, List<V>> found = this.values.find(keys, this.answering::isUnchangedSince);
		Set<K> missed = new LinkedHashSet<>(keys);
		missed.removeAll(found.keySet());
		if (missed.isEmpty()) {
			return new Reply<>(found, Set.of(), tables, session);
		}
		Reply<K, V> reply = otherwise.apply(missed);
		if (reply.found().values().stream().anyMatch(this.answering::areEntities)) {
			this.values.refuse("what it finds are entities, which belong to the session of a chunk");
		}
		else if (session == reply.session()) {
			this.values.keep(reply.found(), commits, session);
		}
		found.putAll(reply.found());
		return new Reply<>(found, reply.open(), reply.tables(), reply.session());
	}

	@Override
	public Set<String> tables() {
		return this.values.tables();
	}

	@Override
	public void clear() {
		this.values.clear();
	}

}
