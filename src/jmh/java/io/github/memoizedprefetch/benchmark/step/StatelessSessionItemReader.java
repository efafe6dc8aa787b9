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
package io.github.memoizedprefetch.benchmark.step;

import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;

/**
 * Reads a query of a {@link StatelessSession}, as Spring Batch's former Hibernate reader
 * did.
 */
final class StatelessSessionItemReader extends AbstractItemCountingItemStreamItemReader<Object> {

	private final SessionFactory factory;

	private final String query;

	private final Class<?> itemType;

	private final Map<String, Object> hints;

	private final long rows;

	private StatelessSession session;

	private Stream<?> stream;

	private Iterator<?> items;

	StatelessSessionItemReader(SessionFactory factory, String query, Class<?> itemType, Map<String, Object> hints,
			long rows) {
		this.factory = factory;
		this.query = query;
		this.itemType = itemType;
		this.hints = hints;
		this.rows = rows;
		setName("reader");
	}

	@Override
	protected void doOpen() {
		this.session = this.factory.openStatelessSession();
		SelectionQuery<?> selection = this.session.createSelectionQuery(this.query, this.itemType)
			.setParameter("rows", this.rows)
			.setFetchSize(Readers.FETCH_SIZE);
		this.hints.forEach(selection::setHint);
		this.stream = selection.getResultStream();
		this.items = this.stream.iterator();
	}

	@Override
	protected Object doRead() {
		return this.items.hasNext() ? this.items.next() : null;
	}

	@Override
	protected void doClose() {
		this.stream.close();
		this.session.close();
	}

}
