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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.memoizedprefetch.answer.Source.Reply;
import io.github.memoizedprefetch.hibernate.asking.Asking;
import io.github.memoizedprefetch.hibernate.asking.KeyAttribute;
import io.github.memoizedprefetch.hibernate.asking.StepSession;
import org.jspecify.annotations.Nullable;

/**
 * Entities that all chunks share: they are asked for in sessions apart, which find what
 * is committed, and belong to none. Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the entities
 */
final class SharedAnswers<K, V> {

	private final Answering<K, V> answering;

	private final Question<K, V> question;

	private final KeptValues<K, V> kept;

	/** Null if the table is never loaded whole. */
	private final @Nullable SharedTable<K, V> table;

	SharedAnswers(String name, KeptValues.Keep keep, Asking asking, Question<K, V> question,
			Answering<K, V> answering) {
		this.answering = answering;
		this.question = question;
		this.kept = KeptValues.of(name, keep, asking);
		KeyAttribute attribute = question.source().attribute();
		this.table = (attribute != null)
				? new SharedTable<>(name, keep, attribute.entityClass(), this.kept, question, answering) : null;
	}

	void clear() {
		this.kept.clear();
		if (this.table != null) {
			this.table.reset();
		}
	}

	/** What is known of a key; null if it has to be asked. */
	@Nullable List<V> find(K key, StepSession session) {
		List<V> known = this.kept.find(key, this.answering::isUnchangedSince);
		return (known != null && isSharedWith(session)) ? known : null;
	}

	/** Whether the session would find what is committed, and nothing else. */
	private boolean isSharedWith(StepSession session) {
		return session.isPlain() && this.kept.areThoseOf(session, this.answering.tables());
	}

	/**
	 * Ask apart for those of some keys of which nothing is known: the others are found
	 * one by one.
	 * @param otherwise asks in the session, whose transaction may have changed something
	 */
	Reply<K, V> find(Set<K> keys, StepSession session, Function<Set<K>, Reply<K, V>> otherwise) {
		Source<K, V> source = this.question.source();
		if (!keys.stream().allMatch(source::isValue) || !isSharedWith(session)) {
			return otherwise.apply(keys);
		}
		if (this.table != null) {
			this.table.begin(session);
		}
		Map<K, List<V>> found = (keys.size() == 1) ? this.kept.find(keys, this.answering::isUnchangedSince)
				: new HashMap<>();
		Set<K> rest = new LinkedHashSet<>();
		for (K key : keys) {
			if (!found.containsKey(key) && this.kept.find(key, this.answering::isUnchangedSince) == null) {
				rest.add(key);
			}
		}
		if (!rest.isEmpty()) {
			found.putAll(ask(rest, session));
			rest.removeAll(found.keySet());
		}
		if (this.kept.isRefused()) {
			return otherwise.apply(keys);
		}
		Set<K> open = Set.of();
		if (!rest.isEmpty()) { // of which only a question for one can tell
			Reply<K, V> reply = otherwise.apply(rest);
			found.putAll(reply.found());
			open = reply.open();
		}
		return new Reply<>(found, open, source.tables(), session);
	}

	private Map<K, List<V>> ask(Set<K> keys, StepSession session) {
		long commits = this.answering.commits();
		Reply<K, V> reply = this.answering.asked(keys.size(), () -> this.question.ask(keys, null));
		this.kept.keep(reply.found(), commits, session);
		if (this.table != null) {
			this.table.asked(reply.found().size(), session);
		}
		return reply.found();
	}

}
