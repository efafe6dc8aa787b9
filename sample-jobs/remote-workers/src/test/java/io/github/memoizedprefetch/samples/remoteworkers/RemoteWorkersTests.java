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
package io.github.memoizedprefetch.samples.remoteworkers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.samples.bookshop.catalogue.GeneratedCatalogue;
import io.github.memoizedprefetch.samples.remoteworkers.job.Partitioning;
import io.github.memoizedprefetch.samples.remoteworkers.launcher.Cluster;
import io.github.memoizedprefetch.samples.remoteworkers.worker.WorkerFigures;
import jakarta.jms.JMSSecurityException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One run of the whole demonstration, with all its processes.
 */
class RemoteWorkersTests {

	private static final int REVIEWS = 6_000;

	/** Author, Publisher, Book, Category and the role Book.categories. */
	private static final int TARGETS = 5;

	@TempDir
	private static Path folder;

	private static Map<String, Run> runs = Map.of();

	private static List<ProcessHandle> processes = List.of();

	private static String databaseUrl = "";

	@BeforeAll
	static void run() throws IOException {
		new GeneratedCatalogue().writeTo(folder);
		List<String> settings = List.of("--sample.data=" + folder, "--sample.limit=" + REVIEWS,
				"--sample.cache-size=300");
		try (Cluster cluster = Cluster.start(List.of(), settings, System.out)) {
			runs = new Demonstration(cluster, folder, System.out).run()
				.stream()
				.collect(Collectors.toMap(Run::name, Function.identity()));
			databaseUrl = cluster.databaseUrl();
			assertThatExceptionOfType(JMSSecurityException.class).as("a stranger")
				.isThrownBy(() -> new ActiveMQConnectionFactory(cluster.brokerUrl()).createConnection().close());
			processes = ProcessHandle.current().descendants().toList();
		}
	}

	/**
	 * At the end a worker is dead; database, broker, manager and the other worker run.
	 */
	@Test
	void should_leave_no_process() {
		assertThat(processes).hasSize(4).noneMatch(ProcessHandle::isAlive);
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> DriverManager.getConnection(databaseUrl, "postgres", ""))
			.withMessageContaining("refused");
	}

	@Test
	void should_write_the_report_of_the_single_process_each_time() throws IOException {
		Path single = folder.resolve("reviews-single.csv");
		assertThat(Files.readAllLines(single)).hasSize(1 + REVIEWS);
		for (String report : Demonstration.reportNames()) {
			assertThat(folder.resolve(report)).hasSameBinaryContentAs(single);
		}
		assertThat(run(Demonstration.SINGLE).outcome().statements()).isGreaterThan(REVIEWS);
	}

	/**
	 * A reader reads a page more than are full. All else that the workers ask the
	 * database is asked by the prefetch.
	 */
	@ParameterizedTest
	@ValueSource(strings = { Demonstration.KEYED, Demonstration.ROUND_ROBIN })
	void should_prefetch_partitions(String name) {
		Run run = run(name);
		List<Long> rows = run.outcome().partitionRows();
		assertThat(rows).hasSize(Partitioning.PARTITIONS);
		assertThat(sum(rows)).isEqualTo(REVIEWS);
		long pages = rows.stream().mapToLong((row) -> row / Partitioning.CHUNK_SIZE + 1).sum();
		WorkerFigures total = run.total();
		assertThat(total.rows()).isEqualTo(REVIEWS);
		assertThat(total.statements()).isEqualTo(pages + total.prefetchStatements());
		assertThat(total.prefetchStatements()).isBetween((long) TARGETS, TARGETS * pages);
		assertThat(run.workers().values()).hasSize(2).allMatch((worker) -> worker.rows() > 0);
	}

	@Test
	void should_hit_more_often_if_keys_stay_together() {
		assertThat(run(Demonstration.KEYED).total().hitRate())
			.isGreaterThan(run(Demonstration.ROUND_ROBIN).total().hitRate());
	}

	@Test
	void should_fail_when_a_worker_is_killed_and_restart_where_it_was() {
		Run killed = run(Demonstration.KEYED_KILLED);
		assertThat(killed.outcome().message())
			.containsPattern("^reviewPartition:partition\\d: no progress in \\d+ s after \\d+ rows, given up$");
		assertThat(killed.outcome().partitionRows()).hasSize(Partitioning.PARTITIONS);
		long committed = sum(killed.outcome().partitionRows());
		assertThat(killed.workers()).containsOnlyKeys("worker-1");
		assertThat(committed - killed.total().rows()).isEqualTo(2 * Partitioning.CHUNK_SIZE);

		Run restarted = run(Demonstration.RESTARTED);
		assertThat(restarted.outcome().partitionRows()).containsExactly(REVIEWS - committed);
		assertThat(restarted.total().rows()).isEqualTo(REVIEWS - committed);
	}

	@Test
	void should_prefetch_chunks() {
		Run run = run(Demonstration.CHUNKED);
		WorkerFigures total = run.total();
		assertThat(total.rows()).isEqualTo(REVIEWS);
		assertThat(total.statements()).isEqualTo(total.prefetchStatements());
		assertThat(total.statements()).isBetween((long) TARGETS, (long) TARGETS * REVIEWS / Partitioning.CHUNK_SIZE);
		assertThat(run.workers().values()).hasSize(2).allMatch((worker) -> worker.rows() > 0);
	}

	@Test
	void should_give_the_chunk_of_a_killed_worker_to_another() {
		Run run = run(Demonstration.CHUNKED_KILLED);
		assertThat(run.workers()).containsOnlyKeys("worker-1");
		assertThat(run.total().rows()).isEqualTo(REVIEWS - 2 * Partitioning.CHUNK_SIZE);
	}

	private static Run run(String name) {
		return runs.get(name);
	}

	private static long sum(List<Long> rows) {
		return rows.stream().mapToLong(Long::longValue).sum();
	}

}
