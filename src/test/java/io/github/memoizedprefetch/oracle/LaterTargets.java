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
import java.util.Objects;
import java.util.Random;

import io.github.memoizedprefetch.oracle.model.Stored;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * With each chunk changes what the items behind it refer to, in a transaction of its own.
 * Threads that load ahead have read it by then.
 */
final class LaterTargets implements ItemWriter<Object> {

	private static final int ITEMS = 8;

	private final OracleCase oracleCase;

	private final EntityPersister itemType;

	private final Attributes attributes;

	private final Sessions sessions;

	private final Mutator mutator;

	private final List<String> changes;

	private int written;

	/**
	 * @param changes what is changed
	 */
	LaterTargets(OracleCase oracleCase, Attributes attributes, Sessions sessions, List<String> changes) {
		this.oracleCase = oracleCase;
		this.itemType = attributes.entity(oracleCase.itemType());
		this.attributes = attributes;
		this.sessions = sessions;
		this.changes = changes;
		this.mutator = new Mutator(attributes, sessions, oracleCase, false, false, true, changes);
	}

	@Override
	public void write(Chunk<?> chunk) {
		this.written += this.oracleCase.chunkSize();
		RandomValues random = new RandomValues(new Random(this.oracleCase.seed() * 149 + this.written));
		this.sessions.callUncounted((session) -> {
			session.beginTransaction();
			try {
				Intruder.rows(session, this.itemType)
					.stream()
					.filter((item) -> ((Stored) item).serial() < Copies.FIRST_SERIAL)
					.skip(this.written)
					.limit(ITEMS)
					.forEach((item) -> change(item, session, random));
				session.getTransaction().commit();
			}
			catch (RuntimeException ex) {
				this.changes.add("refused: " + ex.getClass().getName());
			}
			finally {
				if (session.getTransaction().isActive()) {
					session.getTransaction().rollback();
				}
			}
			return null;
		});
	}

	private void change(Object item, Session session, RandomValues random) {
		EntityPersister persister = this.attributes.entity(Hibernate.unproxy(item));
		this.oracleCase.configured()
			.stream()
			.map((path) -> path.split("\\.")[0])
			.sorted()
			.distinct()
			.map((name) -> (AttributeMapping) persister.findAttributeMapping(name))
			.filter(ToOneAttributeMapping.class::isInstance)
			.map((attribute) -> attribute.getValue(Hibernate.unproxy(item)))
			.filter(Objects::nonNull)
			.forEach((target) -> {
				for (int i = 0; i < 3; i++) {
					this.mutator.mutate(Hibernate.unproxy(target), session, random);
				}
			});
	}

}
