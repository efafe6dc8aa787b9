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

/**
 * What is written, besides the changes that Hibernate flushes.
 */
enum WriterKind {

	/** Nothing. */
	NONE,

	/** The items, by a {@code JpaItemWriter}. */
	MERGE,

	/** New entities that refer to what the items refer to, by a {@code JpaItemWriter}. */
	PERSIST,

	/** A column of the items, by JDBC. */
	JDBC,

	/** The items are merged and removed. Only in cases that are about it. */
	REMOVE,

	/** What later items refer to, elsewhere. Only in cases of windows. */
	LATER;

	/** What most cases choose from. */
	static final List<WriterKind> USUAL = List.of(NONE, MERGE, PERSIST, JDBC);

	/** Whether items are merged. */
	boolean isMerging() {
		return this == MERGE || this == REMOVE;
	}

}
