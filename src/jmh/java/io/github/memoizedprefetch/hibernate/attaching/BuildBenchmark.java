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
package io.github.memoizedprefetch.hibernate.attaching;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.memoizedprefetch.benchmark.micro.MicroDatabase;
import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.PersistenceUnit;
import io.github.memoizedprefetch.hibernate.attaching.ChunkMode;
import io.github.memoizedprefetch.hibernate.events.ChangeEvents;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import io.github.memoizedprefetch.samples.bookshop.model.Author;
import io.github.memoizedprefetch.samples.bookshop.model.Book;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs to build a managed entity from its snapshot, session included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BuildBenchmark {

	@Param({ "Author", "Book" })
	private String entity;

	private MicroDatabase database;

	private PersistenceUnit unit;

	private ChangeEvents changes;

	private List<Snapshot> snapshots;

	@Setup
	public void load() throws Exception {
		this.database = new MicroDatabase();
		this.unit = PersistenceUnit.of(this.database.factory());
		this.changes = ChangeEvents.of(this.database.factory().unwrap(SessionFactoryImplementor.class));
		EntityMapping target = this.unit.mappings().entity(this.entity.equals("Author") ? Author.class : Book.class);
		try (ChunkSession session = this.unit.chunkSessions(false, (level) -> {
		}).apply(Tenants.NONE, ChunkMode.OWNED)) {
			this.snapshots = session.loads().loadAll(target, MicroDatabase.ITEMS, FetchPlan.DEFAULT);
		}
	}

	@TearDown
	public void close() {
		this.database.close();
	}

	@Benchmark
	@OperationsPerInvocation(MicroDatabase.ITEMS)
	public void build(Blackhole blackhole) {
		try (SessionImplementor session = (SessionImplementor) this.database.factory().openSession()) {
			ItemSession itemSession = new ItemSession(this.changes, session);
			for (Snapshot snapshot : this.snapshots) {
				blackhole.consume(itemSession.findOrBuild(snapshot, null, null));
			}
		}
	}

}
