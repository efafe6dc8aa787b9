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

import java.util.List;
import java.util.function.Consumer;

import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Version;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Locks that increment a version: with the version before, each later flush would fail.
 */
class ForcedIncrementTests {

	@AutoClose
	private final Database database = Database.open(Tick.class, Counter.class);

	private final MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
		.itemType(Tick.class)
		.paths("counter")
		.build();

	@BeforeEach
	void fill() {
		this.database.inTransaction((em) -> {
			Counter counter = new Counter();
			em.persist(counter);
			Tick tick = new Tick();
			tick.counter = counter;
			em.persist(tick);
		});
	}

	/** The ways to force an increment. */
	enum Way {

		FIND((em) -> em.find(Counter.class, 1, LockModeType.OPTIMISTIC_FORCE_INCREMENT)),

		FIND_AT_ONCE((em) -> em.find(Counter.class, 1, LockModeType.PESSIMISTIC_FORCE_INCREMENT)),

		FIND_MANAGED((em) -> {
			em.find(Counter.class, 1);
			em.find(Counter.class, 1, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
		}),

		LOCK((em) -> em.lock(em.find(Counter.class, 1), LockModeType.OPTIMISTIC_FORCE_INCREMENT)),

		LOCK_AT_ONCE((em) -> em.lock(em.find(Counter.class, 1), LockModeType.PESSIMISTIC_FORCE_INCREMENT)),

		LOCK_WRITE((em) -> em.lock(em.find(Counter.class, 1), LockModeType.WRITE)),

		LOCK_PROXY((em) -> em.lock(em.getReference(Counter.class, 1), LockModeType.OPTIMISTIC_FORCE_INCREMENT)),

		REFRESH((em) -> em.refresh(em.find(Counter.class, 1), LockModeType.OPTIMISTIC_FORCE_INCREMENT)),

		REFRESH_AT_ONCE((em) -> em.refresh(em.find(Counter.class, 1), LockModeType.PESSIMISTIC_FORCE_INCREMENT)),

		QUERY((em) -> em.createQuery("from Counter", Counter.class)
			.setLockMode(LockModeType.OPTIMISTIC_FORCE_INCREMENT)
			.getResultList()),

		QUERY_AT_ONCE((em) -> em.createQuery("from Counter", Counter.class)
			.setLockMode(LockModeType.PESSIMISTIC_FORCE_INCREMENT)
			.getResultList()),

		NAMED_QUERY((em) -> em.createNamedQuery("Counter.increment", Counter.class).getResultList());

		private final Consumer<EntityManager> work;

		Way(Consumer<EntityManager> work) {
			this.work = work;
		}

	}

	@ParameterizedTest
	@EnumSource
	void should_be_seen(Way way) {
		count("memoized");
		int before = version();
		this.database.inTransaction(way.work::accept);
		int after = version();
		assertThat(prefetched()).isEqualTo(after);
		assertThat(after).isGreaterThan(before);
		count("changed");
		assertThat(version()).isEqualTo(after + 1);
	}

	/** Changes the target, which its version must allow. */
	private void count(String name) {
		this.database.inTransaction((em) -> {
			Tick tick = em.find(Tick.class, 1);
			this.prefetch.processChunk(List.of(tick));
			tick.counter.setName(name);
		});
		prefetched();
	}

	private int prefetched() {
		Tick tick = this.database.read((em) -> em.find(Tick.class, 1));
		this.prefetch.processChunk(List.of(tick));
		return tick.counter.getVersion();
	}

	private int version() {
		return this.database.read((em) -> em.find(Counter.class, 1).getVersion());
	}

	@Entity(name = "Tick")
	static class Tick {

		@Id
		int id = 1;

		@ManyToOne(fetch = FetchType.LAZY)
		Counter counter;

	}

	@Entity(name = "Counter")
	@NamedQuery(name = "Counter.increment", query = "from Counter", lockMode = LockModeType.OPTIMISTIC_FORCE_INCREMENT)
	static class Counter {

		@Id
		int id = 1;

		String name;

		@Version
		int version;

		public int getVersion() {
			return this.version;
		}

		public void setName(String name) {
			this.name = name;
		}

	}

}
