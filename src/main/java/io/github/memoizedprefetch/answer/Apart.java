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

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.answer.Source.Reply;
import io.github.memoizedprefetch.hibernate.asking.StepSession;
import org.jspecify.annotations.Nullable;

/**
 * What was answered to a batch without a session. Entities are handed out once, to the
 * first thread that asks for them: another one gets instances of its own. Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class Apart<K, V> {

	private final Answering<K, V> answering;

	private final Batch<K> batch;

	private final Map<K, Answer<V>> answers = new HashMap<>();

	private final Set<K> asked = new HashSet<>();

	Apart(Answering<K, V> answering, Batch<K> batch) {
		this.answering = answering;
		this.batch = batch;
	}

	/** The values of a key, for the thread of the place. */
	List<V> take(K key, Place<K, V> place) {
		Answer<V> answer = answer(key, place);
		if (answer == null || !this.answering.isUnchangedSince(answer.commits())) {
			return place.askAlone(key);
		}
		place.keep(key, answer);
		return answer.values();
	}

	private synchronized @Nullable Answer<V> answer(K key, Place<K, V> place) {
		if (!this.asked.contains(key)) {
			Answer<V> own = ask(key, place);
			if (own != null) {
				return own;
			}
		}
		Answer<V> answer = this.answers.get(key);
		if (answer != null && answer.entities()) {
			this.answers.remove(key);
		}
		return answer;
	}

	/** The answer if it is the place's alone, which has turned out to have a session. */
	private @Nullable Answer<V> ask(K key, Place<K, V> place) {
		Set<K> keys = new LinkedHashSet<>(Set.of(key));
		for (K other : this.batch.all()) {
			if (keys.size() < Batch.MOST && !this.asked.contains(other)) {
				keys.add(other);
			}
		}
		long commits = this.answering.commits();
		Reply<K, V> reply = this.answering.ask(keys, null);
		StepSession session = reply.session();
		if (session != null && !session.isOver()) {
			return place.keep(key, reply, commits);
		}
		this.asked.addAll(keys);
		reply.found()
			.forEach((found, values) -> this.answers.put(found,
					new Answer<>(values, this.answering.areEntities(values), commits, 0, 0)));
		return null;
	}

}
