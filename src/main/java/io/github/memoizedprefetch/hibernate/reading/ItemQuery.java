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

import java.util.Collection;
import java.util.Map;

import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/**
 * A query as its user gives it.
 *
 * @param <T> the items
 * @param query HQL, or the name of a named query
 * @param named whether it is the name
 * @param itemType what each row becomes
 * @param parameters the values of its parameters by name
 * @param hints its hints by name
 * @param fetchSize rows a round trip; 0 for the driver's own default
 */
public record ItemQuery<T>(String query, boolean named, Class<T> itemType, Map<String, @Nullable Object> parameters,
		Map<String, Object> hints, int fetchSize) {

	/**
	 * Make the query, which takes no connection yet.
	 * @throws IllegalArgumentException if it cannot be executed like that
	 */
	SelectionQuery<T> in(StatelessSession session) {
		SelectionQuery<T> selection = this.named ? session.createNamedSelectionQuery(this.query, this.itemType)
				: session.createSelectionQuery(this.query, this.itemType);
		this.parameters.forEach((name, value) -> set(selection, name, value));
		selection.setFetchSize(this.fetchSize);
		this.hints.forEach(selection::setHint);
		return selection;
	}

	private static void set(SelectionQuery<?> selection, String name, @Nullable Object value) {
		if (value instanceof Collection<?> values) {
			selection.setParameterList(name, values);
		}
		else {
			selection.setParameter(name, value);
		}
	}

}
