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
package io.github.memoizedprefetch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What changes cost: the library listens to them. Neither may grow with how many there
 * are, nor with how many prefetches are open.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ChangesBenchmark {

	private static final int ITEMS = 2_000;

	private static final int UPDATES = 50;

	/** A chunk whose transaction has changed many rows before. */
	@Benchmark
	public void chunk(Transaction transaction) {
		transaction.prefetch.processChunk(transaction.items);
	}

	/** A transaction that updates some rows, while others are prefetched. */
	@Benchmark
	public void commit(Prefetches prefetches) {
		update(prefetches.factory);
	}

	/** The same beside sessions that have changed something, and that nobody closes. */
	@Benchmark
	public void commitBesideUnclosed(Unclosed unclosed) {
		update(unclosed.factory);
	}

	private static void update(SessionFactory factory) {
		factory.inTransaction((session) -> targets(session).forEach((target) -> target.counter++));
	}

	private static List<Counted> targets(Session session) {
		return session.createSelectionQuery("from Counted c where c.id <= " + UPDATES, Counted.class).getResultList();
	}

	private static SessionFactory open() {
		SessionFactory factory = new HibernatePersistenceConfiguration("changes")
			.managedClasses(Counted.class, Counter.class)
			.jdbcUrl("jdbc:hsqldb:mem:changes;hsqldb.tx=mvcc;shutdown=true")
			.jdbcUsername("sa")
			.property("jakarta.persistence.schema-generation.database.action", "drop-and-create")
			.property("hibernate.jdbc.batch_size", 100)
			.createEntityManagerFactory();
		factory.inTransaction((session) -> {
			for (int id = 1; id <= ITEMS; id++) {
				Counted counted = new Counted(id);
				session.persist(counted);
				session.persist(new Counter(id, counted));
			}
		});
		return factory;
	}

	private static MemoizedPrefetch prefetch(SessionFactory factory) {
		return MemoizedPrefetch.builder(factory).itemType(Counter.class).paths("counted").build();
	}

	private static void fill(SessionFactory factory, MemoizedPrefetch prefetch, int count) {
		factory.inTransaction((session) -> prefetch.processChunk(items(session, count)));
	}

	private static List<Counter> items(Session session, int count) {
		return session.createSelectionQuery("from Counter c where c.id <= " + count, Counter.class).getResultList();
	}

	/** A transaction of a step, which is never committed. */
	@State(Scope.Thread)
	public static class Transaction {

		@Param({ "0", "1000", "20000" })
		private int changed;

		/** Of an empty one all targets are loaded, in one statement. */
		@Param({ "empty", "full" })
		private String memo;

		private SessionFactory factory;

		private MemoizedPrefetch prefetch;

		private Session session;

		private List<Counter> items;

		@Setup
		public void change() {
			this.factory = open();
			this.prefetch = ChangesBenchmark.prefetch(this.factory);
			ChangesBenchmark.fill(this.factory, this.prefetch, ITEMS);
			this.session = this.factory.openSession();
			this.session.beginTransaction();
			for (int i = 1; i <= this.changed; i++) {
				this.session.persist(new Counter(ITEMS + i, null));
			}
			this.session.flush();
		}

		@Setup(Level.Invocation)
		public void read() {
			this.session.clear();
			this.items = items(this.session, ITEMS);
			if (this.memo.equals("empty")) {
				this.prefetch.clear();
			}
		}

		@TearDown
		public void close() {
			this.session.close();
			this.prefetch.close();
			this.factory.close();
		}

	}

	/** Prefetches that remember what is updated. */
	@State(Scope.Thread)
	public static class Prefetches {

		@Param({ "0", "1", "100", "1000" })
		private int prefetches;

		@Param({ "empty", "full" })
		private String memo;

		private SessionFactory factory;

		private final List<MemoizedPrefetch> open = new ArrayList<>();

		@Setup
		public void prefetch() {
			this.factory = open();
			for (int i = 0; i < this.prefetches; i++) {
				this.open.add(ChangesBenchmark.prefetch(this.factory));
			}
			remember(ITEMS);
		}

		/** The commit before has made them forget what it has changed. */
		@Setup(Level.Invocation)
		public void remember() {
			remember(UPDATES);
		}

		private void remember(int count) {
			if (this.memo.equals("full")) {
				this.open.forEach((prefetch) -> ChangesBenchmark.fill(this.factory, prefetch, count));
			}
		}

		@TearDown
		public void close() {
			this.open.forEach(MemoizedPrefetch::close);
			this.factory.close();
		}

	}

	/** Sessions that are kept open after their transactions. */
	@State(Scope.Thread)
	public static class Unclosed {

		@Param({ "0", "1000", "20000" })
		private int sessions;

		private SessionFactory factory;

		private MemoizedPrefetch prefetch;

		private final List<Session> open = new ArrayList<>();

		@Setup
		public void leaveOpen() {
			this.factory = open();
			this.prefetch = ChangesBenchmark.prefetch(this.factory);
			for (int i = 1; i <= this.sessions; i++) {
				Session session = this.factory.openSession();
				session.beginTransaction();
				session.persist(new Counter(ITEMS + i, null));
				session.getTransaction().commit();
				this.open.add(session);
			}
		}

		@Setup(Level.Invocation)
		public void remember() {
			ChangesBenchmark.fill(this.factory, this.prefetch, UPDATES);
		}

		@TearDown
		public void close() {
			this.open.forEach(Session::close);
			this.prefetch.close();
			this.factory.close();
		}

	}

	/** What items refer to. */
	@Entity(name = "Counted")
	static class Counted {

		@Id
		Integer id;

		int counter;

		protected Counted() {
		}

		Counted(Integer id) {
			this.id = id;
		}

	}

	/** An item. */
	@Entity(name = "Counter")
	static class Counter {

		@Id
		Integer id;

		@ManyToOne(fetch = FetchType.LAZY)
		Counted counted;

		protected Counter() {
		}

		Counter(Integer id, Counted counted) {
			this.id = id;
			this.counted = counted;
		}

	}

}
