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
package io.github.memoizedprefetch.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.StrictMode;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.model.store.Delivery;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import io.github.memoizedprefetch.support.Server;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactoryBean;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Steps that ask a repository's methods for each row, and the lookups made of these: the
 * same output and tables, on PostgreSQL as on HSQLDB.
 */
class RepositoryLookupStepTests {

	private static final int CHUNKS = 4;

	private static final int CHUNK = 5;

	/** A database, and a step of one of both kinds. */
	enum Place {

		HSQLDB_CHUNK(Server.HSQLDB, false), HSQLDB_TASKLET(Server.HSQLDB, true),
		POSTGRESQL_CHUNK(Server.POSTGRESQL, false), POSTGRESQL_TASKLET(Server.POSTGRESQL, true);

		private final Server server;

		private final boolean tasklet;

		Place(Server server, boolean tasklet) {
			this.server = server;
			this.tasklet = tasklet;
		}

	}

	record Row(int number, Product product, String code, String city) {
	}

	/** How a row is asked for. */
	private record Way(Function<Product, Collection<Delivery>> product, Function<String, Collection<Delivery>> sku,
			Function<String, Collection<Delivery>> sorted, Function<String, Collection<Delivery>> graph,
			Function<String, Collection<Delivery>> open, Function<String, Boolean> known) {

		static Way ofMethods(Deliveries all) {
			return new Way(all::findByProduct, all::findByProduct_Sku, all::findByCodeOrderByNumberDesc,
					all::findWithProductByCode, all::findByCodeAndOpenTrue, all::existsByCode);
		}

		static Way ofLookups(Deliveries all, MemoizedPrefetch.Builder builder) {
			MemoizedLookup<Product, Delivery> product = RepositoryLookup.many(all::findByProduct);
			MemoizedLookup<String, Delivery> sku = RepositoryLookup.many(all::findByProduct_Sku);
			MemoizedLookup<String, Delivery> sorted = RepositoryLookup.many(all::findByCodeOrderByNumberDesc);
			MemoizedLookup<String, Delivery> graph = RepositoryLookup.many(all::findWithProductByCode);
			Specification<Delivery> isOpen = (root, query, builds) -> builds.isTrue(root.get("open"));
			MemoizedLookup<String, Delivery> open = RepositoryLookup.many(all, Delivery::getCode, isOpen,
					Sort.unsorted());
			MemoizedLookup<String, ?> known = RepositoryLookup.exists(all::existsByCode);
			builder.lookup(product, Row::product)
				.lookup(sku, (Row row) -> row.product().getSku())
				.lookup(sorted, Row::code)
				.lookup(graph, Row::code)
				.lookup(open, Row::code)
				.lookup(known, Row::code);
			return new Way(product::all, sku::all, sorted::all, graph::all, open::all, known::exists);
		}

		String ask(Row row) {
			return "%d: %s %s %s %s %s %s".formatted(row.number(), sort(this.product.apply(row.product())),
					sort(this.sku.apply(row.product().getSku())), this.sorted.apply(row.code()),
					sort(this.graph.apply(row.code())), sort(this.open.apply(row.code())),
					this.known.apply(row.code()));
		}

		private static List<String> sort(Collection<Delivery> found) {
			return found.stream().map(Delivery::toString).sorted().toList();
		}

	}

	private static final List<BiFunction<Way, Row, Object>> QUESTIONS = List.of(
			(way, row) -> Way.sort(way.product().apply(row.product())),
			(way, row) -> Way.sort(way.sku().apply(row.product().getSku())),
			(way, row) -> way.sorted().apply(row.code()), (way, row) -> Way.sort(way.graph().apply(row.code())),
			(way, row) -> Way.sort(way.open().apply(row.code())), (way, row) -> way.known().apply(row.code()));

	private static List<Row> fill(Database database) {
		List<Row> rows = new ArrayList<>();
		database.inTransaction((em) -> {
			em.createQuery("delete Delivery").executeUpdate();
			em.createQuery("delete Product").executeUpdate();
			List<Product> products = IntStream.range(0, 6).mapToObj((i) -> new Product("sku" + i, i)).toList();
			products.forEach(em::persist);
			IntStream.range(0, 20)
				.forEach((i) -> em.persist(new Delivery(products.get(i % 5), "city" + i % 4, "code" + i % 7, i)));
			IntStream.range(0, CHUNKS * CHUNK)
				.forEach((i) -> rows.add(new Row(i, products.get(i * 5 % 6), "code" + i % 9, "city" + i % 5)));
		});
		database.statements().reset();
		return rows;
	}

	private static List<String> run(Place place, EntityManagerFactory emf, List<Row> rows, MemoizedPrefetch prefetch,
			ItemProcessor<Row, String> processor) throws Exception {
		List<String> lines = new ArrayList<>();
		JobRepository jobs = new ResourcelessJobRepository();
		MemoizedPrefetchItemReadListener<Row> listener = (prefetch != null)
				? new MemoizedPrefetchItemReadListener<>(prefetch) : null;
		Step step = place.tasklet ? tasklet(jobs, emf, rows, listener, processor, lines)
				: chunkOriented(jobs, emf, rows, listener, processor, lines);
		StepExecution execution = jobs.createStepExecution("step", jobs.createJobExecution(
				jobs.createJobInstance("job", new JobParameters()), new JobParameters(), new ExecutionContext()));
		step.execute(execution);
		assertThat(execution.getFailureExceptions()).isEmpty();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		return lines;
	}

	private static Step chunkOriented(JobRepository jobs, EntityManagerFactory emf, List<Row> rows,
			MemoizedPrefetchItemReadListener<Row> listener, ItemProcessor<Row, String> processor, List<String> lines) {
		var builder = new StepBuilder("step", jobs).<Row, String>chunk(CHUNK)
			.transactionManager(new JpaTransactionManager(emf))
			.reader(new ListItemReader<>(rows))
			.processor(processor)
			.writer((chunk) -> lines.addAll(chunk.getItems()));
		return (listener != null) ? builder.listener(listener).build() : builder.build();
	}

	@SuppressWarnings("removal") // until it is removed
	private static Step tasklet(JobRepository jobs, EntityManagerFactory emf, List<Row> rows,
			MemoizedPrefetchItemReadListener<Row> listener, ItemProcessor<Row, String> processor, List<String> lines) {
		var builder = new StepBuilder("step", jobs).<Row, String>chunk(CHUNK, new JpaTransactionManager(emf))
			.reader(new ListItemReader<>(rows))
			.processor(processor)
			.writer((chunk) -> lines.addAll(chunk.getItems()));
		return (listener != null) ? builder.listener((Object) listener).build() : builder.build();
	}

	@ParameterizedTest
	@EnumSource
	void should_ask_once_a_chunk(Place place) throws Exception {
		try (Database database = place.server.open(null, Product.class, Delivery.class)) {
			EntityManagerFactory emf = database.entityManagerFactory();
			Deliveries all = Repositories.deliveries(emf);
			for (BiFunction<Way, Row, Object> question : QUESTIONS) {
				Way plainly = Way.ofMethods(all);
				List<String> plain = run(place, emf, fill(database), null,
						(row) -> question.apply(plainly, row).toString());
				assertThat(database.statements().count()).isEqualTo(CHUNKS * CHUNK);
				MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(emf);
				Way lookups = Way.ofLookups(all, builder);
				assertThat(run(place, emf, fill(database), builder.build(),
						(row) -> question.apply(lookups, row).toString()))
					.isEqualTo(plain);
				assertThat(database.statements().count()).isEqualTo(CHUNKS);
			}
		}
	}

	/**
	 * Where the session holds the entities, which may have other keys than their rows,
	 * queries of several keys do not tell whose they are: three of the four are asked for
	 * each key.
	 */
	@ParameterizedTest
	@EnumSource
	void should_ask_for_each_key_what_other_lookups_have_loaded(Place place) throws Exception {
		try (Database database = place.server.open(null, Product.class, Delivery.class)) {
			EntityManagerFactory emf = database.entityManagerFactory();
			Deliveries all = Repositories.deliveries(emf);
			Way plainly = Way.ofMethods(all);
			List<String> plain = run(place, emf, fill(database), null, plainly::ask);
			assertThat(database.statements().count()).isEqualTo(6 * CHUNKS * CHUNK);
			MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(emf);
			Way lookups = Way.ofLookups(all, builder);
			assertThat(run(place, emf, fill(database), builder.build(), lookups::ask)).isEqualTo(plain);
			assertThat(database.statements().count()).isEqualTo(6 * CHUNKS + 3 * CHUNKS * CHUNK);
		}
	}

	/** What the step itself has changed is seen. */
	@ParameterizedTest
	@EnumSource
	void should_see_what_the_step_changes(Place place) throws Exception {
		try (Database database = place.server.open(null, Product.class, Delivery.class)) {
			EntityManagerFactory emf = database.entityManagerFactory();
			Deliveries all = Repositories.deliveries(emf);
			EntityManager em = SharedEntityManagerCreator.createSharedEntityManager(emf);
			Way plainly = Way.ofMethods(all);
			List<String> plain = run(place, emf, fill(database), null, (row) -> change(row, plainly, em));
			List<String> table = table(database);
			int count = database.statements().selectsFrom("delivery");
			MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(emf);
			Way lookups = Way.ofLookups(all, builder);
			assertThat(run(place, emf, fill(database), builder.build(), (row) -> change(row, lookups, em)))
				.isEqualTo(plain);
			assertThat(database.statements().selectsFrom("delivery")).isLessThan(count);
			assertThat(table(database)).isEqualTo(table);
		}
	}

	private static String change(Row row, Way way, EntityManager em) {
		String before = way.ask(row);
		Product product = em.getReference(Product.class, row.product().getId());
		if (!way.known().apply(row.code())) {
			em.persist(new Delivery(product, row.city(), row.code(), 100 + row.number()));
		}
		if (row.number() % 3 == 0) {
			way.sorted().apply(row.code()).stream().limit(1).forEach((one) -> one.setOpen(!one.isOpen()));
		}
		if (row.number() % 7 == 5) {
			way.product().apply(row.product()).forEach((one) -> one.setCode(row.code()));
		}
		return before + " then " + way.ask(row);
	}

	private static List<String> table(Database database) {
		return database.read((em) -> em
			.createQuery("select d.code || ' ' || d.number || ' ' || d.product.sku || ' ' || d.open from Delivery d"
					+ " order by d.number", String.class)
			.getResultList());
	}

	@ParameterizedTest
	@EnumSource
	void should_be_named_by_strict_mode(Place place) throws Exception {
		try (Database database = place.server.open(null, Product.class, Delivery.class);
				LogCapture log = new LogCapture();
				GenericApplicationContext context = new GenericApplicationContext()) {
			EntityManagerFactory emf = database.entityManagerFactory();
			Deliveries all = watched(context, emf);
			List<Row> rows = fill(database);
			Consumer<Row> asking = (row) -> {
				all.findByProductId(row.product().getId());
				all.existsByCode(row.code());
			};
			MemoizedPrefetch strict = MemoizedPrefetch.builder(emf)
				.lookup(MemoizedLookup.one(Product.class, Product::getSku))
				.strictMode(StrictMode.WARN)
				.build();
			run(place, emf, rows, strict, (row) -> {
				asking.accept(row);
				return "";
			});
			assertThat(log.warnings()).containsExactly(
					"Asked for item by item: Deliveries.findByProductId; RepositoryLookup.many(deliveries::findByProductId)"
							+ " asks once a chunk",
					"Asked for item by item: Deliveries.existsByCode; RepositoryLookup.exists(deliveries::existsByCode)"
							+ " asks once a chunk");
			MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(emf).strictMode(StrictMode.WARN);
			Way lookups = Way.ofLookups(all, builder);
			run(place, emf, rows, builder.build(), lookups::ask);
			assertThat(log.warnings()).hasSize(2);
		}
	}

	private static Deliveries watched(GenericApplicationContext context, EntityManagerFactory emf) {
		context.registerBean(RepositoryQueryWatch.class);
		context.registerBean("transactionManager", JpaTransactionManager.class, () -> new JpaTransactionManager(emf));
		context.registerBean("deliveries", JpaRepositoryFactoryBean.class, () -> {
			JpaRepositoryFactoryBean<Deliveries, Delivery, Long> bean = new JpaRepositoryFactoryBean<>(
					Deliveries.class);
			bean.setEntityManager(SharedEntityManagerCreator.createSharedEntityManager(emf));
			bean.setCustomImplementation(new CustomDeliveries.Implementation());
			return bean;
		});
		context.refresh();
		return context.getBean(Deliveries.class);
	}

}
