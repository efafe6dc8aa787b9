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
package io.github.memoizedprefetch.hibernate.loading;

import io.github.memoizedprefetch.hibernate.attaching.Tenants;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import org.hibernate.ConnectionAcquisitionMode;
import org.hibernate.ConnectionReleaseMode;
import org.hibernate.FlushMode;
import org.hibernate.JDBCException;
import org.hibernate.SessionBuilder;
import org.hibernate.Transaction;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.exception.JDBCConnectionException;

/**
 * A session and read transaction for one load, apart from the step's, so that it sees
 * committed rows only, and no row as it was before the load began. It never flushes, has
 * a connection for as long as its transaction takes, and is silent.
 */
public final class LoadingSession implements AutoCloseable {

	/** As many ids as one statement of the batch loaders asks for at the most. */
	static final int FETCH_BATCH_SIZE = 1_000;

	private final SessionImplementor session;

	private final StatementCount statements;

	public LoadingSession(Mappings mappings, Object tenant) {
		SessionFactoryImplementor factory = mappings.factory();
		this.statements = new StatementCount(factory);
		this.session = new SilentSession(factory, options(factory, tenant, this.statements)
			.connectionHandling(ConnectionAcquisitionMode.AS_NEEDED, ConnectionReleaseMode.AFTER_TRANSACTION));
		configure(this.session, mappings);
	}

	static SessionBuilder options(SessionFactoryImplementor factory, Object tenant, StatementCount statements) {
		SessionBuilder options = factory.withOptions().statementInspector(statements);
		return (tenant != Tenants.NONE) ? options.tenantIdentifier(tenant) : options;
	}

	static void configure(SessionImplementor session, Mappings mappings) {
		session.setHibernateFlushMode(FlushMode.MANUAL);
		if (mappings.canFetchInBatches()) {
			// EAGER associations that a query cannot join come in batches, not one by one
			session.setFetchBatchSize(FETCH_BATCH_SIZE);
		}
	}

	/** The session, with a transaction. */
	public SessionImplementor begin() {
		if (!this.session.isTransactionInProgress()) {
			try {
				this.session.beginTransaction();
			}
			catch (JDBCException ex) {
				throw new JDBCConnectionException(
						"The prefetch reads over a connection of its own, beside that of the"
								+ " step's transaction, and could not have one: " + ex.getMessage()
								+ ". Let the connection pool have one more for each thread that prefetches",
						ex.getSQLException());
			}
		}
		return this.session;
	}

	public SessionImplementor session() {
		return this.session;
	}

	public long statements() {
		return this.statements.get();
	}

	/** End the transaction, which gives the connection back. */
	public void complete() {
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
