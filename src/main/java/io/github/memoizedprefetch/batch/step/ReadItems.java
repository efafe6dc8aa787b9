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
package io.github.memoizedprefetch.batch.step;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import io.github.memoizedprefetch.chunk.AheadPrefetch;
import io.github.memoizedprefetch.strict.QueryWatch;
import org.jspecify.annotations.Nullable;

/**
 * What one thread has read in a step execution, and is not prefetched yet. That thread
 * alone adds; threads that process what it has read prefetch as well. Where it does both,
 * an item takes neither a lock nor a look at its step.
 */
public final class ReadItems {

	private final StepItems step;

	private final WeakReference<Thread> owner = new WeakReference<>(Thread.currentThread());

	private final WeakReference<ReadItems> reference = new WeakReference<>(this);

	/** Whether the owner executes the step. */
	private final boolean ofStep;

	private final KeptItems kept;

	private final HandedItems handed;

	/** No monitor: virtual threads wait for it while one of them reads. */
	private final Lock lock = new ReentrantLock();

	private volatile @Nullable Object[] items = new Object[16];

	/** How many there are; changed by the owner. */
	private final AtomicInteger added = new AtomicInteger();

	/** How many of them are prefetched; changed under the lock. */
	private volatile int taken;

	/**
	 * The chunk that the owner has prefetched itself, and how far it has processed it.
	 */
	private Object[] chunk = {};

	private int next;

	private Object current = this;

	ReadItems(StepItems step, AheadPrefetch prefetch) {
		this.step = step;
		this.ofStep = step.isOfStep();
		this.kept = new KeptItems(prefetch.hasKeys(), step::keys);
		this.handed = new HandedItems(prefetch);
	}

	/** Held by nobody but the step. */
	public WeakReference<ReadItems> reference() {
		return this.reference;
	}

	/**
	 * The owner has read another item.
	 * @return false if it may not be of this step execution: nothing was done then
	 */
	public boolean goOn(Object item) {
		boolean reading = this.added.getPlain() > this.taken && this.step.isRunning();
		if (reading) {
			add(item);
		}
		return reading;
	}

	/** A second listener of the same prefetch tells of the same item again. */
	void add(Object item) {
		if (this.added.getPlain() == this.taken) {
			begin();
		}
		@Nullable Object[] all = this.items;
		int count = this.added.getPlain();
		if (count > 0 && all[count - 1] == item) {
			return;
		}
		if (count == all.length) {
			all = Arrays.copyOf(all, 2 * count);
			this.items = all;
		}
		all[count] = item;
		this.added.setRelease(count + 1);
	}

	/** The first item of a chunk was read. */
	private void begin() {
		QueryWatch.end();
		this.kept.drop();
		pass(new Object[0]);
		if (this.lock.tryLock()) {
			try {
				clear();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	private void clear() {
		Arrays.fill(this.items, 0, this.added.getPlain(), null);
		this.added.setPlain(0);
		this.taken = 0;
	}

	/**
	 * Whether the owner has prefetched an item that it is about to process, in the order
	 * that they were read in, and has nothing else to do before.
	 */
	public boolean isPrefetched(Object item) {
		if (this.next < this.chunk.length && this.chunk[this.next] == item) {
			this.next++;
			this.current = item;
		}
		return this.current == item && !this.kept.isDue() && this.step.isRunning();
	}

	private void pass(Object[] prefetched) {
		this.chunk = prefetched;
		this.next = 0;
		this.current = this;
	}

	/**
	 * Whoever comes meanwhile waits, because an item of its own may be among them.
	 */
	void prefetch() {
		this.lock.lock();
		try {
			boolean own = this.owner.refersTo(Thread.currentThread());
			int count = this.added.getAcquire();
			if (count > this.taken) {
				prefetch(own, Arrays.copyOfRange(this.items, this.taken, count));
				take(count, own);
			}
			else if (own) {
				this.kept.serve();
				this.handed.announce();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void prefetch(boolean own, Object[] waiting) {
		List<Object> read = Arrays.asList(waiting);
		if (this.step.isAhead()) {
			this.step.keys(read, own);
		}
		else {
			this.step.process(read, own && this.ofStep);
		}
		this.kept.keep(own ? read : List.of());
		if (own) {
			pass(waiting);
		}
		else {
			this.handed.add(read);
		}
	}

	private void take(int count, boolean own) {
		this.taken = count;
		if (own) {
			clear();
		}
	}

	/** Forget what was added. */
	void drop() {
		this.lock.lock();
		try {
			boolean own = this.owner.refersTo(Thread.currentThread());
			int count = this.added.getAcquire();
			if (own && count > this.taken) {
				pass(Arrays.copyOfRange(this.items, this.taken, count));
			}
			take(count, own);
		}
		finally {
			this.lock.unlock();
		}
	}

}
