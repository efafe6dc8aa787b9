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
package io.github.memoizedprefetch.samples.shared;

import java.util.concurrent.atomic.LongAdder;

import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Counts the statements that Hibernate sends. Spring Batch's own, about its jobs and
 * steps, go another way and are not among them.
 */
@SuppressWarnings("serial")
public class StatementCounter implements StatementInspector {

	private final LongAdder statements = new LongAdder();

	@Override
	public String inspect(String sql) {
		this.statements.increment();
		return sql;
	}

	public long count() {
		return this.statements.sum();
	}

}
