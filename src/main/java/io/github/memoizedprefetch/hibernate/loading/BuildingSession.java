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

import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import org.hibernate.ConnectionAcquisitionMode;
import org.hibernate.ConnectionReleaseMode;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;

/**
 * Where the targets of a chunk's detached references are built: when it is closed they
 * are detached instances that belong to this chunk alone. Listeners and callbacks hear of
 * them as in any session. It has no transaction, and holds no connection beyond a
 * statement, also while others load: it may have to read what is not memoized.
 */
public final class BuildingSession implements AutoCloseable {

	private final SessionImplementor session;

	private final StatementCount statements;

	public BuildingSession(Mappings mappings, Object tenant) {
		SessionFactoryImplementor factory = mappings.factory();
		this.statements = new StatementCount(factory);
		this.session = (SessionImplementor) LoadingSession.options(factory, tenant, this.statements)
			.connectionHandling(ConnectionAcquisitionMode.AS_NEEDED, ConnectionReleaseMode.AFTER_STATEMENT)
			.openSession();
		LoadingSession.configure(this.session, mappings);
		this.session.setDefaultReadOnly(true);
	}

	public SessionImplementor session() {
		return this.session;
	}

	public long statements() {
		return this.statements.get();
	}

	@Override
	public void close() {
		this.session.close();
	}

}
