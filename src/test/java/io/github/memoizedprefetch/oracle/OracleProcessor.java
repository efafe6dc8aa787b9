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

package io.github.memoizedprefetch.oracle;

import java.util.List;

import io.github.memoizedprefetch.oracle.model.Kind;
import org.hibernate.Session;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * Reads all that a case says along its paths.
 */
final class OracleProcessor implements ItemProcessor<Object, Object> {

	private final OracleCase oracleCase;

	private final Renderer renderer;

	private final Renderer lenient;

	private final Mutator mutator;

	private final Copies copies;

	private final PathTree tree;

	private final Readers readers;

	private final Sessions sessions;

	private final Outcome outcome;

	private final boolean prefetching;

	private final Served served;

	/**
	 * @param served what not to go beyond; null if it is all of the paths
	 */
	OracleProcessor(OracleCase oracleCase, Attributes attributes, Readers readers, Sessions sessions, Outcome outcome,
			boolean prefetching, Served served) {
		this.oracleCase = oracleCase;
		// references of new items are not loaded with them
		boolean companions = oracleCase.reader() != ReaderKind.STEP_NEW;
		this.renderer = new Renderer(attributes, oracleCase.strict(), null, companions);
		this.lenient = new Renderer(attributes, false);
		// not to subclasses: beside a proxy of the association's class Hibernate makes a
		// second one (HHH000179), and which is there first depends on the order of
		// loading
		this.mutator = new Mutator(attributes, sessions, oracleCase, oracleCase.isRemoving(),
				oracleCase.reader().isReferences(), false, outcome.changes);
		this.copies = new Copies(attributes);
		this.tree = PathTree.of(oracleCase.touched());
		this.readers = readers;
		this.sessions = sessions;
		this.outcome = outcome;
		this.prefetching = prefetching;
		this.served = served;
	}

	@Override
	public Object process(Object read) {
		Object item = this.readers.item(read);
		if (item == null) {
			return null; // removed by the transaction of an earlier one
		}
		Node node = renderer(item).item(item, this.tree);
		if (!this.prefetching && this.oracleCase.reader().isDetaching()) {
			this.outcome.fresh
				.add(node.holdsLazy() ? this.sessions.callUncounted((session) -> fresh(item, session)) : null);
		}
		this.outcome.items.add(node);
		if (this.oracleCase.mutating() && !node.lazy()) {
			this.mutator.mutate(item, this.tree, this.outcome.items.size());
		}
		return (this.oracleCase.writer() == WriterKind.PERSIST) ? this.copies.copy(item) : item;
	}

	private Renderer renderer(Object item) {
		return (this.served != null) ? this.renderer.only((reference) -> this.served.holds(item, reference))
				: this.renderer;
	}

	/** Each by itself, so that nothing repeats the elements of their bags. */
	private static void loadOwners(Session session) {
		for (String owner : List.of("Nest", "Flock")) {
			session.createSelectionQuery("from " + owner, Object.class).getResultList();
		}
	}

	/** What a fresh session reads where Hibernate has refused; null if it fails. */
	private Node fresh(Object item, Session session) {
		session.beginTransaction();
		try {
			if (this.oracleCase.kind() == Kind.BAGS) {
				loadOwners(session);
			}
			return this.lenient.entity(this.readers.fresh(item, session), this.tree);
		}
		catch (RuntimeException ex) {
			return null;
		}
		finally {
			session.getTransaction().rollback();
		}
	}

}
