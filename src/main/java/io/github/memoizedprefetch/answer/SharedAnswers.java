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
import java.util.function.Supplier;

import io.github.memoizedprefetch.answer.Source.Reply;
import io.github.memoizedprefetch.hibernate.asking.Asking;
import io.github.memoizedprefetch.hibernate.asking.StepSession;
import io.github.memoizedprefetch.hibernate.events.Change;
import org.jspecify.annotations.Nullable;

/**
 * Entities that all chunks share: they are asked for in sessions apart, which find what
 * is committed, and belong to none. Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the entities
 */
final class SharedAnswers<K, V> implements Keeping<K, V> {

	private final Asking asking;

	private final Answering<K, V> answering;

	private final Question<K, V> question;

	private final KeptValues<K, V> kept;

	/** Null if the table is never loaded whole. */
	private final @Nullable SharedTable<K, V> table;

	private final Supplier<Change.Dependencies> dependencies;

	/** Whether changes of all that comes along are heard of. */
	private volatile boolean followed;

	/** The session in which a thread has asked last. */
	private volatile @Nullable StepSession recent;

	SharedAnswers(String name, KeptValues.Keep keep, KeptValues.Shared shared, Asking asking, Question<K, V> question,
			Answering<K, V> answering) {
		this.asking = asking;
		this.answering = answering;
		this.question = question;
		this.dependencies = shared.dependencies();
		this.kept = KeptValues.of(name, keep, asking);
		this.table = (question.source().attribute() != null)
				? new SharedTable<>(name, keep.options(), shared.whole(), this.kept, question, answering) : null;
	}

	@Override
	public Set<String> tables() {
		return this.kept.tables();
	}

	@Override
	public void clear() {
		this.recent = null;
		this.kept.clear();
		if (this.table != null) {
			this.table.reset();
		}
	}

	/**
	 * What is known of a key where somebody has asked last; null if it has to be asked.
	 */
	@Nullable List<V> find(K key) {
		return find(key, this.recent);
	}

	/** The same in the session in which the thread asks. */
	@Nullable List<V> findIn(K key, @Nullable StepSession session) {
		this.recent = session;
		return find(key, session);
	}

	private @Nullable List<V> find(K key, @Nullable StepSession session) {
		if (session == null || this.asking.session(session) != session) {
			return null;
		}
		List<V> known = this.kept.find(key, this.answering::isUnchangedSince);
		return (known != null && isSharedWith(session)) ? known : null;
	}

	/** Find out what they are made of, before the first is asked for. */
	private void follow() {
		if (!this.followed) {
			Change.Dependencies found = this.dependencies.get();
			this.answering.read(found.tables());
			if (found.unfollowed() != null) {
				this.kept.refuse(found.unfollowed());
			}
			this.followed = true;
		}
	}

	/** Whether the session would find what is committed, and nothing else. */
	private boolean isSharedWith(StepSession session) {
		return session.isPlain() && this.kept.areThoseOf(session, this.answering.tables());
	}

	/**
	 * Asks apart for those of which nothing is known: the others are found one by one.
	 */
	@Override
	public Reply<K, V> find(Set<K> keys, StepSession session, Function<Set<K>, Reply<K, V>> otherwise) {
		Source<K, V> source = this.question.source();
		if (this.kept.isRefused() || !keys.stream().allMatch(source::isValue)) {
			return otherwise.apply(keys);
		}
		follow();
		if (!isSharedWith(session)) {
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
		return new Reply<>(found, open, this.answering.tables(), session);
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
