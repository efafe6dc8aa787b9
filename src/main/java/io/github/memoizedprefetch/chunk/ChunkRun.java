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

package io.github.memoizedprefetch.chunk;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.lookup.Role;
import io.github.memoizedprefetch.lookup.Target;
import io.github.memoizedprefetch.message.Warnings;
import io.github.memoizedprefetch.plan.Lateness;
import io.github.memoizedprefetch.plan.Plan;
import io.github.memoizedprefetch.plan.PlanNode;
import org.jspecify.annotations.Nullable;

/**
 * Takes the items of one chunk through the stages of a plan. What an item holds already
 * is read on at once; what is missing waits at its node until the node's stage has loaded
 * its snapshot, from which the keys behind it are read. Entities are built in the end.
 */
final class ChunkRun {

	private final Plan plan;

	private final ChunkSession session;

	private final Warnings warnings;

	private final WorkingSet workingSet;

	private final Collector collector;

	private final @Nullable SharedEntities shared;

	private final List<AheadLoad> ahead;

	/**
	 * @param ahead what was loaded for the items before
	 */
	ChunkRun(Plan plan, ChunkSession session, Warnings warnings, List<AheadLoad> ahead) {
		this.ahead = ahead;
		this.plan = plan;
		this.session = session;
		this.warnings = warnings;
		this.workingSet = new WorkingSet(plan);
		this.shared = (plan.sharing() != null) ? new SharedEntities(plan, this.workingSet, session, plan.sharing())
				: null;
		this.collector = new Collector(this.workingSet, session, warnings);
	}

	WorkingSet workingSet() {
		return this.workingSet;
	}

	void run(Map<Class<?>, List<Object>> items) {
		load(items, true);
		if (this.shared != null) {
			this.shared.build();
		}
		new Attacher(this.plan, this.workingSet, this.session, this.warnings).run(items);
		Lateness.report(this.plan, this.warnings);
	}

	/**
	 * Load what is missing into the memos.
	 * @param counted whether what is found is counted
	 */
	void load(Map<Class<?>, List<Object>> items, boolean counted) {
		collect(items);
		load(counted);
	}

	/**
	 * Collect what another thread is going to {@link #load(boolean)}, so that it need not
	 * look at the items, nor at what they hold.
	 */
	void collectAhead(Map<Class<?>, List<Object>> items) {
		collect(items);
		CollectionStage collections = new CollectionStage(this.workingSet, this.collector, this.session, List.of(),
				false);
		for (Plan.Stage stage : this.plan.stages()) {
			if (stage.group() instanceof Role) {
				collections.collectHeld(stage.nodes());
			}
		}
	}

	private void collect(Map<Class<?>, List<Object>> items) {
		items.forEach((type, group) -> {
			PlanNode root = Objects.requireNonNull(this.plan.roots().get(type));
			group.forEach((item) -> this.collector.collect(root, item));
		});
		this.collector.endItems();
	}

	void load(boolean counted) {
		EntityStage entities = new EntityStage(this.plan, this.workingSet, this.collector, this.session, this.shared,
				this.ahead, counted);
		CollectionStage collections = new CollectionStage(this.workingSet, this.collector, this.session, this.ahead,
				counted);
		for (Plan.Stage stage : this.plan.stages()) {
			this.session.lendMet();
			if (stage.group() instanceof Target target) {
				entities.resolve(target, stage.nodes());
			}
			else {
				collections.resolve((Role) stage.group(), stage.nodes());
			}
		}
		this.session.lendMet();
		for (Plan.Stage stage : this.plan.stages()) {
			if (stage.group() instanceof Role role && !this.session.loadsAhead()) {
				collections.reread(role, stage.nodes());
			}
		}
	}

}
