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
package io.github.memoizedprefetch.hibernate;

import java.util.function.UnaryOperator;

import org.hibernate.FlushMode;
import org.hibernate.SessionBuilder;
import org.hibernate.Transaction;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * A session and read transaction apart from the step's, so that it sees committed rows
 * only. It never flushes, and takes a connection with its first statement.
 */
final class LoadingSession implements AutoCloseable {

	/** As many ids as one statement of the batch loaders asks for at the most. */
	static final int FETCH_BATCH_SIZE = 1_000;

	private final SessionImplementor session;

	private long statements;

	LoadingSession(SessionFactoryImplementor factory, Object tenant) {
		StatementInspector inspector = factory.getSessionFactoryOptions().getStatementInspector();
		UnaryOperator<String> counter = (sql) -> {
			this.statements++;
			return (inspector != null) ? inspector.inspect(sql) : sql;
		};
		SessionBuilder builder = factory.withOptions().statementInspector(counter);
		if (tenant != Mappings.NO_TENANT) {
			builder = builder.tenantIdentifier(tenant);
		}
		this.session = (SessionImplementor) builder.openSession();
		this.session.setHibernateFlushMode(FlushMode.MANUAL);
		this.session.setDefaultReadOnly(true);
		// EAGER associations that a query cannot join come in batches, not one by one
		this.session.setFetchBatchSize(FETCH_BATCH_SIZE);
	}

	/** The session, with a transaction. */
	SessionImplementor begin() {
		if (!this.session.isTransactionInProgress()) {
			this.session.beginTransaction();
		}
		return this.session;
	}

	/** The session, to build detached instances in: that takes no transaction. */
	SessionImplementor session() {
		return this.session;
	}

	long statements() {
		return this.statements;
	}

	void complete() {
		if (this.session.isTransactionInProgress()) {
			this.session.getTransaction().commit();
		}
	}

	@Override
	public void close() {
		try {
			Transaction transaction = this.session.isTransactionInProgress() ? this.session.getTransaction() : null;
			if (transaction != null && transaction.getStatus().canRollback()) {
				transaction.rollback();
			}
		}
		finally {
			this.session.close();
		}
	}

}
