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
package io.github.memoizedprefetch.support;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Records every statement that Hibernate prepares, on any thread.
 */
public class StatementCounter implements StatementInspector {

	private final List<String> statements = new CopyOnWriteArrayList<>();

	@Override
	public String inspect(String sql) {
		this.statements.add(sql);
		return sql;
	}

	/**
	 * Forget what was recorded.
	 */
	public void reset() {
		this.statements.clear();
	}

	/**
	 * The statements of a piece of work alone. Forgets what was recorded before.
	 */
	public List<String> during(Runnable work) {
		reset();
		work.run();
		return statements();
	}

	/**
	 * How many statements were prepared since the last reset.
	 */
	public int count() {
		return this.statements.size();
	}

	/**
	 * How many statements since the last reset read from the given table first.
	 */
	public int selectsFrom(String table) {
		String from = " from " + table.toLowerCase(Locale.ROOT) + " ";
		return (int) this.statements.stream()
			.map((sql) -> sql.toLowerCase(Locale.ROOT))
			.filter((sql) -> sql.startsWith("select") && (sql + " ").contains(from))
			.count();
	}

	/**
	 * The statements since the last reset, in order.
	 */
	public List<String> statements() {
		return List.copyOf(this.statements);
	}

}
