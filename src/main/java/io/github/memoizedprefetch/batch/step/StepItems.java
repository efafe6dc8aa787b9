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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.chunk.AheadLoad;
import io.github.memoizedprefetch.chunk.AheadPrefetch;
import io.github.memoizedprefetch.message.StepName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What one step execution has read and not prefetched yet. All listeners of the step
 * execution that prefetch with the same {@link MemoizedPrefetch} share it. Thread-safe.
 */
public final class StepItems {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetch.class);

	private static final String ATTRIBUTE = StepItems.class.getName();

	private final MemoizedPrefetch prefetch;

	private final @Nullable StepContext context;

	/** Keyed by the thread that reads: threads that share a step read chunks each. */
	private final Map<Thread, ReadItems> queues = Collections.synchronizedMap(new WeakHashMap<>());

	private @Nullable StepUse use;

	/** Whether a reader prefetches before it hands items out. */
	private volatile boolean ahead;

	/** Whether what was prefetched ahead has keys, to be served chunk by chunk. */
	private volatile boolean keys;

	private final AtomicBoolean recommended = new AtomicBoolean();

	private final Set<Class<?>> itemTypes = ConcurrentHashMap.newKeySet();

	public StepItems(MemoizedPrefetch prefetch, @Nullable StepContext context) {
		this.prefetch = prefetch;
		this.context = context;
	}

	/**
	 * The items of a step execution. They are dropped with its context.
	 */
	@SuppressWarnings("unchecked")
	public static StepItems of(MemoizedPrefetch prefetch, StepContext context) {
		Object items = context.getAttribute(ATTRIBUTE);
		if (items == null) {
			Object created = new ConcurrentHashMap<>();
			Object earlier = context.setAttributeIfAbsent(ATTRIBUTE, created);
			items = (earlier != null) ? earlier : created;
		}
		Map<MemoizedPrefetch, StepItems> byPrefetch = (Map<MemoizedPrefetch, StepItems>) items;
		StepItems known = byPrefetch.get(prefetch); // for every item: no lambda
		return (known != null) ? known : byPrefetch.computeIfAbsent(prefetch, (key) -> new StepItems(key, context));
	}

	/**
	 * Remember an item that the thread has read.
	 * @return what the thread has read; null if it is not remembered
	 */
	public @Nullable ReadItems add(Object item) {
		if (this.ahead && !this.keys) {
			return null;
		}
		ReadItems own = this.queues.get(Thread.currentThread());
		if (own == null) {
			own = new ReadItems(this, ahead());
			this.queues.put(Thread.currentThread(), own);
		}
		own.add(item);
		return own;
	}

	/**
	 * Whether any item was added in this step execution.
	 */
	public boolean hasRead() {
		return this.ahead || !this.queues.isEmpty();
	}

	/** Whether anything was prefetched or added, here or in a partition of this step. */
	public synchronized boolean hasPart() {
		return this.use != null || hasRead();
	}

	/** Prefetch what was added since the last time. */
	public void prefetch() {
		ReadItems own = this.queues.get(Thread.currentThread());
		if (own != null) {
			own.prefetch();
		}
		else if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			// a worker of a concurrent ChunkOrientedStep, whose reader is another thread.
			// (A worker of a tasklet step has a transaction: it repeats a chunk that was
			// prefetched, and the other threads' items are not its own.)
			recommendReader();
			queuesNow().forEach(ReadItems::prefetch);
		}
	}

	/** Forget what was added. */
	public void drop() {
		queuesNow().forEach(ReadItems::drop);
	}

	/**
	 * The same for a listener that may be told of chunks alone, not of items. A later
	 * chunk of one item may be one that a fault-tolerant step scans, an item to write: it
	 * is left alone if its class was not read before.
	 */
	public void prefetch(Chunk<?> chunk) {
		if (hasRead()) {
			prefetch();
		}
		else if (this.itemTypes.isEmpty() || chunk.size() > 1) {
			chunk.forEach((item) -> this.itemTypes.add(item.getClass()));
			process(chunk.getItems());
		}
		else if (this.itemTypes.contains(chunk.getItems().get(0).getClass())) {
			process(chunk.getItems());
		}
	}

	/**
	 * Prefetch what a reader has read ahead, on the thread that reads. What listeners are
	 * told of in this step execution is prefetched already.
	 * @param loads what was loaded for the items before
	 */
	public void prefetchAhead(List<?> items, List<AheadLoad> loads) {
		this.keys = ahead().hasKeys();
		this.ahead = true;
		run(items, (read) -> ahead().processAhead(read, loads));
	}

	/**
	 * Collect what items that were read ahead refer to, on the thread that reads.
	 * @return loads it into the memos of this step execution, on another thread
	 */
	public Callable<List<AheadLoad>> collectAhead(List<?> items) {
		List<AheadLoad> loads = new ArrayList<>();
		StepContext step = Objects.requireNonNull(this.context, "not in a step");
		begin();
		inStep(step, () -> loads.addAll(ahead().collectAhead(items)));
		return () -> {
			StepSynchronizationManager.register(step.getStepExecution());
			try {
				inStep(step, () -> loads.forEach(AheadLoad::load));
				return loads;
			}
			finally {
				loads.forEach(AheadLoad::close);
				StepSynchronizationManager.close();
			}
		};
	}

	private static void inStep(StepContext step, Runnable work) {
		StepExecution execution = step.getStepExecution();
		StepName.during(execution.getJobExecution().getJobInstance().getJobName(), execution.getStepName(), work);
	}

	/**
	 * Serve the keys of an item that was prefetched ahead and is about to be handed out,
	 * in the transaction that it is read in, if no listener tells which items are a
	 * chunk.
	 */
	public void serveKeys(@Nullable Object item) {
		if (item != null && this.queues.isEmpty()) {
			ahead().processKeys(List.of(item), false);
		}
	}

	/** Serve the keys of items that were prefetched ahead. */
	void keys(List<?> items, boolean load) {
		run(items, (chunk) -> ahead().processKeys(chunk, load));
	}

	private AheadPrefetch ahead() {
		return AheadPrefetches.of(this.prefetch);
	}

	/**
	 * Prefetch items now. A thread of an executor leaves open sessions alone.
	 */
	public void process(List<?> items) {
		process(items, isOfStep());
	}

	/** Whether the thread executes the step, or there is none. */
	boolean isOfStep() {
		return this.context == null || StepThread.isCurrent();
	}

	/**
	 * @param own whether this thread has read them, and executes the step: their sessions
	 * are not in use elsewhere then
	 */
	void process(List<?> items, boolean own) {
		if (this.context == null || own) {
			run(items, this.prefetch::processChunk);
		}
		else {
			run(items, this.prefetch::processDetached);
		}
	}

	private void run(List<?> items, Consumer<List<?>> call) {
		if (this.context == null) {
			call.accept(items);
			return;
		}
		StepUse current = begin();
		PrefetchEvent.around(this.context.getStepExecution(), items.size(), () -> call.accept(items));
		if (current != null) {
			current.record();
		}
	}

	private List<ReadItems> queuesNow() {
		synchronized (this.queues) {
			return List.copyOf(this.queues.values());
		}
	}

	private void recommendReader() {
		if (this.context != null && !this.queues.isEmpty() && this.recommended.compareAndSet(false, true)) {
			logger
				.info("Step {} hands each item over to its task executor as soon as it is read, so items are prefetched"
						+ " in small groups; a MemoizedPrefetchItemReader around its reader prefetches them by the window",
						this.context.getStepName());
		}
	}

	boolean isAhead() {
		return this.ahead;
	}

	/** Whether the step execution goes on, as far as this knows of one. */
	boolean isRunning() {
		return this.context != null && this.context.getStepExecution().getEndTime() == null;
	}

	/** Use the memo until a step execution ends whose partitions use it. */
	synchronized StepUse beginPartitions(StepContext manager) {
		StepUse current = this.use;
		if (current == null) {
			current = StepUse.beginPartitions(this.prefetch, manager);
			this.use = current;
		}
		return current;
	}

	/** Use the memo until the step execution ends. */
	synchronized @Nullable StepUse begin() {
		if (this.use == null && this.context != null) {
			this.use = StepUse.begin(this.prefetch, this.context);
		}
		return this.use;
	}

}
