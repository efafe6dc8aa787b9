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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.oracle.model.Kind;
import io.github.memoizedprefetch.oracle.model.Model;
import io.github.memoizedprefetch.oracle.model.Stored;
import io.github.memoizedprefetch.oracle.model.Values.Tone;
import org.hibernate.Hibernate;
import org.hibernate.LazyInitializationException;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;

/**
 * What happens beside the chunks.
 */
final class Disturbance {

	private final OracleCase oracleCase;

	private final Attributes attributes;

	private final Sessions sessions;

	private final Intruder intruder;

	private final RandomValues random;

	private final PathTree tree;

	private final int isolation;

	private int chunks;

	Disturbance(OracleCase oracleCase, Attributes attributes, Sessions sessions, Outcome outcome, int isolation) {
		this.oracleCase = oracleCase;
		this.attributes = attributes;
		this.sessions = sessions;
		this.intruder = new Intruder(attributes, sessions, oracleCase, outcome.changes);
		this.random = new RandomValues(new Random(oracleCase.seed()));
		this.isolation = isolation;
		this.tree = PathTree.of(oracleCase.configured());
	}

	/** Give the step's transaction its isolation level. */
	void begin() {
		if (this.isolation != 0) {
			this.sessions.step().doWork((connection) -> connection.setTransactionIsolation(this.isolation));
		}
	}

	/**
	 * What the step's own transaction changes before the chunk is prefetched. Not where
	 * another connection writes the same rows.
	 */
	void beforeChunk() {
		if (this.oracleCase.kind() == Kind.TRANSACTIONS || this.oracleCase.kind() == Kind.DELETIONS) {
			if (this.oracleCase.intruded()) {
				// the library leaves a row that is gone to Hibernate, whose transaction
				// sees it
				this.intruder.intrude(!this.oracleCase.readsCommitted());
			}
		}
		else if (isBegun()) {
			if (this.chunks++ == 0) {
				this.intruder.begin();
			}
		}
		else if (this.oracleCase.intruded() && this.oracleCase.reader().isStep()
				&& this.oracleCase.writer() != WriterKind.JDBC) {
			for (int i = 0; i < (this.oracleCase.kind().isAboutChanges() ? 3 : 1); i++) {
				this.intruder.updateWithin(this.sessions.step());
			}
		}
	}

	/**
	 * Whether another transaction changes companions before the first chunk, and commits
	 * after it. Not where it would have to wait for the step's.
	 */
	private boolean isBegun() {
		return this.oracleCase.kind().hasCompanions() && this.oracleCase.intruded()
				&& this.oracleCase.writer() == WriterKind.NONE && !this.oracleCase.mutating()
				&& this.oracleCase.seed() % 3 != 0;
	}

	/**
	 * @param prefetch the prefetch; null in runs without it
	 */
	void afterChunk(MemoizedPrefetch prefetch) {
		// other commits would make the library forget what this one has to
		if (!this.intruder.finish() && this.oracleCase.intruded()) {
			this.intruder.intrude(true);
		}
		if (prefetch != null && this.oracleCase.forgetful()) {
			forget(prefetch);
		}
	}

	private void forget(MemoizedPrefetch prefetch) {
		Class<? extends Stored> type = this.random.oneOf(Model.CONCRETE);
		switch (this.random.between(0, 2)) {
			case 0 -> prefetch.evict(type);
			case 1 -> {
				if (this.attributes.entity(type).getIdentifierType().getReturnedClass() == Long.class) {
					prefetch.evict(type, (long) this.random.between(0, 3));
				}
			}
			default -> prefetch.clear();
		}
	}

	/** What a processor does to detached targets must not be seen in another chunk. */
	void afterWrite(List<Object> items) {
		if (this.oracleCase.vandalised()) {
			items.forEach((item) -> spoil(item, this.tree));
		}
	}

	private void spoil(Object owner, PathTree paths) {
		if (!Hibernate.isInitialized(owner)) {
			return;
		}
		Object entity = Hibernate.unproxy(owner);
		paths.children().forEach((name, rest) -> {
			AttributeMapping attribute = attribute(this.attributes.entity(entity), name);
			Object value = (attribute != null) ? attribute.getValue(entity) : null;
			if (attribute instanceof ToOneAttributeMapping && value != null) {
				spoil(value, rest);
				spoil(value);
			}
			else if (attribute instanceof PluralAttributeMapping && value != null && Hibernate.isInitialized(value)) {
				elements(value).stream().filter(Stored.class::isInstance).forEach((element) -> {
					spoil(element, rest);
					spoil(element);
				});
				clear(value);
			}
		});
	}

	private AttributeMapping attribute(EntityPersister persister, String name) {
		return this.attributes.of(persister)
			.stream()
			.filter((attribute) -> attribute.getAttributeName().equals(name))
			.findFirst()
			.orElse(null);
	}

	/** A getter's view of what is not loaded does not say so. */
	private static Collection<?> elements(Object value) {
		try {
			return new ArrayList<>((value instanceof Map<?, ?> map) ? map.values() : (Collection<?>) value);
		}
		catch (LazyInitializationException ex) {
			return List.of();
		}
	}

	private static void clear(Object value) {
		try {
			if (value instanceof Map<?, ?> map) {
				map.clear();
			}
			else {
				((Collection<?>) value).clear();
			}
		}
		catch (UnsupportedOperationException ex) {
			// protected by a getter
		}
	}

	private void spoil(Object target) {
		if (!Hibernate.isInitialized(target)) {
			return;
		}
		Object entity = Hibernate.unproxy(target);
		EntityPersister persister = this.attributes.entity(entity);
		for (AttributeMapping attribute : this.attributes.of(persister)) {
			if (Linker.isWritable(persister, attribute) && attribute.getDeclaringType() instanceof EntityPersister) {
				if (attribute.getJavaType().getJavaTypeClass() == String.class) {
					attribute.setValue(entity, "spoiled");
				}
				else if (attribute instanceof ToOneAttributeMapping) {
					attribute.setValue(entity, null);
				}
				else if (attribute.getValue(entity) instanceof Tone tone) {
					tone.change();
				}
				else if (attribute.getValue(entity) instanceof byte[]) {
					// a new array: HSQLDB hands out its own
					attribute.setValue(entity, new byte[] { 99 });
				}
			}
		}
	}

}
