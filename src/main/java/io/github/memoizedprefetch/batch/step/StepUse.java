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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetch.FiguresMode;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.batch.core.scope.context.StepContext;

/**
 * The use of a {@link MemoizedPrefetch} by a step execution, from the first chunk to the
 * end, failed or not. The last of the step executions that use it at the same time clears
 * it. Partitions share one memo with the step that is partitioned, also if they run one
 * after the other; unless the prefetch is step-scoped, when each has one of its own. If a
 * partition may belong to several steps, all of them keep the memo, and none has figures.
 */
final class StepUse {

	/** Weak, so that a use whose end is never told does not keep a memo from clearing. */
	private static final Map<MemoizedPrefetch, Set<StepUse>> running = new WeakHashMap<>();

	private static final MemoizedPrefetchStatistics NONE = new MemoizedPrefetchStatistics(Map.of());

	private final MemoizedPrefetch prefetch;

	private final MemoizedPrefetchStatistics before;

	private final StepFigures figures;

	/** The uses by the steps that may be the one that is partitioned. */
	private final List<StepUse> managers;

	private final FiguresMode mode;

	/** Whether partitions of others may be among what is counted. */
	private volatile boolean mixed;

	private MemoizedPrefetchStatistics statistics = NONE;

	private Map<String, List<String>> learnt = Map.of();

	private StepUse(MemoizedPrefetch prefetch, StepFigures figures, List<StepUse> managers) {
		this.prefetch = prefetch;
		this.before = prefetch.statistics();
		this.figures = figures;
		this.managers = managers;
		this.mode = prefetch.figuresMode();
	}

	/** The use by any step. */
	static StepUse begin(MemoizedPrefetch prefetch, StepContext context) {
		if (prefetch instanceof ScopedObject) {
			return begin(prefetch, context, List.of());
		}
		List<StepUse> managers = PartitionManagers.of(context.getStepExecution())
			.stream()
			.map((manager) -> StepItems.of(prefetch, manager).beginPartitions(manager))
			.toList();
		if (managers.size() > 1) {
			managers.forEach(StepUse::mix);
		}
		return begin(prefetch, context, managers);
	}

	/** The use by a step that is partitioned. */
	static StepUse beginPartitions(MemoizedPrefetch prefetch, StepContext context) {
		return begin(prefetch, context, List.of());
	}

	private static StepUse begin(MemoizedPrefetch prefetch, StepContext context, List<StepUse> managers) {
		StepUse use = new StepUse(prefetch, StepFigures.of(context), managers);
		use.figures.add(use);
		synchronized (running) {
			running.computeIfAbsent(prefetch, (key) -> Collections.newSetFromMap(new WeakHashMap<>())).add(use);
		}
		// run by AbstractStep when any kind of step execution has ended; a listener
		// that were a StepExecutionListener could not be registered by one call
		context.registerDestructionCallback(StepUse.class.getName(), () -> use.end(context));
		return use;
	}

	private void mix() {
		if (!this.mixed) {
			this.mixed = true;
			this.figures.remove(this);
		}
	}

	FiguresMode mode() {
		return this.mode;
	}

	/** Another chunk was prefetched. */
	void record() {
		if (this.managers.isEmpty()) {
			this.figures.record(this);
		}
		else if (this.managers.size() == 1) {
			this.managers.get(0).record();
		}
	}

	void update() {
		this.statistics = this.mixed ? NONE : this.prefetch.statistics().minus(this.before);
		this.learnt = this.prefetch.learnt();
	}

	/**
	 * What has happened until the last chunk. At the end of the step it may be too late
	 * to ask a prefetch that is step-scoped.
	 */
	MemoizedPrefetchStatistics statistics() {
		return this.statistics;
	}

	private void end(StepContext context) {
		boolean own = this.managers.isEmpty() && !(this.prefetch instanceof ScopedObject);
		if (own) {
			update(); // lookups are asked after the last chunk was prefetched
		}
		synchronized (running) {
			Set<StepUse> uses = running.get(this.prefetch);
			if (uses != null && uses.remove(this) && uses.isEmpty()) {
				running.remove(this.prefetch);
				this.prefetch.clear();
			}
		}
		if (own && !this.mixed) {
			// also from the last chunk
			this.learnt = this.prefetch.learnt();
			this.statistics = new MemoizedPrefetchStatistics(this.statistics.targets(), this.statistics.wholeTables(),
					this.prefetch.statistics().touched());
		}
		StepLog.log(context.getStepName(), this.statistics, this.learnt);
	}

}
