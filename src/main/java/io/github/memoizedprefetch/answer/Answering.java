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

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.answer.Source.Reply;
import io.github.memoizedprefetch.hibernate.asking.Asking;
import io.github.memoizedprefetch.hibernate.asking.KeyAttribute;
import io.github.memoizedprefetch.hibernate.asking.StepSession;
import io.github.memoizedprefetch.hibernate.events.Change;
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

	/** How many announcements are remembered, of several threads and of windows. */
	private static final int BATCHES = 32;

	private final Asking asking;

	private final Question<K, V> question;

	private final Questions counters;

	private final Change.Watch watch;

	private final Map<Thread, Place<K, V>> places = Collections.synchronizedMap(new WeakHashMap<>());

	/** The newest first. */
	private final Deque<Announced<K, V>> announced = new ArrayDeque<>();

	/**
	 * What the questions read; null if that is not known, which it is not yet if empty.
	 */
	private volatile @Nullable Set<String> tables = Set.of();

	private volatile boolean entities;

	/** A batch, and who has announced it. */
	private record Announced<K, V>(Batch<K> batch, Apart<K, V> apart, WeakReference<Thread> thread) {
	}

	public Answering(String name, Asking asking, Source<K, V> source, MemoListener listener) {
		this.asking = asking;
		this.question = new Question<>(name, source);
		this.counters = new Questions(name, listener);
		this.watch = asking.watch(this);
		KeyAttribute attribute = source.attribute();
		if (attribute != null) {
			read(attribute.tables());
		}
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
		KeyAttribute attribute = this.question.source().attribute();
		return (attribute != null) ? attribute.type() : null;
	}

	/**
	 * How close the answers are to what the thread does: whether it has announced the
	 * key, or others, or somebody else has.
	 */
	public int closeness(@Nullable K key) {
		int closeness = 0;
		synchronized (this.announced) {
			for (Announced<K, V> candidate : this.announced) {
				boolean own = candidate.thread().refersTo(Thread.currentThread());
				boolean same = key != null && candidate.batch().contains(key);
				closeness = Math.max(closeness, (own ? 2 : 0) + (same ? 1 : 0));
			}
		}
		return closeness;
	}

	public Questions counters() {
		return this.counters;
	}

	/**
	 * Keys are going to be asked for by this thread, or by those that it hands items to.
	 */
	public void announce(Collection<? extends @Nullable K> keys) {
		List<K> order = new ArrayList<>(keys.size());
		for (K key : keys) {
			if (key != null) {
				order.add(key);
			}
		}
		if (order.isEmpty()) {
			return;
		}
		Batch<K> batch = Batch.of(order);
		Announced<K, V> last = new Announced<>(batch, new Apart<>(this, batch),
				new WeakReference<>(Thread.currentThread()));
		synchronized (this.announced) {
			this.announced.addFirst(last);
			if (this.announced.size() > BATCHES) {
				this.announced.removeLast();
			}
		}
	}

	/** The thread's own comes before those of others. */
	private @Nullable Announced<K, V> announcementOf(K key) {
		synchronized (this.announced) {
			Announced<K, V> other = null;
			for (Announced<K, V> candidate : this.announced) {
				if (candidate.batch().contains(key)) {
					if (candidate.thread().refersTo(Thread.currentThread())) {
						return candidate;
					}
					other = (other != null) ? other : candidate;
				}
			}
			return other;
		}
	}

	private @Nullable Batch<K> batchOf(K key) {
		Announced<K, V> announcement = announcementOf(key);
		return (announcement != null) ? announcement.batch() : null;
	}

	Apart<K, V> apart(Batch<K> batch) {
		synchronized (this.announced) {
			return this.announced.stream()
				.filter((candidate) -> candidate.batch() == batch)
				.map(Announced::apart)
				.findFirst()
				.orElseGet(() -> new Apart<>(this, batch));
		}
	}

	/** What the single query would find now. */
	public List<V> find(K key) {
		return find(key, true);
	}

	/** Whether the single query would find anything now. */
	public boolean exists(K key) {
		return !find(key, false).isEmpty();
	}

	private List<V> find(K key, boolean giving) {
		this.counters.find();
		Batch<K> batch = batchOf(key);
		if (batch == null) {
			this.counters.unannounced();
		}
		Place<K, V> place = place(batch);
		return place.find(key, place.isRemembered() ? batch : null, giving);
	}

	/**
	 * What was found, or else created before; or created now, once for each key as long
	 * as answers hold and nobody removes it.
	 */
	public V findOrCreate(K key, List<V> found, Supplier<? extends V> factory) {
		if (!found.isEmpty()) {
			return found.get(0);
		}
		Created<K, V> created = place(batchOf(key)).created();
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
		return asked(keys.size(), () -> this.question.ask(keys, session));
	}

	Reply<K, V> askOne(K key, @Nullable StepSession session) {
		return asked(1, () -> this.question.askOne(key, session));
	}

	private Reply<K, V> asked(int keys, Supplier<Reply<K, V>> work) {
		Reply<K, V> reply = this.counters.ask(keys, work, Reply::found);
		Set<String> tables = reply.tables();
		if (tables == null) {
			this.tables = null;
		}
		else {
			read(tables);
		}
		return reply;
	}

	private synchronized void read(Set<String> more) {
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
		Set<String> read = this.tables;
		return (read != null) ? this.watch.isUnchangedSince(commits, read) : this.watch.commits() == commits;
	}

	boolean areEntities(List<V> values) {
		boolean found = !values.isEmpty() && this.asking.isEntity(values.get(0));
		this.entities |= found;
		return found;
	}

	/** Entities of somebody else's query do not tell their rows' keys a second time. */
	boolean isUncertain() {
		return this.entities && this.question.source().attribute() == null;
	}

	/** Answers are asked for anew by their count of commits. */
	@Override
	public void committed(Collection<Change> changes) {
	}

	/** Forget all keys and answers. */
	public void clear() {
		this.places.clear();
		synchronized (this.announced) {
			this.announced.clear();
		}
	}

}
