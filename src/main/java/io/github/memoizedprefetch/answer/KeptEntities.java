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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.github.memoizedprefetch.answer.Source.Reply;
import io.github.memoizedprefetch.hibernate.asking.Asking;
import io.github.memoizedprefetch.hibernate.asking.KeyAttribute;
import io.github.memoizedprefetch.hibernate.asking.StepSession;
import io.github.memoizedprefetch.hibernate.lazyload.LazyLoadEvents;
import org.jspecify.annotations.Nullable;

/**
 * Entities by an attribute of theirs, across chunks: here it is kept which ids a key has,
 * or none; the rows are in the memo of the prefetch, which puts them into each session.
 * Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the entities
 */
final class KeptEntities<K, V> implements Keeping<K, V> {

	private final Answering<K, V> answering;

	private final KeyAttribute attribute;

	private final KeptValues<K, Object> ids;

	private final Question<K, Object> question;

	private final BiConsumer<Class<?>, List<Object>> memo;

	KeptEntities(String name, KeptValues.Keep keep, Asking asking, KeyAttribute attribute, Answering<K, V> answering) {
		this.answering = answering;
		this.attribute = attribute;
		this.ids = KeptValues.of(name, keep, asking);
		this.memo = keep.memo();
		this.question = new Question<>(name, new Ids<>(asking, attribute));
		if (!attribute.hasSingleIds()) {
			this.ids.refuse("the id of its entities has several columns");
		}
	}

	@Override
	public Set<String> tables() {
		return this.ids.tables();
	}

	@Override
	public void clear() {
		this.ids.clear();
	}

	@Override
	public Reply<K, V> find(Set<K> keys, StepSession session, Function<Set<K>, Reply<K, V>> otherwise) {
		if (!session.isPlain() || !keys.stream().allMatch(this.attribute::isValue)
				|| !this.ids.areThoseOf(session, this.answering.tables())) {
			return otherwise.apply(keys);
		}
		Map<K, List<Object>> known = this.ids.find(keys, this.answering::isUnchangedSince);
		Set<K> open = ask(keys, known, session);
		if (this.ids.isRefused()) {
			return otherwise.apply(keys);
		}
		Map<K, List<V>> found = entities(known, session);
		Set<K> rest = without(keys, found);
		rest.removeAll(open);
		if (!rest.isEmpty()) {
			Reply<K, V> reply = otherwise.apply(rest);
			found.putAll(reply.found());
			open.addAll(reply.open());
		}
		return new Reply<>(found, open, this.attribute.tables(), session);
	}

	/** Most of a chunk's are known. */
	private static <K> Set<K> without(Set<K> keys, Map<K, ?> known) {
		Set<K> others = new LinkedHashSet<>();
		for (K key : keys) {
			if (!known.containsKey(key)) {
				others.add(key);
			}
		}
		return others;
	}

	/** Ask for the ids that are not known; the keys of which that cannot be told. */
	private Set<K> ask(Set<K> keys, Map<K, List<Object>> known, StepSession session) {
		Set<K> missed = without(keys, known);
		if (missed.isEmpty()) {
			return missed;
		}
		long commits = this.answering.commits();
		Reply<K, Object> reply = this.answering.asked(missed.size(), () -> this.question.ask(missed, session));
		this.ids.keep(reply.found(), commits, session);
		known.putAll(reply.found());
		return new LinkedHashSet<>(reply.open());
	}

	/** Those that the memo could put into the session. */
	@SuppressWarnings("unchecked")
	private Map<K, List<V>> entities(Map<K, List<Object>> known, StepSession session) {
		Set<Object> all = new LinkedHashSet<>(2 * known.size());
		known.values().forEach(all::addAll);
		if (!all.isEmpty()) {
			LazyLoadEvents.unheard(() -> {
				this.memo.accept(this.attribute.entityClass(), new ArrayList<>(all));
				return all;
			});
		}
		Map<K, List<V>> found = new LinkedHashMap<>(2 * known.size());
		known.forEach((key, ids) -> {
			List<Object> entities = session.entities(this.attribute, key, ids);
			if (entities != null) {
				found.put(key, (List<V>) entities);
			}
		});
		return found;
	}

	/**
	 * The ids of the entities that have a key.
	 *
	 * @param <K> the keys
	 */
	private record Ids<K>(Asking asking, KeyAttribute attribute) implements Source<K, Object> {

		@Override
		public Asking.Heard<List<Row<Object>>> ask(List<K> keys, @Nullable StepSession session) {
			List<Row<Object>> rows = new ArrayList<>();
			if (session != null) {
				this.asking.findIds(this.attribute, keys, session)
					.forEach((row) -> rows.add(new Row<>(row[0], row[1], keys.size() > 1)));
			}
			return new Asking.Heard<>(rows, this.attribute.tables(), session);
		}

	}

}
