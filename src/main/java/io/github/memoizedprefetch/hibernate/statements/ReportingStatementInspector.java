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
package io.github.memoizedprefetch.hibernate.statements;

import io.github.memoizedprefetch.hibernate.PersistenceUnit;
import io.github.memoizedprefetch.report.Places;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;

/**
 * Lets the step report see the statements of an {@code EntityManagerFactory}. Its name is
 * the value of Hibernate's {@code hibernate.session_factory.statement_inspector}; or an
 * instance, around a statement inspector of one's own. Does nothing before a step with a
 * report begins. Thread-safe.
 */
public final class ReportingStatementInspector implements StatementInspector {

	private static final long serialVersionUID = 1L;

	private final @Nullable StatementInspector own;

	private transient volatile @Nullable StatementCauses causes;

	public ReportingStatementInspector() {
		this(null);
	}

	/**
	 * Make an inspector around another one.
	 * @param own is asked first; what it returns is the statement
	 */
	public ReportingStatementInspector(@Nullable StatementInspector own) {
		this.own = own;
	}

	/**
	 * Begin to see what a factory issues.
	 * @return the causes of its statements; null if the factory has no such inspector, or
	 * one that another factory has too
	 */
	public static @Nullable StatementCauses connect(EntityManagerFactory entityManagerFactory, Places places) {
		SessionFactoryImplementor factory = PersistenceUnit.unwrap(entityManagerFactory);
		return (factory.getSessionFactoryOptions()
			.getStatementInspector() instanceof ReportingStatementInspector inspector)
					? inspector.connect(factory, places) : null;
	}

	private synchronized @Nullable StatementCauses connect(SessionFactoryImplementor factory, Places places) {
		StatementCauses known = this.causes;
		if (known == null || known.isClosed()) {
			known = new StatementCauses(factory, places);
			CauseEvents.register(factory, known);
			this.causes = known;
		}
		return known.isOf(factory) ? known : null;
	}

	@Override
	public String inspect(String sql) {
		StatementInspector first = this.own;
		String inspected = (first != null) ? first.inspect(sql) : sql;
		StatementCauses known = this.causes;
		if (known != null) {
			known.issued((inspected != null) ? inspected : sql);
		}
		return inspected;
	}

}
