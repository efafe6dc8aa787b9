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

import org.hibernate.dialect.HSQLDialect;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfo;

/**
 * HSQLDB with the limits of another database: so many ids in a list and parameters in a
 * statement, and no arrays as parameters.
 */
public abstract class LimitedDialect extends HSQLDialect {

	private final int limit;

	private LimitedDialect(DialectResolutionInfo info, int limit) {
		super(info);
		this.limit = limit;
	}

	public int limit() {
		return this.limit;
	}

	@Override
	public int getInExpressionCountLimit() {
		return this.limit;
	}

	@Override
	public boolean supportsStandardArrays() {
		return false;
	}

	/** As Oracle before version 23. */
	public static final class Oracle extends LimitedDialect {

		public Oracle(DialectResolutionInfo info) {
			super(info, 1_000);
		}

	}

	/** As SQL Server. */
	public static final class SqlServer extends LimitedDialect {

		public SqlServer(DialectResolutionInfo info) {
			super(info, 2_048);
		}

	}

}
