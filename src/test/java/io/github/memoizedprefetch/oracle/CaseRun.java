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

import java.sql.Connection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.StrictMode;
import io.github.memoizedprefetch.oracle.model.Kind;
import io.github.memoizedprefetch.oracle.model.Model;
import io.github.memoizedprefetch.oracle.model.Stored;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.persister.entity.EntityPersister;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One run of a case, without the library or with it.
 */
final class CaseRun {

	private final OracleCase oracleCase;

	private final OracleDatabase database;

	private final Attributes attributes;

	private final UnaryOperator<MemoizedPrefetch> decorator;

	/** Whether the paths are to be found out. */
	private final boolean automatic;

	private boolean initialising;

	private boolean initialisingPages;

	private boolean automatically;

	private boolean detached;

	private Comparator<String> order;

	private Served served;

	private final Eager eager;

	private int isolation;

	CaseRun(OracleCase oracleCase, OracleDatabase database, Attributes attributes) {
		this(oracleCase, database, attributes, false, UnaryOperator.identity());
	}

	/**
	 * @param automatic whether the library has to find out the paths
	 * @param decorator what to do around the library
	 */
	CaseRun(OracleCase oracleCase, OracleDatabase database, Attributes attributes, boolean automatic,
			UnaryOperator<MemoizedPrefetch> decorator) {
		this.automatic = automatic;
		this.decorator = decorator;
		this.oracleCase = oracleCase;
		this.database = database;
		this.attributes = attributes;
		this.isolation = oracleCase.isolation();
		this.eager = database.isEagerLeftOut() ? Eager.of(oracleCase, attributes) : Eager.NOTHING;
	}

	/**
	 * Without the library, but with all that it would have loaded, when it would.
	 * @param served what it has loaded of that; null if all
	 */
	Outcome runInitialised(Served served) {
		this.initialising = true;
		this.served = served;
		return run(false);
	}

	/**
	 * The same where Hibernate may load what is detached: the processor comes to no more
	 * than the library would have loaded.
	 * @param served what it has loaded of that; null if all
	 */
	Outcome runDetached(Served served) {
		this.detached = true;
		return runInitialised(served);
	}

	/**
	 * Without the library, but with all that it would have loaded, one path after the
	 * other. What a statement brings besides, or what was found missing, is so for what
	 * is loaded later.
	 */
	Outcome runInitialisedByPath(Comparator<String> order) {
		this.order = order;
		return run(false);
	}

	/**
	 * Without the library, but with what automatic mode would have loaded, when it would.
	 */
	Outcome runInitialisedAutomatically() {
		this.automatically = true;
		return run(false);
	}

	/**
	 * Without the library, but with all that it would have loaded, before the reader
	 * closes the session of a page: references to items lead to these then.
	 * @param served what it has loaded of that
	 */
	Outcome runInitialisedInSession(Served served) {
		this.initialisingPages = true;
		this.served = served;
		return run(false);
	}

	/** The library reads what is committed whatever the step's level. */
	CaseRun atReadCommitted() {
		this.isolation = Connection.TRANSACTION_READ_COMMITTED;
		return this;
	}

	Outcome run(boolean prefetching) {
		Outcome outcome = new Outcome();
		this.database.statements().reset();
		try (SlowLoads slow = prefetching ? SlowLoads.of(this.oracleCase, this.database.points()) : null;
				Sessions sessions = new Sessions(this.attributes.factory(), Settings.of(this.oracleCase));
				MemoizedPrefetch prefetch = prefetching ? prefetch() : null) {
			if (this.oracleCase.step() == StepKind.PARTITIONS) {
				partitions(sessions, prefetch, outcome);
			}
			else {
				run(sessions, prefetch, outcome, "");
				if (this.oracleCase.options().kind() == TargetOptions.Kind.SHARED) {
					run(sessions, prefetch, outcome, ""); // most rows are referred to
															// once
				}
			}
		}
		catch (Throwable ex) {
			outcome.fail(ex);
		}
		if (this.database.connectionsInUse() > 0) {
			throw new IllegalStateException("A connection was not given back", outcome.thrown);
		}
		outcome.more = this.automatic ? this.oracleCase.touchedPaths() : 0;
		outcome.statements = this.database.statements().statements();
		outcome.tables = this.database.tables().read();
		return outcome;
	}

	private void run(Sessions sessions, MemoizedPrefetch prefetch, Outcome outcome, String restriction)
			throws Throwable {
		Consumer<List<Object>> pages = this.initialisingPages
				? new ChunkInitializer(this.oracleCase, this.attributes, this.served)::initialize : (items) -> {
				};
		Readers readers = new Readers(this.oracleCase, sessions, this.attributes, restriction, pages,
				(prefetch != null) ? this.eager.hints() : Map.of());
		ItemProcessor<Object, Object> processor = new OracleProcessor(this.oracleCase, this.attributes, readers,
				sessions, outcome, prefetch != null, this.detached ? this.served : null);
		ChunkInitializer initializer = this.initialising
				? new ChunkInitializer(this.oracleCase, this.attributes, this.served, readers::item) : null;
		if (this.order != null) {
			initializer = ChunkInitializer.byPath(this.oracleCase, this.attributes, this.order, readers::item);
		}
		if (this.automatically) {
			initializer = new AutomaticInitializer(this.oracleCase, this.attributes, readers::item);
		}
		JpaTransactionManager transactionManager = new JpaTransactionManager(sessions.factory());
		ItemWriter<Object> writer = new Writers(this.oracleCase, this.attributes, sessions, this.database.dataSource())
			.writer(prefetch, outcome.changes);
		if (this.oracleCase.isReadOnlyInStep()) {
			writer = new ReadOnlyWriter(writer, this.oracleCase, this.attributes, sessions, prefetch != null);
		}
		if (this.oracleCase.step().isLoop()) {
			Disturbance disturbance = new Disturbance(this.oracleCase, this.attributes, sessions, outcome,
					this.isolation);
			new Loop(this.oracleCase, prefetch, initializer, processor, writer, disturbance).run(readers.reader(),
					new TransactionTemplate(transactionManager));
		}
		else {
			new StepRun(this.oracleCase, transactionManager, initializer).run(readers.reader(), prefetch, processor,
					writer);
		}
	}

	/** Two at the same time, with one memo. */
	private void partitions(Sessions sessions, MemoizedPrefetch prefetch, Outcome outcome) throws Throwable {
		Outcome other = new Outcome();
		CompletableFuture<Void> partition = CompletableFuture.runAsync(() -> {
			try (Sessions own = new Sessions(this.attributes.factory(), Settings.of(this.oracleCase))) {
				run(own, prefetch, other, " and mod(e.serial, 2) = 1");
			}
			catch (Throwable ex) {
				other.fail(ex);
			}
		});
		try {
			run(sessions, prefetch, outcome, " and mod(e.serial, 2) = 0");
		}
		catch (Throwable ex) {
			outcome.fail(ex);
		}
		partition.join();
		outcome.append(other);
	}

	private MemoizedPrefetch prefetch() {
		MemoizedPrefetch prefetch = this.decorator
			.apply((this.oracleCase.options().kind() == TargetOptions.Kind.SHARED && !this.automatic)
					? SharedTargets.build(this.attributes.factory(), this::prefetch, onePerClass())
					: prefetch(List.of()));
		if (this.oracleCase.kind() != Kind.SEVERAL) {
			return prefetch;
		}
		List<?> others = (this.oracleCase.seed() % 3 == 0) ? List.of() : others();
		return Several.mixed(Several.of(prefetch, other()), others,
				!others.isEmpty() && this.oracleCase.items() == ItemKind.ENTITY);
	}

	/** Items of all classes that there may be, with nothing behind them. */
	private List<Object> onePerClass() {
		EntityPersister type = (EntityPersister) this.attributes.entity(this.oracleCase.itemType());
		Set<EntityMappingType> all = new HashSet<>(type.getSubMappingTypes());
		all.add(type);
		List<Object> items = all.stream()
			.map(EntityMappingType::getEntityPersister)
			.filter((entity) -> !entity.isAbstract() && this.oracleCase.reader() != ReaderKind.STEP_IDS)
			.map((entity) -> entity.getRepresentationStrategy().getInstantiator().instantiate())
			.toList();
		return this.oracleCase.items().items(this.oracleCase.itemType(), items);
	}

	private MemoizedPrefetch prefetch(List<MemoizedPrefetchConfig<?>> shared) {
		Changes.forgetListeners(this.attributes.factory());
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(this.attributes.factory())
			.cacheSize(this.oracleCase.cacheSize());
		String[] paths = Stream.concat(this.oracleCase.configured().stream(), this.eager.paths().stream())
			.map(this.oracleCase.items()::path)
			.toArray(String[]::new);
		boolean ids = this.oracleCase.reader() == ReaderKind.STEP_IDS;
		if (ids) {
			builder.itemsAreIdsOf(this.oracleCase.itemType(), paths);
		}
		else if (!this.automatic) {
			builder.paths(paths);
		}
		if (this.automatic) {
			builder.automatic();
		}
		this.oracleCase.options().register(this.attributes.factory());
		ReadOnlyCases.configs(this.oracleCase).forEach(builder::config);
		if (this.oracleCase.keepsRepeatableReads()) {
			builder.keepRepeatableReads(true);
		}
		if (this.oracleCase.seed() % 5 == 0) {
			builder.strictMode(StrictMode.WARN); // watches, and must not change a thing
		}
		if (this.oracleCase.seed() % 2 == 0 && !ids) {
			builder.itemType(this.oracleCase.items().type(this.oracleCase.itemType()));
		}
		shared.forEach(builder::config);
		return builder.build();
	}

	/** Rows of a class that the paths do not concern. */
	private List<?> others() {
		Set<String> first = new HashSet<>();
		this.oracleCase.configured().forEach((path) -> first.add(path.split("\\.")[0]));
		List<Class<? extends Stored>> types = Model.CONCRETE.stream().filter((type) -> {
			EntityMappingType root = this.attributes.entity(type).getRootEntityDescriptor();
			Set<EntityMappingType> all = new HashSet<>(root.getSubMappingTypes());
			all.add(root);
			return all.stream()
				.flatMap((entity) -> this.attributes.of(entity).stream())
				.noneMatch((attribute) -> first.contains(attribute.getAttributeName()));
		}).toList();
		Class<?> type = types.get((int) Math.floorMod(this.oracleCase.seed(), types.size()));
		List<?> others = this.attributes.factory()
			.fromSession((session) -> session.createSelectionQuery("from " + type.getSimpleName(), type)
				.setMaxResults(2)
				.getResultList());
		this.database.statements().reset();
		return others;
	}

	/** Another one, for some of the paths, with a memo of its own. */
	private MemoizedPrefetch other() {
		return MemoizedPrefetch.builder(this.attributes.factory())
			.paths(this.oracleCase.configured()
				.stream()
				.sorted()
				.limit((this.oracleCase.configured().size() + 1) / 2)
				.map(this.oracleCase.items()::path)
				.toArray(String[]::new))
			.itemType(this.oracleCase.items().type(this.oracleCase.itemType()))
			.build();
	}

}
