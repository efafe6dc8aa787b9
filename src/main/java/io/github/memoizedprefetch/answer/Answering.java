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

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.answer.Source.Reply;
import io.github.memoizedprefetch.hibernate.asking.Asking;
import io.github.memoizedprefetch.hibernate.asking.KeyAttribute;
import io.github.memoizedprefetch.hibernate.asking.StepSession;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.lazyload.LazyLoadEvents;
import io.github.memoizedprefetch.memo.MemoListener;
import org.jspecify.annotations.Nullable;

/**
 * One lookup of one prefetch: the keys that were announced to it, and the answers of each
 * thread. Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class Answering<K, V> implements Change.Listener {

	private final Asking asking;

	private final Question<K, V> question;

	private final Questions counters;

	private final Change.Watch watch;

	private final Map<Thread, Place<K, V>> places = Collections.synchronizedMap(new WeakHashMap<>());

	private final Announcements<K, V> announcements = new Announcements<>(this);

	/**
	 * What the questions read; null if that is not known, which it is not yet if empty.
	 */
	private volatile @Nullable Set<String> tables = Set.of();

	private volatile boolean entities;

	/** Null if nothing is kept across chunks. */
	private final @Nullable Keeping<K, V> keeping;

	/** The same if all chunks share it. */
	private final @Nullable SharedAnswers<K, V> shared;

	/**
	 * @param keep how to keep values across chunks; null if they are not
	 */
	public Answering(String name, Asking asking, Source<K, V> source, MemoListener listener,
			KeptValues.@Nullable Keep keep) {
		this.asking = asking;
		this.question = new Question<>(name, source);
		this.counters = new Questions(name, listener);
		this.watch = asking.watch(this);
		read(source.tables());
		this.shared = (keep != null && keep.shared() != null)
				? new SharedAnswers<>(name, keep, keep.shared(), asking, this.question, this) : null;
		this.keeping = (this.shared != null || keep == null) ? this.shared : keeping(name, keep, source.attribute());
		if (this.keeping != null) {
			read(this.keeping.tables());
		}
	}

	private Keeping<K, V> keeping(String name, KeptValues.Keep keep, @Nullable KeyAttribute attribute) {
		return (attribute != null) ? new KeptEntities<>(name, keep, this.asking, attribute, this)
				: new KeptReplies<>(KeptValues.of(name, keep, this.asking), this);
	}

	/** Whether what it finds may be no session's. */
	boolean isSharing() {
		return this.shared != null;
	}

	Question<K, V> question() {
		return this.question;
	}

	/**
	 * Make sure that another prefetch asks the same database.
	 * @throws IllegalArgumentException if it does not
	 */
	public void requireSameFactory(Asking other, String what) {
		if (!this.asking.isOfSameFactory(other)) {
			throw new IllegalArgumentException("The lookup " + what
					+ " already, of another EntityManagerFactory; make one for each EntityManagerFactory");
		}
	}

	/** Says which values these are: of entities class and id, which loads nothing. */
	public String describe(Collection<V> values) {
		return values.stream().map(this.asking::describe).sorted().collect(Collectors.joining(", "));
	}

	/** The class of the keys; null if it is not known. */
	public @Nullable Class<?> keyType() {
		return this.question.source().keyType();
	}

	public Announcements<K, V> announcements() {
		return this.announcements;
	}

	public Questions counters() {
		return this.counters;
	}

	/** What the single query would find now. */
	public List<V> find(K key) {
		return find(key, true);
	}

	/** Whether the single query would find anything now. */
	public boolean exists(K key) {
		return !find(key, false).isEmpty();
	}

	private List<V> find(K given, boolean giving) {
		this.counters.find();
		K told = this.question.source().keyOf(given);
		K key = (told != null) ? told : given;
		List<V> known = (this.shared != null) ? this.shared.find(key) : null;
		if (known != null) {
			this.counters.hit();
			return known;
		}
		Batch<K> batch = this.announcements.batchOf(key);
		if (batch == null) {
			this.counters.unannounced();
		}
		Place<K, V> place = place(batch);
		known = (this.shared != null) ? this.shared.findIn(key, place.session()) : null;
		if (known != null) {
			this.counters.hit();
			return known;
		}
		return place.find(key, place.isRemembered() ? batch : null, giving);
	}

	/**
	 * What was found, or else created before; or created now, once for each key as long
	 * as answers hold and nobody removes it.
	 */
	public V findOrCreate(K given, List<V> found, Supplier<? extends V> factory) {
		if (!found.isEmpty()) {
			return found.get(0);
		}
		K told = this.question.source().keyOf(given);
		K key = (told != null) ? told : given;
		Created<K, V> created = place(this.announcements.batchOf(key)).created();
		V earlier = created.find(key);
		return (earlier != null) ? earlier
				: created.keep(key, Objects.requireNonNull(factory.get(), "the factory must not return null"));
	}

	private Place<K, V> place(@Nullable Batch<K> batch) {
		Place<K, V> last = this.places.get(Thread.currentThread());
		StepSession session = this.asking.session((last != null) ? last.session() : null);
		if (last != null && last.isOf(session, batch)) {
			return last;
		}
		// a session apart may be another tenant's next time
		boolean remembered = session != null || (batch != null && !this.asking.isMultiTenant());
		Place<K, V> place = new Place<>(this, session, remembered);
		if (remembered) {
			this.places.put(Thread.currentThread(), place);
		}
		return place;
	}

	Reply<K, V> ask(Set<K> keys, @Nullable StepSession session) {
		return kept(keys, session, (missed) -> asked(missed.size(), () -> this.question.ask(missed, session)));
	}

	Reply<K, V> askOne(K key, @Nullable StepSession session) {
		return kept(Set.of(key), session, (missed) -> asked(1, () -> this.question.askOne(key, session)));
	}

	/** What is kept of earlier chunks; the rest is asked for, and kept. */
	private Reply<K, V> kept(Set<K> keys, @Nullable StepSession session, Function<Set<K>, Reply<K, V>> question) {
		return (this.keeping != null && session != null) ? this.keeping.find(keys, session, question)
				: question.apply(keys);
	}

	<R> Reply<K, R> asked(int keys, Supplier<Reply<K, R>> work) {
		// strict mode is not to name what is asked here
		Reply<K, R> reply = this.counters.ask(keys, () -> LazyLoadEvents.unheard(work), Reply::found);
		Set<String> tables = reply.tables();
		if (tables != null) {
			read(tables);
		}
		else if (!(this.keeping instanceof KeptReplies)) { // or else those that are
															// declared are taken for all
			this.tables = null;
		}
		return reply;
	}

	/** Count the rows of all keys, as a statement. */
	long count(Supplier<Long> rows) {
		return this.counters.ask(0, () -> LazyLoadEvents.unheard(rows), (count) -> Map.of());
	}

	synchronized void read(Set<String> more) {
		Set<String> known = this.tables;
		if (known != null && !known.containsAll(more)) {
			Set<String> all = new HashSet<>(known);
			all.addAll(more);
			this.tables = Set.copyOf(all);
			this.watch.add(more);
		}
	}

	/** What questions read, as far as is known; null if it is not. */
	@Nullable Set<String> tables() {
		return this.tables;
	}

	long commits() {
		return this.watch.commits();
	}

	/** Whether nobody has committed what questions read. */
	boolean isUnchangedSince(long commits) {
		if (this.watch.commits() == commits) {
			return true;
		}
		Set<String> read = this.tables;
		return read != null && this.watch.isUnchangedSince(commits, read);
	}

	boolean areEntities(List<V> values) {
		boolean found = !values.isEmpty()
				&& (this.question.source().attribute() != null || this.asking.isEntity(values.get(0)));
		if (found && !this.entities) {
			this.entities = true;
		}
		return found;
	}

	/** Entities of somebody else's query do not tell their rows' keys a second time. */
	boolean isUncertain() {
		return this.entities && !this.question.source().isCertain();
	}

	/** Answers are asked for anew by their count of commits. */
	@Override
	public void committed(Collection<Change> changes) {
	}

	/** Forget what is kept of earlier chunks. */
	public void evict() {
		if (this.keeping != null) {
			this.keeping.clear();
		}
	}

	/** Forget all keys and answers. */
	public void clear() {
		evict();
		this.places.clear();
		this.announcements.clear();
	}

}
