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
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.github.memoizedprefetch.oracle.LookupCase.Lookup;
import io.github.memoizedprefetch.oracle.model.Wares.Ware;
import org.hibernate.Session;
import org.hibernate.Transaction;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/**
 * Others, that commit between the chunks and within them.
 */
final class LookupIntruder {

	private final LookupCase lookupCase;

	private final SessionFactoryImplementor factory;

	private final Random random;

	private long ids = 10_000;

	LookupIntruder(LookupCase lookupCase, SessionFactoryImplementor factory) {
		this.lookupCase = lookupCase;
		this.factory = factory;
		this.random = new Random(lookupCase.seed());
	}

	/** Something new, which nobody has to wait for. */
	void insert(WareKind kind, Object code, int amount) {
		inTransaction((session) -> session.persist(kind.make(this.ids++, code, amount)));
	}

	/** Anything, while no chunk is processed. */
	void intrude() {
		if (!this.lookupCase.intruded() || this.random.nextInt(3) == 0) {
			return;
		}
		Lookup lookup = this.lookupCase.lookups().get(this.random.nextInt(this.lookupCase.lookups().size()));
		WareKind kind = lookup.kind();
		Object code = kind.codes().get(this.random.nextInt(kind.codes().size()));
		Object other = kind.codes().get(this.random.nextInt(kind.codes().size()));
		inTransaction((session) -> {
			switch (this.random.nextInt((this.lookupCase.isMemoized() || this.lookupCase.isShared()) ? 5 : 6)) {
				case 0 -> session.persist(kind.make(this.ids++, code, 1 + this.random.nextInt(3)));
				case 1 -> of(session, kind, code).forEach(session::remove);
				case 2 -> of(session, kind, code).forEach((ware) -> ware.recode(other));
				case 3 -> of(session, kind, code).forEach((ware) -> ware.amount(ware.amount() + 2));
				case 4 -> session.createMutationQuery("update " + kind.entity() + " set code = :new where code = :old")
					.setParameter("new", other)
					.setParameter("old", code)
					.executeUpdate();
				// nobody hears of it
				default -> session.doWork((connection) -> {
					try (var statement = connection
						.prepareStatement("update " + kind.table() + " set amount = amount + 5")) {
						statement.executeUpdate();
					}
				});
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static List<Ware<Object>> of(Session session, WareKind kind, Object code) {
		return (List<Ware<Object>>) (List<?>) session
			.createSelectionQuery("from " + kind.entity() + " where code = :code", kind.type())
			.setParameter("code", code)
			.getResultList();
	}

	private void inTransaction(Consumer<Session> work) {
		try (Session session = this.factory.withOptions().statementInspector(UnaryOperator.identity()).openSession()) {
			Transaction transaction = session.beginTransaction();
			work.accept(session);
			transaction.commit();
		}
	}

}
