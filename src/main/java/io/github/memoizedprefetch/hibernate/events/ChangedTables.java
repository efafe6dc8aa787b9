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
package io.github.memoizedprefetch.hibernate.events;

import java.util.Collections;
import java.util.Set;

/**
 * Which tables a transaction has changed so far.
 *
 * @param tables the tables' names
 * @param anyOther whether any other may have changed as well
 */
public record ChangedTables(Set<String> tables, boolean anyOther) {

	static final ChangedTables NONE = new ChangedTables(Set.of(), false);

	public boolean isEmpty() {
		return this.tables.isEmpty() && !this.anyOther;
	}

	public boolean hasAnyOf(Set<String> others) {
		return this.anyOther || !Collections.disjoint(this.tables, others);
	}

}
