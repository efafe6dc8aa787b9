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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.hibernate.SharedSessionContract;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads pages of items in a session that its subclasses choose.
 */
abstract class PageReader implements ItemStreamReader<Object> {

	private final String query;

	private final Map<String, Object> hints;

	private final int pageSize;

	private final Deque<Object> page = new ArrayDeque<>();

	private int start;

	private boolean exhausted;

	PageReader(String query, Map<String, Object> hints, int pageSize) {
		this.hints = hints;
		this.query = query;
		this.pageSize = pageSize;
	}

	@Override
	public Object read() {
		if (this.page.isEmpty() && !this.exhausted) {
			this.page.addAll(page());
			this.start += this.pageSize;
			this.exhausted = this.page.size() < this.pageSize;
		}
		return this.page.poll();
	}

	abstract List<Object> page();

	List<Object> query(SharedSessionContract session) {
		SelectionQuery<Object> selection = session.createSelectionQuery(this.query, Object.class);
		this.hints.forEach(selection::setHint);
		return selection.setFirstResult(this.start).setMaxResults(this.pageSize).getResultList();
	}

	/** Pages that a function makes of a query. */
	static PageReader of(String query, Map<String, Object> hints, int pageSize,
			Function<PageReader, List<Object>> page) {
		return new PageReader(query, hints, pageSize) {

			@Override
			List<Object> page() {
				return page.apply(this);
			}

		};
	}

	/** Pages of a stateless session that is open as long as the reader. */
	static PageReader stateless(String query, Map<String, Object> hints, int pageSize,
			Function<ExecutionContext, StatelessSession> sessions) {
		return new PageReader(query, hints, pageSize) {

			private StatelessSession session;

			@Override
			public void open(ExecutionContext context) {
				this.session = sessions.apply(context);
			}

			@Override
			List<Object> page() {
				return query(this.session);
			}

			@Override
			public void close() {
				this.session.close();
			}

		};
	}

}
