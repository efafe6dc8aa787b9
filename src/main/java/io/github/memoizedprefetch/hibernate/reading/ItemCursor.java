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
package io.github.memoizedprefetch.hibernate.reading;

import io.github.memoizedprefetch.hibernate.PersistenceUnit;
import io.github.memoizedprefetch.hibernate.attaching.Tenants;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.ScrollMode;
import org.hibernate.ScrollableResults;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.query.SelectionQuery;
import org.hibernate.query.spi.SqmQuery;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A cursor of a stateless session, in a transaction of its own: without one PostgreSQL's
 * driver ignores the fetch size and reads all rows at once. Not thread-safe.
 *
 * @param <T> the items
 */
public final class ItemCursor<T> implements AutoCloseable {

	private final StatelessSession session;

	private final SelectionQuery<T> query;

	private final @Nullable Tenants tenants;

	private @Nullable ScrollableResults<T> rows;

	/** Items to drop before the first. */
	private int skipped;

	private ItemCursor(StatelessSession session, SelectionQuery<T> query, @Nullable Tenants tenants) {
		this.session = session;
		this.query = query;
		this.tenants = tenants;
	}

	/**
	 * Open a session for the current tenant, and make the query, which is not executed
	 * yet.
	 * @param entityManagerFactory Hibernate's, or a proxy that unwraps to it
	 * @param query the query
	 * @return the cursor, without a connection
	 * @throws IllegalArgumentException if the factory is not Hibernate's or uses JTA, or
	 * the query cannot be executed
	 */
	public static <T> ItemCursor<T> open(EntityManagerFactory entityManagerFactory, ItemQuery<T> query) {
		SessionFactoryImplementor factory = PersistenceUnit.unwrap(entityManagerFactory);
		if (factory.getServiceRegistry().requireService(TransactionCoordinatorBuilder.class).isJta()) {
			throw new IllegalArgumentException("The EntityManagerFactory uses JTA, whose transactions end with each"
					+ " chunk, and cursors with them; use resource-local transactions");
		}
		StatelessSession session = factory.openStatelessSession();
		try {
			return new ItemCursor<>(session, query.in(session), Tenants.of(factory));
		}
		catch (RuntimeException | Error ex) {
			session.close();
			throw ex;
		}
	}

	/**
	 * Begin with a later item. To be called before {@link #execute}.
	 * @param items how many items to drop
	 */
	public void skip(int items) {
		this.skipped = items;
	}

	/**
	 * Take a connection, begin the transaction and execute the query.
	 */
	public void execute() {
		this.session.beginTransaction();
		boolean byDatabase = this.skipped > 0 && isRowPerItem();
		if (byDatabase) {
			this.query.setFirstResult(this.skipped);
		}
		this.rows = this.query.scroll(ScrollMode.FORWARD_ONLY);
		// Hibernate can skip rows of a cursor that goes forwards by reading them only
		int left = byDatabase ? 0 : this.skipped;
		while (left > 0 && this.rows.next()) {
			left--;
		}
	}

	/** Whether the database can count items, and the query does not count them itself. */
	private boolean isRowPerItem() {
		return this.query instanceof SqmQuery<?> hql && hql.getSqmStatement() instanceof SqmSelectStatement<?> statement
				&& !statement.containsCollectionFetches() && statement.getQueryPart().getOffsetExpression() == null
				&& statement.getQueryPart().getFetchExpression() == null && !hasGraph(hql);
	}

	private static boolean hasGraph(SqmQuery<?> hql) {
		return hql.getQueryOptions().getAppliedGraph() != null
				&& hql.getQueryOptions().getAppliedGraph().getSemantic() != null;
	}

	/**
	 * The next item.
	 * @return the item, detached; null at the end
	 */
	public @Nullable T next() {
		if (this.rows == null || !this.rows.next()) {
			return null;
		}
		T item = this.rows.get();
		if (this.tenants != null && item != null) {
			this.tenants.loaded(item, ((SharedSessionContractImplementor) this.session).getTenantIdentifierValue());
		}
		return item;
	}

	/**
	 * Close the rows, end the transaction, which has only read, and give the connection
	 * back. Each of it is done although another fails.
	 */
	@Override
	public void close() {
		try (StatelessSession closing = this.session) {
			try {
				if (this.rows != null) {
					this.rows.close();
				}
			}
			finally {
				if (closing.getTransaction().getStatus().canRollback()) {
					closing.getTransaction().rollback();
				}
			}
		}
	}

}
