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

import java.util.AbstractSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Supplier;

import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.event.spi.AutoFlushEvent;
import org.jspecify.annotations.Nullable;

/**
 * Which tables queries read: before each query in a transaction its session asks whether
 * these have to be flushed. Not thread-safe.
 */
public final class QuerySpaces {

	private static final ThreadLocal<@Nullable QuerySpaces> current = new ThreadLocal<>();

	private final SessionFactoryImplementor factory;

	private final Set<String> tables = new HashSet<>();

	private @Nullable SessionImplementor session;

	private boolean unknown;

	public QuerySpaces(SessionFactoryImplementor factory) {
		this.factory = factory;
	}

	/** Do something that queries. */
	public <R> R during(Supplier<R> work) {
		QuerySpaces before = current.get();
		current.set(this);
		try {
			return work.get();
		}
		finally {
			if (before != null) {
				current.set(before);
			}
			else {
				current.remove();
			}
		}
	}

	static void heard(AutoFlushEvent event) {
		QuerySpaces spaces = current.get();
		if (spaces != null && event.getFactory() == spaces.factory) {
			spaces.add(event);
		}
	}

	private void add(AutoFlushEvent event) {
		this.session = event.getSession();
		if (event.getQuerySpaces() == null || event.getQuerySpaces().isEmpty()) {
			this.unknown = true;
		}
		else {
			event.getQuerySpaces().forEach((table) -> this.tables.add(table.toString()));
		}
	}

	/** The session of the last query; null if none was heard of. */
	public @Nullable SessionImplementor session() {
		return this.session;
	}

	/** The tables; null if they are not known, as of native queries. */
	public @Nullable Set<String> tables() {
		return (this.unknown || this.session == null) ? null : Set.copyOf(this.tables);
	}

	/** Tables to flush, as if a query were about to read them. */
	public static Set<String> check(Set<String> tables) {
		return new Check(tables);
	}

	/** Whether no query is going to follow. */
	static boolean isCheck(AutoFlushEvent event) {
		return (Object) event.getQuerySpaces() instanceof Check;
	}

	/** Known by its class. */
	private static final class Check extends AbstractSet<String> {

		private final Set<String> tables;

		Check(Set<String> tables) {
			this.tables = Collections.unmodifiableSet(tables);
		}

		@Override
		public boolean contains(@Nullable Object table) {
			return this.tables.contains(table);
		}

		@Override
		public Iterator<String> iterator() {
			return this.tables.iterator();
		}

		@Override
		public int size() {
			return this.tables.size();
		}

	}

}
