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
package io.github.memoizedprefetch.micrometer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.MemoizedPrefetchListener;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.support.ListItemReader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What Micrometer sees of a step: books 0 to 11 in two chunks of six, authors 0 to 11.
 */
class MicrometerTests {

	private static final Database database = Database.open().populate();

	private static final String PREFETCH = "memoized.prefetch";

	private static final TargetStatistics NOTHING = new TargetStatistics(0, 0, 0, 0, 0, 0, Duration.ZERO, 0, 0);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	@AfterAll
	static void close() {
		database.close();
	}

	private static MemoizedPrefetch prefetch(MemoizedPrefetchListener... listeners) {
		return MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Book.class)
			.paths("author", "translator")
			.listener(listeners)
			.build();
	}

	private static List<Book> books() {
		return database
			.read((entityManager) -> entityManager.createQuery("from Book where id < 12 order by id", Book.class)
				.getResultList());
	}

	private static StepExecution run(MemoizedPrefetch prefetch) throws Exception {
		JobRepository jobRepository = new ResourcelessJobRepository();
		Step step = new StepBuilder("books", jobRepository).<Book, String>chunk(6)
			.reader(new ListItemReader<>(books()))
			.processor((book) -> book.getAuthor().getName())
			.writer((chunk) -> {
			})
			.listener(new MemoizedPrefetchItemReadListener<>(prefetch))
			.build();
		JobExecution job = jobRepository.createJobExecution(
				jobRepository.createJobInstance("catalogue", new JobParameters()), new JobParameters(),
				new ExecutionContext());
		StepExecution execution = jobRepository.createStepExecution("books", job);
		step.execute(execution);
		return execution;
	}

	private RequiredSearch authors(String name, String... tags) {
		return this.meters.get(PREFETCH + "." + name).tag("target", Author.class.getName()).tags(tags);
	}

	@Test
	void should_count_the_keys_of_lookups() {
		MemoizedPrefetchMeterBinder binder = new MemoizedPrefetchMeterBinder();
		binder.bindTo(this.meters);
		MemoizedLookup<String, Book> lookup = MemoizedLookup.one(Book.class, Book::getTitle);
		try (MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.lookup(lookup, (Long id) -> "Book " + id)
			.listener(binder)
			.build()) {
			prefetch.processChunk(List.of(1L, 2L));
			List.of("Book 1", "Book 2", "Book 3", "Book 4").forEach(lookup::exists);
		}
		String target = Book.class.getName() + ".title";
		assertThat(count("references", target)).isEqualTo(4);
		assertThat(count("statements", target)).isEqualTo(3);
		assertThat(count("unannounced", target)).isEqualTo(2);
	}

	private double count(String name, String target) {
		return this.meters.get(PREFETCH + "." + name).tag("target", target).counter().count();
	}

	@Test
	void should_time_each_chunk() throws Exception {
		run(prefetch(MemoizedPrefetchObservationListener.of(this.meters)));
		Timer timer = this.meters.get(PREFETCH)
			.tag("job.name", "catalogue")
			.tag("step.name", "books")
			.tag("error", "none")
			.timer();
		assertThat(timer.count()).isEqualTo(2);
		assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
	}

	@Test
	void should_observe_each_chunk() throws Exception {
		TestObservationRegistry observations = TestObservationRegistry.create();
		run(prefetch(new MemoizedPrefetchObservationListener(observations)));
		TestObservationRegistryAssert.assertThat(observations)
			.hasNumberOfObservationsWithNameEqualTo(PREFETCH, 2)
			.forAllObservationsWithNameEqualTo(PREFETCH,
					(observation) -> observation.hasContextualNameEqualTo("memoized prefetch")
						.hasLowCardinalityKeyValue("step.name", "books")
						.hasHighCardinalityKeyValue("items", "6"));
	}

	@Test
	void should_be_the_current_observation_while_it_loads() {
		TestObservationRegistry observations = TestObservationRegistry.create();
		StringBuilder current = new StringBuilder();
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Author.class, "author").loader((ids, entityManager) -> {
				Observation observation = observations.getCurrentObservation();
				current.append((observation != null) ? observation.getContext().getName() : "none");
				return List.of();
			}))
			.listener(new MemoizedPrefetchObservationListener(observations))
			.build();
		prefetch.processChunk(books());
		assertThat(current).hasToString(PREFETCH);
		assertThat(observations.getCurrentObservation()).isNull();
		TestObservationRegistryAssert.assertThat(observations)
			.hasSingleObservationThat()
			.hasLowCardinalityKeyValue("step.name", "none");
	}

	@Test
	void should_observe_failures() {
		TestObservationRegistry observations = TestObservationRegistry.create();
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Author.class, "author").loader((ids, entityManager) -> {
				throw new IllegalStateException("no authors");
			}))
			.listener(new MemoizedPrefetchObservationListener(observations))
			.build();
		assertThatIllegalStateException().isThrownBy(() -> prefetch.processChunk(books()));
		TestObservationRegistryAssert.assertThat(observations).hasSingleObservationThat().hasError().hasBeenStopped();
	}

	@Test
	void should_name_observations_by_another_convention() {
		TestObservationRegistry observations = TestObservationRegistry.create();
		MemoizedPrefetchObservationConvention convention = new MemoizedPrefetchObservationConvention() {

			@Override
			public String getName() {
				return "chunk.prefetch";
			}

		};
		prefetch(new MemoizedPrefetchObservationListener(observations, convention)).processChunk(books());
		TestObservationRegistryAssert.assertThat(observations)
			.hasSingleObservationThat()
			.hasNameEqualTo("chunk.prefetch");
	}

	@Test
	void should_name_what_was_thrown_when_a_chunk_is_done() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Author.class, "author").loader((ids, entityManager) -> {
				throw new IllegalStateException("no authors");
			}))
			.listener(MemoizedPrefetchObservationListener.of(this.meters))
			.build();
		assertThatIllegalStateException().isThrownBy(() -> prefetch.processChunk(books()));
		assertThat(this.meters.get(PREFETCH).tag("error", "IllegalStateException").timer().count()).isOne();
		assertThat(this.meters.get(PREFETCH + ".active").longTaskTimer().getId().getTags())
			.as("nothing is known of the outcome while it is active")
			.containsExactly(Tag.of("job.name", "none"), Tag.of("step.name", "none"));
	}

	@Test
	void should_time_loads_by_target_and_step() throws Exception {
		MemoizedPrefetchMeterBinder binder = new MemoizedPrefetchMeterBinder(Tag.of("app", "shop"));
		binder.bindTo(this.meters);
		run(prefetch(binder));
		Timer timer = authors("load", "job.name", "catalogue", "step.name", "books", "app", "shop").timer();
		assertThat(timer.count()).isEqualTo(2);
	}

	@Test
	void should_count_by_target_and_step() throws Exception {
		MemoizedPrefetchMeterBinder binder = new MemoizedPrefetchMeterBinder();
		binder.bindTo(this.meters);
		MemoizedPrefetch prefetch = prefetch(binder);
		run(prefetch);
		prefetch.processChunk(books());
		assertThat(authors("references", "step.name", "books").counter().count()).isEqualTo(12);
		assertThat(authors("statements", "step.name", "books").counter().count()).isEqualTo(2);
		assertThat(authors("loaded", "job.name", "catalogue").counter().count()).isEqualTo(12);
		assertThat(authors("references", "step.name", "none").counter().count()).isEqualTo(20);
		assertThat(authors("statements", "step.name", "none").counter().count()).isOne();
	}

	@Test
	void should_count_what_the_memo_knew() {
		MemoizedPrefetchMeterBinder binder = new MemoizedPrefetchMeterBinder();
		binder.bindTo(this.meters);
		MemoizedPrefetch prefetch = prefetch(binder);
		prefetch.processChunk(books());
		assertThat(authors("entries").gauge().value()).isEqualTo(12);
		prefetch.processChunk(books());
		assertThat(authors("lookups", "result", "hit").counter().count()).isEqualTo(12);
		assertThat(authors("lookups", "result", "miss").counter().count()).isEqualTo(12);
		assertThat(authors("loaded").counter().count()).isEqualTo(12);
		assertThat(authors("evictions").counter().count()).isZero();
		prefetch.close();
		assertThat(authors("entries").gauge().value()).isZero();
	}

	/** As the last of several partitions does, or whoever closes the prefetch. */
	@Test
	void should_not_keep_entries_of_a_step_whose_memo_another_clears() throws Exception {
		MemoizedPrefetchMeterBinder binder = new MemoizedPrefetchMeterBinder();
		binder.bindTo(this.meters);
		binder.afterUse("books", NOTHING, 3);
		StepExecution execution = run(prefetch(binder));
		StepSynchronizationManager.register(execution);
		try {
			binder.afterUse("books", NOTHING, 4);
		}
		finally {
			StepSynchronizationManager.close();
		}
		binder.afterUse("books", NOTHING, -5);
		assertThat(this.meters.get(PREFETCH + ".entries").tags("target", "books", "step.name", "none").gauge().value())
			.isZero();
		assertThat(this.meters.get(PREFETCH + ".entries").tags("target", "books", "step.name", "books").gauge().value())
			.isEqualTo(2);
	}

	@Test
	void should_add_up_several_prefetches_of_a_target() {
		MemoizedPrefetchMeterBinder binder = new MemoizedPrefetchMeterBinder();
		binder.bindTo(this.meters);
		prefetch(binder).processChunk(books());
		prefetch(binder).processChunk(books());
		assertThat(authors("entries").gauge().value()).isEqualTo(24);
		assertThat(authors("lookups", "result", "miss").counter().count()).isEqualTo(24);
	}

	/** A Prometheus registry refuses a meter of a name that has other keys already. */
	@Test
	void should_be_scraped_by_prometheus_beside_the_caches_of_spring() throws Exception {
		PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		prometheus.throwExceptionOnRegistrationFailure();
		Cache<Object, Object> cache = Caffeine.newBuilder().recordStats().build();
		// the tags of Spring Boot
		CaffeineCacheMetrics.monitor(prometheus, cache, "prices", "cache.manager", "cacheManager", "name", "prices");
		MemoizedPrefetchMeterBinder binder = new MemoizedPrefetchMeterBinder();
		binder.bindTo(prometheus);
		MemoizedPrefetch prefetch = prefetch(binder, MemoizedPrefetchObservationListener.of(prometheus));
		run(prefetch);
		prefetch.processChunk(books());
		MemoizedPrefetch failing = MemoizedPrefetch.builder(database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Author.class, "author").loader((ids, entityManager) -> {
				throw new IllegalStateException("no authors");
			}))
			.listener(binder, MemoizedPrefetchObservationListener.of(prometheus))
			.build();
		assertThatIllegalStateException().isThrownBy(() -> failing.processChunk(books()));
		String step = "job_name=\"catalogue\",step_name=\"books\"";
		String authors = "{" + step + ",target=\"" + Author.class.getName() + "\"}";
		assertThat(prometheus.scrape().lines()).contains(
				"memoized_prefetch_seconds_count{error=\"none\"," + step + "} 2",
				"memoized_prefetch_seconds_count{error=\"IllegalStateException\",job_name=\"none\",step_name=\"none\"} 1",
				"memoized_prefetch_active_seconds_count{" + step + "} 0",
				"memoized_prefetch_load_seconds_count" + authors + " 2",
				"memoized_prefetch_references_total" + authors + " 12.0",
				"memoized_prefetch_statements_total" + authors + " 2.0",
				"memoized_prefetch_loaded_total" + authors + " 12.0",
				"memoized_prefetch_evictions_total" + authors + " 0.0", "memoized_prefetch_entries" + authors + " 0.0")
			.anyMatch(
					(line) -> line.startsWith("memoized_prefetch_lookups_total{job_name=\"catalogue\",result=\"miss\""))
			.anyMatch((line) -> line.startsWith("cache_gets_total{cache=\"prices\",cache_manager=\"cacheManager\""))
			.noneMatch((line) -> line.startsWith("spring_batch_"));
	}

	@Test
	void should_register_each_meter_once() {
		MemoizedPrefetchMeterBinder binder = new MemoizedPrefetchMeterBinder();
		binder.bindTo(this.meters);
		MemoizedPrefetch prefetch = prefetch(binder);
		try (Warnings warnings = new Warnings(MeterRegistry.class)) {
			prefetch.processChunk(books());
			prefetch.processChunk(books());
			assertThat(warnings.texts()).isEmpty();
		}
	}

	@Test
	void should_work_with_a_registry_that_is_closed() throws Exception {
		MemoizedPrefetchMeterBinder binder = new MemoizedPrefetchMeterBinder();
		MeterRegistry closedLater = new SimpleMeterRegistry();
		this.meters.close();
		try (LogCapture log = new LogCapture()) {
			binder.bindTo(this.meters);
			assertThat(log.warnings()).hasSize(1);
			binder.bindTo(closedLater);
			closedLater.close();
			StepExecution execution = run(prefetch(binder, MemoizedPrefetchObservationListener.of(closedLater)));
			assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(log.warnings()).hasSize(2)
				.allSatisfy((text) -> assertThat(text).endsWith(" is closed, no prefetch is measured there"));
		}
	}

	@Test
	void should_document_the_keys_it_has() {
		assertThat(MemoizedPrefetchObservation.PREFETCH.getLowCardinalityKeyNames()).extracting(KeyName::asString)
			.containsExactly("job.name", "step.name", "error");
		assertThat(MemoizedPrefetchObservation.PREFETCH.getDefaultConvention())
			.isEqualTo(DefaultMemoizedPrefetchObservationConvention.class);
	}

}
