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
package io.github.memoizedprefetch.strict;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.report.ItemPaths;
import org.jspecify.annotations.Nullable;

/**
 * What the items of a step lead to, for the step report. Looks only when something is
 * loaded, and keeps no item longer than its chunk. Thread-safe.
 */
public final class KnownItems implements ItemPaths {

	/** Among whose properties ids are looked for. */
	private static final int REMEMBERED = 1_000;

	/** By factory. */
	private final List<ReachedReferences> references;

	private final ThreadLocal<ThreadItems> own = ThreadLocal.withInitial(this::begin);

	private final List<WeakReference<ThreadItems>> threads = new ArrayList<>();

	private final Deque<WeakReference<Object>> latest = new ArrayDeque<>();

	public KnownItems(List<ObjectGraph> graphs) {
		this.references = graphs.stream().map(ReachedReferences::new).toList();
	}

	private synchronized ThreadItems begin() {
		ThreadItems items = new ThreadItems();
		this.threads.removeIf((reference) -> reference.get() == null);
		this.threads.add(new WeakReference<>(items));
		return items;
	}

	/** The thread reads. */
	public void reading() {
		if (this.own.get().reading()) {
			forget();
		}
	}

	/** The thread has read. */
	public void read(Object item) {
		this.own.get().read(item);
	}

	public void processing(Object item) {
		this.own.get().processing(item);
	}

	public void writing(List<?> items) {
		this.own.get().writing(items);
	}

	/** The step has ended. */
	public void end() {
		all().forEach(ThreadItems::clear);
		forget();
	}

	private synchronized void forget() {
		this.references.forEach(ReachedReferences::forget);
	}

	private synchronized List<ThreadItems> all() {
		return this.threads.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
	}

	@Override
	public synchronized @Nullable String find(Object session, Object key) {
		for (ReachedReferences reached : this.references) {
			if (reached.isOf(session)) {
				GraphPath found = find(reached, session, key);
				return (found != null && !found.path().isEmpty())
						? found.item().type().getSimpleName() + "." + found.path() : null;
			}
		}
		return null;
	}

	/** First where it is likely. */
	private @Nullable GraphPath find(ReachedReferences reached, Object session, Object key) {
		Object current = this.own.get().current();
		if (current != null) {
			reached.walk(current);
		}
		GraphPath found = reached.find(session, key);
		if (found == null) {
			reached.readOnBehindAsked();
			found = reached.find(session, key);
		}
		if (found == null) {
			reached.walkAll(all());
			reached.readOn(session);
			found = reached.find(session, key);
		}
		return found;
	}

	@Override
	public synchronized void found() {
		for (ThreadItems items : all()) {
			items.read().forEach((item) -> this.latest.addFirst(new WeakReference<>(item)));
			items.made().forEach((item) -> this.latest.addFirst(new WeakReference<>(item)));
		}
		while (this.latest.size() > REMEMBERED) {
			this.latest.removeLast();
		}
	}

	@Override
	public synchronized String keyOf(String entity, List<Object> ids) {
		return FoundIds.remedy(entity, ids,
				this.latest.stream().map(WeakReference::get).filter(Objects::nonNull).toList());
	}

}
