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

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.memoizedprefetch.report.Phase;
import io.github.memoizedprefetch.report.Place;
import io.github.memoizedprefetch.report.Tally;
import io.github.memoizedprefetch.strict.KnownItems;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.step.StepExecution;

/**
 * What one step execution issues, its partitions added up. Kept in its context.
 * Thread-safe.
 */
final class StepStatements {

	private static final String ATTRIBUTE = StepStatements.class.getName();

	private final Tally tally = new Tally();

	private final KnownItems items;

	private final long elsewhere;

	/** Whether the step that this is a partition of has it. */
	private final AtomicBoolean added = new AtomicBoolean();

	private final AtomicInteger partitions = new AtomicInteger();

	/** Compared by identity. */
	private final Set<Object> owners = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

	private volatile boolean ended;

	private final StepContext context;

	private StepStatements(StepContext context, Object owner, KnownItems items, long elsewhere) {
		this.context = context;
		this.owners.add(owner);
		this.items = items;
		this.elsewhere = elsewhere;
	}

	/**
	 * Begin to count, or go on with what another listener of the step has begun.
	 * @param owner makes a report
	 * @param elsewhere how many statements of no step there were before
	 */
	static void begin(StepContext context, Object owner, KnownItems items, long elsewhere) {
		StepStatements known = of(context);
		if (known == null) {
			context.setAttribute(ATTRIBUTE, new StepStatements(context, owner, items, elsewhere));
		}
		else {
			known.owners.add(owner);
		}
	}

	static @Nullable StepStatements of(@Nullable StepContext context) {
		return (context != null) ? (StepStatements) context.getAttribute(ATTRIBUTE) : null;
	}

	/**
	 * An owner makes its report.
	 * @return whether it is one that has not made it
	 */
	boolean end(Object owner) {
		if (!this.owners.remove(owner)) {
			return false;
		}
		if (this.owners.isEmpty()) {
			this.context.removeAttribute(ATTRIBUTE);
		}
		this.ended = true;
		this.items.end();
		return true;
	}

	/** Whether it counts what threads issue that work in a context. */
	@SuppressWarnings("ReferenceEquality")
	boolean isOf(@Nullable StepContext now) {
		return this.context == now && !this.ended;
	}

	Tally tally() {
		return this.tally;
	}

	Place place(Phase phase) {
		return new Place(this.tally, phase, this.items);
	}

	KnownItems items() {
		return this.items;
	}

	long elsewhere(long now) {
		return now - this.elsewhere;
	}

	/** A partition of this has ended. */
	void add(StepStatements partition) {
		if (partition.added.compareAndSet(false, true)) {
			this.tally.add(partition.tally);
			this.partitions.incrementAndGet();
		}
	}

	int partitions() {
		return this.partitions.get();
	}

	/** Spring Batch has added up partitions. */
	static long items(StepExecution execution) {
		return execution.getReadCount();
	}

	static long chunks(StepExecution execution) {
		return Math.max(1, execution.getCommitCount());
	}

}
