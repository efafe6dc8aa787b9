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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.attaching.CollectionReference;
import io.github.memoizedprefetch.hibernate.attaching.EntityReference;
import io.github.memoizedprefetch.hibernate.attaching.ItemSession;
import io.github.memoizedprefetch.hibernate.deferred.DeferredCollection;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionState;
import io.github.memoizedprefetch.lookup.Role;
import io.github.memoizedprefetch.lookup.Target;
import io.github.memoizedprefetch.plan.PlanNode;
import org.jspecify.annotations.Nullable;

/**
 * A stage that finds what the collections of one role hold. Not thread-safe.
 */
final class CollectionStage {

	private final WorkingSet workingSet;

	private final Collector collector;

	private final ChunkSession session;

	private final boolean counted;

	private final List<AheadLoad> ahead;

	CollectionStage(WorkingSet workingSet, Collector collector, ChunkSession session, List<AheadLoad> ahead,
			boolean counted) {
		this.ahead = ahead;
		this.counted = counted;
		this.workingSet = workingSet;
		this.collector = collector;
		this.session = session;
	}

	void resolve(Role role, List<PlanNode.Staged> nodes) {
		List<WorkingSet.Need> needs = new ArrayList<>();
		for (PlanNode.Staged staged : nodes) {
			PlanNode.Elements node = (PlanNode.Elements) staged;
			WorkingSet.PendingCollections collections = this.workingSet.at(node);
			collections.values.forEach((value) -> addHeld(node, value, needs));
			collections.keys.forEach((key) -> add(node, key, needs));
		}
		Map<Object, @Nullable CollectionState> states = this.workingSet.of(role);
		Target elements = role.elements();
		Set<Object> deferred = new HashSet<>();
		needs.forEach((need) -> findDeferred(role, need, states, deferred));
		Function<Object, @Nullable CollectionState> known = this.ahead.isEmpty() ? role.memo()::get
				: (key) -> find(role, key);
		role.resolve(needs.stream().map(WorkingSet.Need::key).toList(), states, known,
				(elements != null) ? this.workingSet.of(elements).brought() : Map.of(), this.session);
		long references = 0;
		for (WorkingSet.Need need : needs) {
			CollectionState state = states.get(need.key());
			if (state != null) {
				references += deferred.contains(need.key()) ? 0 : 1;
				found(need, state);
			}
		}
		role.memo().counters().references(this.counted ? references : 0);
	}

	private @Nullable CollectionState find(Role role, Object key) {
		CollectionState state = role.memo().get(key);
		return (state != null || !role.isFollowed(this.session)) ? state : LoadedAhead.find(this.ahead, role, key);
	}

	/**
	 * All elements were looked for: where links lead to missing rows, the collection is
	 * without them, which the database is to say.
	 */
	void reread(Role role, List<PlanNode.Staged> nodes) {
		Set<Object> keys = new HashSet<>();
		fillings(nodes).filter(CollectionStage::isDangling).forEach((filling) -> keys.add(filling.need().key()));
		if (keys.isEmpty() || !this.session.mayLoad()) {
			return;
		}
		Map<Object, CollectionState> read = role.reread(keys, this.session);
		for (PlanNode.Staged staged : nodes) {
			PlanNode.Elements node = (PlanNode.Elements) staged;
			this.workingSet.at(node).fillings.replaceAll((filling) -> {
				CollectionState state = read.get(filling.need().key());
				return (state != null) ? filling(filling.need(), state) : filling;
			});
		}
	}

	private Stream<WorkingSet.Filling> fillings(List<PlanNode.Staged> nodes) {
		return nodes.stream().flatMap((node) -> this.workingSet.at((PlanNode.Elements) node).fillings.stream());
	}

	private static boolean isDangling(WorkingSet.Filling filling) {
		if (filling.state().isOfLinks() && filling.elements() != null) {
			for (EntityReference element : filling.elements()) {
				if (element.isMissing()) {
					return true;
				}
			}
		}
		return false;
	}

	private WorkingSet.Filling filling(WorkingSet.Need need, CollectionState state) {
		PlanNode.Entity elements = Objects.requireNonNull(need.node().elements());
		return new WorkingSet.Filling(need, state,
				this.workingSet.at(elements).references.elements(state, need.itemSession(), need.deferred()));
	}

	/** What another prefetch, or a run before, has found need not be looked up. */
	private void findDeferred(Role role, WorkingSet.Need need, Map<Object, @Nullable CollectionState> states,
			Set<Object> found) {
		DeferredCollection known = need.itemSession().deferred(need.key());
		Target target = role.elements();
		if (known != null && states.putIfAbsent(need.key(), known.state()) == null) {
			found.add(need.key());
			if (target != null) {
				known.snapshots().forEach(this.workingSet.of(target)::bring);
			}
		}
	}

	/**
	 * Keep the keys of the collections that are held, and what is in those that are
	 * initialised, instead of the collections.
	 */
	void collectHeld(List<PlanNode.Staged> nodes) {
		for (PlanNode.Staged staged : nodes) {
			PlanNode.Elements node = (PlanNode.Elements) staged;
			WorkingSet.PendingCollections collections = this.workingSet.at(node);
			List<WorkingSet.Need> needs = new ArrayList<>();
			collections.values.forEach((value) -> addHeld(node, value, needs));
			collections.values.clear();
			needs.forEach((need) -> collections.keys.add(new WorkingSet.Key(need.owner(), need.key())));
		}
	}

	private void addHeld(PlanNode.Elements node, Object value, List<WorkingSet.Need> needs) {
		try {
			CollectionReference reference = this.session.collectionReference(value, node.role().mapping());
			node.met(reference == null);
			if (reference == null) {
				this.collector.passElements(node, value);
			}
			else if (isServed(node, reference.itemSession())) {
				WorkingSet.Owner owner = new WorkingSet.Owner(reference.itemSession(), null, false);
				needs.add(new WorkingSet.Need(node, owner, reference.key(), reference, value));
			}
		}
		catch (UnservableReferenceException ex) {
			this.collector.left(node, ex);
		}
	}

	private void add(PlanNode.Elements node, WorkingSet.Key key, List<WorkingSet.Need> needs) {
		if (isServed(node, key.owner().itemSession())) {
			needs.add(new WorkingSet.Need(node, key.owner(), key.key(), null, null));
		}
	}

	/** Without its elements a collection is of no use. */
	private boolean isServed(PlanNode.Elements node, ItemSession itemSession) {
		Role role = node.role();
		Target elements = role.elements();
		return role.mapping().unsupported() == null
				&& this.collector.isUnchanged(node, itemSession, role.dependencies(this.session)) && (elements == null
						|| this.collector.isUnchanged(node, itemSession, elements.dependencies(this.session)));
	}

	private void found(WorkingSet.Need need, CollectionState state) {
		PlanNode.Entity elements = need.node().elements();
		List<EntityReference> references = null;
		if (elements != null) {
			references = this.workingSet.at(elements).references.elements(state, need.itemSession(), need.deferred());
			for (EntityReference reference : references) {
				this.collector.add(elements, reference, need.owner());
			}
		}
		else if (need.node().isFoundByState()) {
			state.embedded().forEach((element) -> this.collector.readOn(need.node(), element, need.owner()));
		}
		else if (need.reference() != null && need.value() != null) {
			need.reference().attach(state, null);
			this.collector.passElements(need.node(), need.value());
		}
		this.workingSet.at(need.node()).fillings.add(new WorkingSet.Filling(need, state, references));
	}

}
