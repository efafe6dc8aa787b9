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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.hibernate.Session;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.Status;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Flushes each chunk in the session of its transaction, with and without the library.
 * With it the read-only entities are other ones during that, which must not be written.
 */
final class ReadOnlyWriter implements ItemWriter<Object> {

	private static final AtomicLong changed = new AtomicLong();

	private final ItemWriter<Object> writer;

	private final OracleCase oracleCase;

	private final Attributes attributes;

	private final Sessions sessions;

	private final boolean changing;

	private final RandomValues random;

	ReadOnlyWriter(ItemWriter<Object> writer, OracleCase oracleCase, Attributes attributes, Sessions sessions,
			boolean changing) {
		this.writer = writer;
		this.oracleCase = oracleCase;
		this.attributes = attributes;
		this.sessions = sessions;
		this.changing = changing;
		this.random = new RandomValues(new Random(oracleCase.seed()));
	}

	/** How many values were changed so far that a flush would have written. */
	static long changed() {
		return changed.get();
	}

	@Override
	public void write(Chunk<?> chunk) throws Exception {
		this.writer.write(new Chunk<Object>(List.copyOf(chunk.getItems())));
		Session session = this.sessions.step();
		if (session != null) {
			flush(session.unwrap(SessionImplementor.class));
		}
	}

	private void flush(SessionImplementor session) {
		List<Runnable> restore = new ArrayList<>();
		try {
			if (this.changing) {
				for (Map.Entry<Object, EntityEntry> entry : session.getPersistenceContextInternal()
					.reentrantSafeEntityEntries()) {
					if (entry.getValue().getStatus() == Status.READ_ONLY
							&& this.oracleCase.readOnly().isInstance(entry.getKey())) {
						change(entry.getKey(), entry.getValue(), session, restore);
					}
				}
			}
			session.flush();
		}
		finally {
			restore.forEach(Runnable::run);
		}
	}

	private void change(Object entity, EntityEntry entry, SessionImplementor session, List<Runnable> restore) {
		for (AttributeMapping attribute : this.attributes.of(entry.getPersister())) {
			if (attribute instanceof BasicValuedModelPart && Mutator.isMutable(entry.getPersister(), attribute, null)) {
				Object value = attribute.getValue(entity);
				restore.add(() -> attribute.setValue(entity, value));
				attribute.setValue(entity, this.random.of(attribute));
				if (!session.isDefaultReadOnly() && entry.getPersister().isMutable()) {
					changed.incrementAndGet();
				}
			}
		}
	}

}
