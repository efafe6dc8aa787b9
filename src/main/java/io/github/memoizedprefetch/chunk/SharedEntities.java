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
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.SharingSession;
import io.github.memoizedprefetch.hibernate.attaching.EntityReference;
import io.github.memoizedprefetch.hibernate.snapshot.KnownOwner;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import io.github.memoizedprefetch.lookup.SharedInstance;
import io.github.memoizedprefetch.lookup.Sharing;
import io.github.memoizedprefetch.lookup.Target;
import io.github.memoizedprefetch.plan.Plan;
import io.github.memoizedprefetch.plan.PlanNode;
import org.jspecify.annotations.Nullable;

/**
 * Gives detached items the instances that all chunks share, and builds those that nobody
 * has built yet. Not thread-safe.
 */
final class SharedEntities {

	private final Plan plan;

	private final WorkingSet workingSet;

	private final ChunkSession session;

	private final Sharing sharing;

	/** Before anything of the chunk was looked up. */
	private final long version;

	private final Map<EntityReference, SharedInstance> built = new HashMap<>();

	SharedEntities(Plan plan, WorkingSet workingSet, ChunkSession session, Sharing sharing) {
		this.plan = plan;
		this.workingSet = workingSet;
		this.session = session;
		this.sharing = sharing;
		this.version = sharing.version();
	}

	/** Whether the chunks before have built what a reference leads to. */
	boolean find(PlanNode.Entity node, EntityReference reference, Snapshot snapshot) {
		if (!node.isShared() || !reference.itemSession().isDetached()) {
			return false;
		}
		SharedInstance instance = SharedInstance.of(snapshot);
		if (instance == null || !instance.isCurrent(this.version)) {
			return false;
		}
		reference.share(snapshot, instance.entity());
		return true;
	}

	/** Build what is missing, when all snapshots are known. */
	void build() {
		if (isAnyMissing(true)) {
			this.sharing.lock().lock();
			try {
				buildApart();
			}
			finally {
				this.sharing.lock().unlock();
			}
		}
		if (isAnyMissing(false)) {
			// what is built for this chunk alone leads to them
			forEachReference((node, reference) -> {
				if (reference.isShared()) {
					reference.itemSession().lend(Objects.requireNonNull(reference.entity()));
				}
			});
		}
	}

	private boolean isAnyMissing(boolean shared) {
		for (Plan.Stage stage : this.plan.stages()) {
			for (PlanNode.Staged staged : stage.nodes()) {
				if (staged instanceof PlanNode.Entity node) {
					if ((!shared || node.isShared())
							&& this.workingSet.at(node).waiting.stream().anyMatch(SharedEntities::isMissing)) {
						return true;
					}
				}
				else if (!shared && !this.workingSet.at((PlanNode.Elements) staged).fillings.isEmpty()) {
					return true;
				}
			}
		}
		return false;
	}

	/** Whether its row is known, and it is not there. */
	private static boolean isMissing(EntityReference reference) {
		return reference.itemSession().isDetached() && reference.snapshot() != null && reference.entity() == null;
	}

	private void buildApart() {
		try (SharingSession apart = this.session.sharing()) {
			forEachReference((node, reference) -> {
				if (node.isShared() && isMissing(reference) && !this.built.containsKey(reference)) {
					SharedInstance instance = findOrBuild(node, reference, Objects.requireNonNull(reference.snapshot()),
							apart);
					if (instance != null) {
						this.built.put(reference, instance);
					}
				}
			});
		}
		forEachReference((node, reference) -> {
			SharedInstance instance = this.built.remove(reference);
			if (instance != null) {
				publish(node.target(), reference, instance);
			}
		});
	}

	private static void publish(Target target, EntityReference reference, SharedInstance instance) {
		Snapshot snapshot = Objects.requireNonNull(reference.snapshot());
		snapshot.instance(instance);
		target.shared().add(reference.key(), instance);
		reference.share(snapshot, instance.entity());
	}

	/**
	 * Null if it belongs to this chunk alone, for the sake of something that it leads to.
	 */
	private @Nullable SharedInstance findOrBuild(PlanNode.Entity node, EntityReference reference, Snapshot snapshot,
			SharingSession apart) {
		List<SharedInstance.Part> parts = new ArrayList<>();
		if (!SharingSession.canBuild(snapshot) || node.target().dependencies(this.session).unfollowed() != null
				|| !findParts(node, snapshot, reference, parts)) {
			return null;
		}
		SharedInstance known = SharedInstance.of(snapshot); // of another thread
		if (known == null || !known.isCurrent(this.version)) {
			known = node.target().shared().find(reference.key(), this.version);
		}
		if (known != null) {
			return known;
		}
		parts.forEach((part) -> apart.lend(part.instance().entity()));
		Object entity = apart.build(snapshot);
		return (entity != null) ? new SharedInstance(entity, parts, this.version) : null;
	}

	/** What it leads to is built before. */
	private boolean findParts(PlanNode node, KnownOwner owner, EntityReference reference,
			List<SharedInstance.Part> parts) {
		for (PlanNode child : node.children()) {
			if (child instanceof PlanNode.Value value) {
				KnownOwner embedded = value.in(owner);
				if (embedded != null && !findParts(value, embedded, reference, parts)) {
					return false;
				}
			}
			else if (child instanceof PlanNode.Entity entity) {
				EntityReference target = entity.referenceIn(owner, reference.itemSession(),
						this.workingSet.at(entity).references, true);
				if (target != null && !addPart(entity.target(), target, parts)) {
					return false;
				}
			}
		}
		return true;
	}

	private boolean addPart(Target target, EntityReference reference, List<SharedInstance.Part> parts) {
		Snapshot snapshot = reference.snapshot();
		SharedInstance instance = this.built.get(reference);
		if (snapshot != null && instance == null && reference.isShared()) {
			instance = SharedInstance.of(snapshot);
		}
		if (snapshot == null || instance == null) {
			return false;
		}
		parts.add(new SharedInstance.Part(target, snapshot, instance));
		return true;
	}

	/** The last first. */
	private void forEachReference(BiConsumer<PlanNode.Entity, EntityReference> action) {
		List<Plan.Stage> stages = this.plan.stages();
		for (ListIterator<Plan.Stage> i = stages.listIterator(stages.size()); i.hasPrevious();) {
			for (PlanNode.Staged staged : i.previous().nodes()) {
				if (staged instanceof PlanNode.Entity node) {
					this.workingSet.at(node).waiting.forEach((reference) -> action.accept(node, reference));
				}
			}
		}
	}

}
