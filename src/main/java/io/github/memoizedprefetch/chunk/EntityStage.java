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

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.attaching.EntityReference;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import io.github.memoizedprefetch.lookup.Target;
import io.github.memoizedprefetch.plan.Plan;
import io.github.memoizedprefetch.plan.PlanNode;
import org.jspecify.annotations.Nullable;

/**
 * A stage that looks up the entities of one target in its memo, loads the misses, and
 * goes on to what is behind them. Not thread-safe.
 */
final class EntityStage {

	private final Plan plan;

	private final WorkingSet workingSet;

	private final Collector collector;

	private final ChunkSession session;

	private final @Nullable SharedEntities shared;

	/** Whether what is to be shared was met in a session. */
	private boolean managed;

	private final boolean counted;

	private final List<AheadLoad> ahead;

	EntityStage(Plan plan, WorkingSet workingSet, Collector collector, ChunkSession session,
			@Nullable SharedEntities shared, List<AheadLoad> ahead, boolean counted) {
		this.ahead = ahead;
		this.shared = shared;
		this.counted = counted;
		this.plan = plan;
		this.workingSet = workingSet;
		this.collector = collector;
		this.session = session;
	}

	void resolve(Target target, List<PlanNode.Staged> nodes) {
		List<EntityReference> missing = new ArrayList<>();
		long hits = 0;
		for (PlanNode.Staged node : nodes) {
			for (EntityReference reference : this.workingSet.at((PlanNode.Entity) node).waiting) {
				if (reference.isNew() && lookUp((PlanNode.Entity) node, target, reference, missing)) {
					hits++;
				}
			}
		}
		if (this.session.mayLoad() && (!this.session.loadsAhead() || target.isFollowed(this.session))) {
			target.load(missing, this.counted ? hits : 0, this.session);
		}
		else {
			missing.forEach(EntityReference::leave);
		}
		long references = 0;
		for (PlanNode.Staged node : nodes) {
			for (EntityReference reference : this.workingSet.at((PlanNode.Entity) node).waiting) {
				references += reference.takeUses();
				found((PlanNode.Entity) node, reference);
			}
		}
		target.memo().counters().references(this.counted ? references : 0);
	}

	/** Whether the memo has it. */
	private boolean lookUp(PlanNode.Entity node, Target target, EntityReference reference,
			List<EntityReference> missing) {
		boolean known = this.workingSet.at(node).references.resolveKnown(reference);
		Snapshot snapshot = known ? reference.snapshot() : find(target, reference.key());
		if (reference.findLoaded(target.entity(), snapshot)) {
			return false;
		}
		if (!target.isSupported()
				|| !this.collector.isUnchanged(node, reference.itemSession(), target.dependencies(this.session))) {
			reference.leave();
			return false;
		}
		if (node.isShared() && !reference.itemSession().isDetached() && !this.managed && !this.session.loadsAhead()) {
			this.managed = true; // said once a chunk at most
			this.collector.notShared(node);
		}
		if (snapshot != null && this.shared != null && this.shared.find(node, reference, snapshot)) {
			return !known;
		}
		if (reference.findDeferred(target.entity()) || known) {
			return false;
		}
		if (snapshot == null) {
			missing.add(reference);
			return false;
		}
		reference.resolve(snapshot);
		return true;
	}

	private @Nullable Snapshot find(Target target, Object key) {
		Snapshot snapshot = target.memo().get(key);
		return (snapshot != null || this.ahead.isEmpty() || !target.isFollowed(this.session)) ? snapshot
				: LoadedAhead.find(this.ahead, target, key);
	}

	/**
	 * An entity needs no proxies of its targets if it is built after these, but for those
	 * that come with it.
	 */
	private boolean isBuiltLast(PlanNode.Entity node, Snapshot snapshot, boolean deferred) {
		return node.isFoundBySnapshots() && (deferred || this.plan.ordered() || !snapshot.hasCompanions());
	}

	/**
	 * Go on to what is behind an entity: by the keys in its snapshot, or by building it
	 * where that is not enough.
	 */
	private void found(PlanNode.Entity node, EntityReference reference) {
		Snapshot snapshot = reference.snapshot();
		if (node.children().isEmpty() || reference.isShared()) {
			return;
		}
		boolean deferred = reference.isDeferred();
		if (snapshot != null && isBuiltLast(node, snapshot, deferred)) {
			this.collector.readOn(node, snapshot, new WorkingSet.Owner(reference.itemSession(), reference, deferred));
			return;
		}
		if (this.session.loadsAhead()) {
			return; // nothing is built: callbacks would hear of it
		}
		if (snapshot != null) {
			reference.attachEarly();
		}
		Object entity = reference.entity();
		if (entity != null) {
			this.collector.pass(node, entity);
		}
	}

}
