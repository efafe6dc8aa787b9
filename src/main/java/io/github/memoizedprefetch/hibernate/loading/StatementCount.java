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

import java.util.function.UnaryOperator;

import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;

/**
 * Counts the statements of a session, which the factory's own inspector sees as well.
 */
final class StatementCount implements UnaryOperator<String> {

	private final @Nullable StatementInspector inspector;

	private long statements;

	StatementCount(SessionFactoryImplementor factory) {
		this.inspector = factory.getSessionFactoryOptions().getStatementInspector();
	}

	@Override
	public String apply(String sql) {
		this.statements++;
		return (this.inspector != null) ? this.inspector.inspect(sql) : sql;
	}

	long get() {
		return this.statements;
	}

}
