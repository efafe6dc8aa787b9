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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.StrictMode;
import io.github.memoizedprefetch.oracle.LookupCase.LookupWriter;
import io.github.memoizedprefetch.oracle.LookupCase.Output;
import io.github.memoizedprefetch.oracle.LookupCase.Program;
import io.github.memoizedprefetch.oracle.LookupCase.Row;
import io.github.memoizedprefetch.oracle.LookupCase.Transactions;
import io.github.memoizedprefetch.oracle.model.Wares.Rack;
import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JpaItemWriter;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One run of a case of rows, without the library or with it.
 */
final class LookupRun {

	private final LookupCase lookupCase;

	private final SessionFactoryImplementor factory;

	private final EntityManager entityManager;

	private final LookupIntruder intruder;

	/** What was processed and written. */
	private final List<String> log = Collections.synchronizedList(new ArrayList<>());

	private long ids = 5_000;

	private int transactions;

	LookupRun(LookupCase lookupCase, SessionFactoryImplementor factory) {
		this.lookupCase = lookupCase;
		this.factory = factory;
		this.entityManager = SharedEntityManagerCreator.createSharedEntityManager(factory);
		this.intruder = new LookupIntruder(lookupCase, factory);
	}

	/**
	 * @return what was processed and written, and how it ended
	 */
	List<String> run(boolean prefetching) {
		List<MemoizedLookup<Object, Object>> lookups = prefetching
				? this.lookupCase.lookups().stream().map(this::lookup).toList() : List.of();
		try (MemoizedPrefetch prefetch = prefetching ? prefetch(lookups) : null) {
			List<Finder> finders = new ArrayList<>();
			for (int i = 0; i < this.lookupCase.lookups().size(); i++) {
				int index = i;
				LookupCase.Lookup lookup = this.lookupCase.lookups().get(i);
				finders.add(prefetching
						? Finder.looking(lookups.get(i), lookup.way().name().endsWith("MANY"),
								(code) -> this.lookupCase.key(index, code))
						: Finder.asking(lookup, this.entityManager));
			}
			LookupProgram program = new LookupProgram(this.lookupCase, finders, this.entityManager, nested(),
					this.intruder, this.log);
			new LookupSteps(this.lookupCase, transactionManager(), prefetch, program, this::write)
				.run((rows) -> announce(rows, prefetch, lookups));
		}
		catch (Throwable ex) {
			Throwable root = ex;
			while (root.getCause() != null && root.getCause() != root) {
				root = root.getCause();
			}
			if (Boolean.getBoolean("oracle.changes")) {
				System.out.println(Oracle.trace(ex));
			}
			this.log.add(root.getClass().getName());
		}
		if (this.lookupCase.transactions() == Transactions.EXECUTOR) {
			return this.log.stream().sorted().toList();
		}
		return List.copyOf(this.log);
	}

	private void announce(List<Row> rows, MemoizedPrefetch prefetch, List<MemoizedLookup<Object, Object>> lookups) {
		if (prefetch == null) {
			return;
		}
		if (!this.lookupCase.announced()) {
			prefetch.processChunk(rows);
			return;
		}
		for (int i = 0; i < lookups.size(); i++) {
			List<Object> keys = new ArrayList<>();
			for (Row row : rows) {
				keys.add(this.lookupCase.key(i, row.keys().get(i)));
			}
			lookups.get(i).prefetch(keys);
		}
	}

	private MemoizedLookup<Object, Object> lookup(LookupCase.Lookup lookup) {
		MemoizedLookup<Object, Object> found = this.lookupCase.isByRecord(lookup) ? Finder.byRecord(lookup)
				: Finder.lookup(lookup, this.entityManager);
		if (this.lookupCase.isShared() && lookup.way().isByAttribute()) {
			return found.shared();
		}
		return (this.lookupCase.isMemoized() && lookup.way().isByAttribute() && !this.lookupCase.isByRecord(lookup))
				? found.memoized() : found;
	}

	private MemoizedPrefetch prefetch(List<MemoizedLookup<Object, Object>> lookups) {
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(this.factory)
			.cacheSize(this.lookupCase.cacheSize());
		for (int i = 0; i < lookups.size(); i++) {
			int index = i;
			if (this.lookupCase.announced()) {
				builder.lookup(lookups.get(i));
			}
			else {
				builder.lookup(lookups.get(i), (Row row) -> this.lookupCase.key(index, row.keys().get(index)));
			}
		}
		if (this.lookupCase.racked()) {
			// what is behind it is as of the start of the chunk
			String[] paths = (this.lookupCase.program() == Program.READ) ? new String[] { "wares" } : new String[0];
			builder.itemType(Row.class).key("rack", Rack.class, paths);
		}
		if (this.lookupCase.seed() % 5 == 0) {
			builder.strictMode(StrictMode.WARN);
		}
		return builder.build();
	}

	private PlatformTransactionManager transactionManager() {
		if (this.lookupCase.transactions() == Transactions.RESOURCELESS) {
			return new ResourcelessTransactionManager();
		}
		return new JpaTransactionManager(this.factory) {

			@Override
			protected void doBegin(Object transaction, TransactionDefinition definition) {
				super.doBegin(transaction, definition);
				session().setHibernateFlushMode(LookupRun.this.lookupCase.flushMode());
			}

			@Override
			protected void doCleanupAfterCompletion(Object transaction) {
				super.doCleanupAfterCompletion(transaction);
				LookupRun.this.transactions++;
				LookupRun.this.intruder.intrude();
			}

		};
	}

	private TransactionTemplate nested() {
		TransactionTemplate nested = new TransactionTemplate(new JpaTransactionManager(this.factory));
		nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		return nested;
	}

	/** How many transactions the chunks took. */
	int transactions() {
		return this.transactions;
	}

	private Session session() {
		return Objects.requireNonNull(EntityManagerFactoryUtils.getTransactionalEntityManager(this.factory))
			.unwrap(Session.class);
	}

	private void write(Chunk<? extends Output> outputs) throws Exception {
		for (Output output : outputs) {
			if (this.lookupCase.failsInWriter(output.number())) {
				throw new IllegalStateException("cannot write " + output.number());
			}
		}
		LookupWriter writer = this.lookupCase.writer();
		if (writer == LookupWriter.PERSIST) {
			WareKind kind = this.lookupCase.lookups().get(0).kind();
			Chunk<Object> wares = new Chunk<>();
			outputs.forEach((output) -> wares.add(kind.make(this.ids++, kind.codes().get(output.number() % 3), 1)));
			jpa(true).write(wares);
		}
		else if (writer == LookupWriter.MERGE) {
			Session session = session();
			session.flush();
			Chunk<Object> found = new Chunk<>();
			outputs.forEach((output) -> output.found().stream().filter(session::contains).forEach((ware) -> {
				session.detach(ware);
				found.add(ware);
			}));
			jpa(false).write(found);
		}
		else if (writer == LookupWriter.JDBC) {
			Session session = session();
			session.flush();
			session.doWork((connection) -> {
				try (var statement = connection.prepareStatement("update "
						+ this.lookupCase.lookups().get(0).kind().table() + " set amount = amount + 7 where id < 3")) {
					statement.executeUpdate();
				}
			});
		}
		outputs.forEach((output) -> this.log.add("> " + output.line()));
	}

	private ItemWriter<Object> jpa(boolean persist) {
		JpaItemWriter<Object> writer = new JpaItemWriter<>(this.factory);
		writer.setUsePersist(persist);
		return writer;
	}

}
