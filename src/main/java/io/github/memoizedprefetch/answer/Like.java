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
package io.github.memoizedprefetch.answer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.memoizedprefetch.answer.Source.Row;
import org.jspecify.annotations.Nullable;

/**
 * Rows whose keys a database may take for equal.
 *
 * @param <V> the values
 */
final class Like<V> {

	/** That of the first row. */
	private final Object key;

	private List<V> values;

	/** Whether another row has another one. */
	private boolean different;

	private boolean asked;

	Like(Row<V> first) {
		this.key = first.key();
		this.values = List.of(first.value());
	}

	void add(Row<V> row) {
		if (this.values.size() == 1) {
			this.values = new ArrayList<>(this.values);
		}
		this.values.add(row.value());
		this.different |= !row.key().equals(this.key);
	}

	/** A key like theirs is asked for; whether it is the first. */
	boolean ask() {
		boolean first = !this.asked;
		this.asked = true;
		return first;
	}

	boolean isAsked() {
		return this.asked;
	}

	/** Null if a row has another key. */
	@Nullable List<V> valuesOf(Object wanted) {
		return (!this.different && wanted.equals(this.key)) ? Collections.unmodifiableList(this.values) : null;
	}

}
