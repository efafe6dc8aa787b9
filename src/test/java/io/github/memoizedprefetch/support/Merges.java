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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.memoizedprefetch.MergePrefetch;
import jakarta.persistence.EntityManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Merges the same detached items with {@link MergePrefetch} and without, each in a
 * database of its own: the rows, what is written and what is thrown must be the same.
 */
public final class Merges {

	private final Supplier<Database> databases;

	private Consumer<EntityManager> rows = (entityManager) -> {
	};

	private Function<EntityManager, ? extends List<?>> reader = (entityManager) -> List.of();

	private Consumer<List<?>> change = (items) -> {
	};

	private Consumer<Database> between = (database) -> {
	};

	private Consumer<EntityManager> before = (entityManager) -> {
	};

	public Merges(Class<?>... entities) {
		this(() -> Database.open(entities));
	}

	public Merges(Supplier<Database> databases) {
		this.databases = databases;
	}

	/** What is in the database. */
	public Merges rows(Consumer<EntityManager> rows) {
		this.rows = rows;
		return this;
	}

	/** Reads the items, which are detached then. */
	public Merges items(Function<EntityManager, ? extends List<?>> reader) {
		this.reader = reader;
		return this;
	}

	/** Changes the detached items. */
	public Merges change(Consumer<List<?>> change) {
		this.change = change;
		return this;
	}

	/** Changes the database meanwhile. */
	public Merges between(Consumer<Database> between) {
		this.between = between;
		return this;
	}

	/** Runs in the session that merges. */
	public Merges before(Consumer<EntityManager> before) {
		this.before = before;
		return this;
	}

	/** The selects without the prefetch, and with it. */
	public Selects run() {
		Outcome without = run(false);
		Outcome with = run(true);
		assertThat(with.thrown).isEqualTo(without.thrown);
		assertThat(minus(with.rows, without.rows)).isEqualTo(minus(without.rows, with.rows));
		assertThat(with.rows).hasSameSizeAs(without.rows);
		assertThat(with.writes).containsExactlyInAnyOrderElementsOf(without.writes);
		return new Selects(without.selects.size(), with.selects.size(), with.selects, without.thrown);
	}

	private static List<String> minus(List<String> rows, List<String> others) {
		return rows.stream().filter((row) -> !others.contains(row)).toList();
	}

	private Outcome run(boolean prefetched) {
		try (Database database = this.databases.get()) {
			database.inTransaction(this.rows);
			List<?> items = database.read((entityManager) -> new ArrayList<>(this.reader.apply(entityManager)));
			this.change.accept(items);
			this.between.accept(database);
			MergePrefetch prefetch = MergePrefetch.of(database.entityManagerFactory());
			String thrown = "";
			try {
				database.inTransaction((entityManager) -> {
					this.before.accept(entityManager);
					database.statements().reset();
					if (prefetched) {
						prefetch.load(entityManager, items);
					}
					items.forEach(entityManager::merge);
				});
			}
			catch (RuntimeException ex) {
				thrown = thrown(ex);
			}
			List<String> selects = new ArrayList<>();
			List<String> writes = new ArrayList<>();
			database.statements().statements().forEach((sql) -> (sql.startsWith("select") ? selects : writes).add(sql));
			return new Outcome(TableDump.of(database.dataSource()), writes, selects, thrown);
		}
	}

	private static String thrown(Throwable ex) {
		return (ex.getCause() != null) ? ex + "\n" + thrown(ex.getCause()) : ex.toString();
	}

	private record Outcome(List<String> rows, List<String> writes, List<String> selects, String thrown) {
	}

	/**
	 * How many selects there were.
	 *
	 * @param without alone
	 * @param with with the prefetch
	 * @param statements those with the prefetch
	 * @param thrown what both have thrown, empty if nothing
	 */
	public record Selects(int without, int with, List<String> statements, String thrown) {

		public void areReduced(int without, int with) {
			assertThat(this.thrown).isEmpty();
			assertThat(List.of(this.without, this.with)).as("%s", this.statements).isEqualTo(List.of(without, with));
		}

	}

}
