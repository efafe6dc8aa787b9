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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.memoizedprefetch.answer.Source.Reply;
import io.github.memoizedprefetch.hibernate.asking.HeldEntities;
import io.github.memoizedprefetch.hibernate.asking.KeyAttribute;
import io.github.memoizedprefetch.hibernate.asking.StepSession;
import io.github.memoizedprefetch.hibernate.asking.Unseen;
import org.jspecify.annotations.Nullable;

/**
 * What a thread was answered in one session, or without any for one batch. Not
 * thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class Place<K, V> {

	/** After so many changes the keys of a chunk are asked for one by one. */
	private static final int PATIENCE = 3;

	private final Answering<K, V> answering;

	private final Map<K, Answer<V>> answers = new HashMap<>();

	/** Of which it cannot be told which rows of several keys are theirs. */
	private final Set<K> alone = new HashSet<>();

	private final Created<K, V> created = new Created<>(this);

	private @Nullable StepSession session;

	private @Nullable HeldEntities held;

	private @Nullable Unseen unseen;

	private @Nullable Batch<K> batch;

	/** Whether somebody gets what is found. */
	private boolean giving = true;

	private int position = -1;

	private int changes;

	private int questions;

	private final boolean remembered;

	/**
	 * @param remembered whether the thread comes back to it
	 */
	Place(Answering<K, V> answering, @Nullable StepSession session, boolean remembered) {
		this.answering = answering;
		this.remembered = remembered;
		at(session);
	}

	private void at(@Nullable StepSession session) {
		this.session = session;
		this.unseen = (session != null) ? new Unseen(session) : null;
		KeyAttribute attribute = this.answering.question().source().attribute();
		this.held = (session != null && attribute != null && !this.answering.isSharing())
				? HeldEntities.of(attribute, session) : null;
	}

	boolean isRemembered() {
		return this.remembered;
	}

	@Nullable StepSession session() {
		return this.session;
	}

	/** Whether it is that of the session; or of none, and its batch. */
	boolean isOf(@Nullable StepSession current, @Nullable Batch<K> announced) {
		if (current == null && (this.session == null || this.session.isOver())) {
			return this.session == null && this.batch == announced;
		}
		return current == null || current == this.session;
	}

	Created<K, V> created() {
		return this.created;
	}

	/**
	 * What would be answered now.
	 * @param giveOut whether somebody gets it
	 */
	List<V> find(K key, @Nullable Batch<K> announced, boolean giveOut) {
		this.giving = giveOut;
		List<V> values = answer(key, announced);
		if (this.unseen != null && giveOut) {
			this.unseen.giveOut(values, this.answering.tables());
		}
		return values;
	}

	private List<V> answer(K key, @Nullable Batch<K> announced) {
		int before = this.position;
		boolean first = move(key, announced);
		Answer<V> known = this.answers.get(key);
		if (known != null) {
			boolean committed = !this.answering.isUnchangedSince(known.commits());
			List<V> values = committed ? null : now(key, known);
			if (values != null) {
				this.answering.counters().hit();
				return values;
			}
			return again(key, announced, (committed || this.held == null) && !this.answering.isUncertain());
		}
		if (announced == null || this.alone.contains(key)) {
			return askAlone(key);
		}
		if (this.session == null) {
			return this.answering.announcements().apart(announced).take(key, this);
		}
		return ask(key, first ? announced.start(this.position) : more(announced, before));
	}

	/** Keys of the same chunk that nobody has asked for yet. */
	private Set<K> more(Batch<K> announced, int before) {
		Set<K> keys = (this.position < before) ? announced.goBack(this.position, before)
				: announced.goOn(this.position);
		keys.removeAll(this.answers.keySet());
		return keys;
	}

	/** Whether nothing of the batch was asked for here before. */
	private boolean move(K key, @Nullable Batch<K> announced) {
		if (announced == null) {
			return false;
		}
		boolean first = announced != this.batch;
		this.position = announced.positionOf(key, first ? 0 : this.position);
		this.batch = announced;
		if (!first) {
			announced.reach(this.position);
		}
		return first;
	}

	/** What would be answered now; null if it has to be asked. */
	@SuppressWarnings("unchecked")
	private @Nullable List<V> now(K key, Answer<V> known) {
		StepSession current = this.session;
		if (current == null) {
			return known.values();
		}
		if (this.held != null && this.held.isTelling()) {
			return (List<V>) this.held.find(key, known.values(), known.revision(), known.question());
		}
		boolean same = current.isUnchangedSince(known.revision(), this.answering.tables())
				&& (!known.entities() || known.values().stream().allMatch(current::holds));
		return same ? known.values() : null;
	}

	/** Something has changed, for more keys than this one or not. */
	private List<V> again(K key, @Nullable Batch<K> announced, boolean more) {
		boolean many = more && this.session != null && !this.alone.contains(key) && ++this.changes < PATIENCE;
		return (many && announced != null) ? ask(key, announced.goOn(this.position)) : askAlone(key);
	}

	/**
	 * Ask for a key, and others.
	 * @param keys the others, a set of its own
	 */
	private List<V> ask(K key, Set<K> keys) {
		long commits = this.answering.commits();
		keys.add(key);
		keys.removeAll(this.alone);
		Reply<K, V> reply = (this.unseen != null) ? this.unseen.during(() -> this.answering.ask(keys, this.session))
				: this.answering.ask(keys, null);
		this.alone.addAll(reply.open());
		keys.forEach(this.answers::remove);
		keep(reply, commits);
		Answer<V> answer = this.answers.get(key);
		return (answer != null) ? answer.values() : askAlone(key);
	}

	List<V> askAlone(K key) {
		long commits = this.answering.commits();
		Reply<K, V> reply = (this.unseen != null && !this.giving)
				? this.unseen.during(() -> this.answering.askOne(key, this.session))
				: this.answering.askOne(key, this.session);
		keep(reply, commits);
		return Objects.requireNonNull(reply.found().get(key));
	}

	/** Without a session there is nothing that tells of changes, but for a batch. */
	private void keep(Reply<K, V> reply, long commits) {
		StepSession heard = reply.session();
		if (this.session == null && heard != null && !heard.isOver()) {
			at(heard);
		}
		StepSession current = this.session;
		if (current == null && this.batch == null) {
			return;
		}
		this.questions++;
		long revision = (current != null) ? current.revision() : 0;
		reply.found()
			.forEach((key, values) -> this.answers.put(key,
					new Answer<>(values, areManaged(values, current), commits, revision, this.questions)));
		if (this.held != null) {
			this.held.found(reply.found(), this.questions);
		}
	}

	/** Shared ones are not. */
	private boolean areManaged(List<V> values, @Nullable StepSession current) {
		return this.answering.areEntities(values)
				&& (!this.answering.isSharing() || current == null || current.holds(values.get(0)));
	}

	/** What was answered to a batch without a session is this thread's now. */
	void keep(K key, Answer<V> answer) {
		this.answers.put(key, answer);
	}

	/** What turns out to be answered in a session; null if the key is left open. */
	@Nullable Answer<V> keep(K key, Reply<K, V> reply, long commits) {
		this.alone.addAll(reply.open());
		keep(reply, commits);
		return this.answers.get(key);
	}

}
