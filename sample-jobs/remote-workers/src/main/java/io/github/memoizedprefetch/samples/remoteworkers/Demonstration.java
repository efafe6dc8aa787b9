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
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.memoizedprefetch.samples.bookshop.catalogue.BadInputException;
import io.github.memoizedprefetch.samples.remoteworkers.manager.JobOutcome;
import io.github.memoizedprefetch.samples.remoteworkers.launcher.Cluster;
import io.github.memoizedprefetch.samples.remoteworkers.worker.WorkerFigures;
import io.github.memoizedprefetch.samples.shared.SampleFailedException;

import org.springframework.batch.core.BatchStatus;

/**
 * What is shown, one after the other. Each report is compared with the one that a single
 * process wrote without the library.
 */
final class Demonstration {

	static final String SINGLE = "single";

	static final String KEYED = "keyed";

	static final String ROUND_ROBIN = "round-robin";

	static final String KEYED_KILLED = "keyed-killed";

	static final String RESTARTED = "keyed-restarted";

	static final String CHUNKED = "chunked";

	static final String CHUNKED_KILLED = "chunked-killed";

	/** Is killed in the middle of its third chunk. */
	private static final String VICTIM = Cluster.WORKERS.get(1);

	private static final String NOT_YET = "not yet";

	private final Cluster cluster;

	private final Path reports;

	private final PrintStream out;

	private final List<Run> runs = new ArrayList<>();

	Demonstration(Cluster cluster, Path reports, PrintStream out) {
		this.cluster = cluster;
		this.reports = reports;
		this.out = out;
	}

	static List<String> reportNames() {
		return Stream.of(SINGLE, KEYED, ROUND_ROBIN, KEYED_KILLED, CHUNKED, CHUNKED_KILLED)
			.map(Demonstration::fileName)
			.toList();
	}

	List<Run> run() {
		say("Importing the catalogue");
		expect(BatchStatus.COMPLETED, outcome(start("import", "import")));
		say("The report by a single process, without the library");
		finish(SINGLE, start("single", SINGLE));
		say("Remote partitioning, the reviews of a book in one partition");
		finish(KEYED, start("keyed", KEYED));
		say("Remote partitioning, reviews round-robin");
		finish(ROUND_ROBIN, start("round-robin", ROUND_ROBIN));
		killDuringPartitioning();
		say("Remote chunking: the manager reads, the workers process");
		finish(CHUNKED, start("chunked", CHUNKED));
		killDuringChunking();
		return this.runs;
	}

	private void killDuringPartitioning() {
		say("Remote partitioning, keyed, and " + VICTIM + " is killed in the middle of its third chunk");
		JobOutcome failed = outcome(counted(killDuring("keyed", KEYED_KILLED)));
		expect(BatchStatus.FAILED, failed);
		add(KEYED_KILLED, failed);
		this.out.printf("The job has failed: %s%n", failed.message());
		say("Another " + VICTIM + " is started, and the job restarted");
		this.cluster.startAgain(VICTIM);
		JobOutcome restarted = outcome(this.cluster.ask(Cluster.MANAGER, "restart"));
		expect(BatchStatus.COMPLETED, restarted);
		add(RESTARTED, restarted);
		compare(KEYED_KILLED);
	}

	private void killDuringChunking() {
		say("Remote chunking, and " + VICTIM + " is killed: the broker gives its chunk to the other worker");
		finish(CHUNKED_KILLED, killDuring("chunked", CHUNKED_KILLED));
	}

	private CompletableFuture<String> start(String job, String report) {
		return this.cluster.ask(Cluster.MANAGER, "start %s %s".formatted(job, file(report)));
	}

	/** The worker says when it is in the middle of a chunk, and waits there. */
	private CompletableFuture<String> killDuring(String name, String report) {
		this.cluster.await(this.cluster.ask(VICTIM, "hold 3"));
		CompletableFuture<String> held = this.cluster.ask(VICTIM, "await-held");
		CompletableFuture<String> job = start(name, report);
		this.cluster.await(CompletableFuture.anyOf(held, job));
		if (!held.isDone()) {
			throw new SampleFailedException(
					VICTIM + " had too little to do to be killed: there must be some thousand reviews");
		}
		this.cluster.kill(VICTIM);
		this.out.println(VICTIM + " was killed.");
		return job;
	}

	/** Says that the manager waits, and for how long, until it gives a partition up. */
	private CompletableFuture<String> counted(CompletableFuture<String> job) {
		this.out.println("Nobody tells the manager, which waits for the partition to make progress.");
		for (int seconds = 1; !isDoneWithinASecond(job); seconds++) {
			this.out.printf("[manager] %d s%n", seconds);
		}
		return job;
	}

	private boolean isDoneWithinASecond(CompletableFuture<String> job) {
		CompletableFuture<String> within = job.copy().completeOnTimeout(NOT_YET, 1, TimeUnit.SECONDS);
		return !this.cluster.await(within).equals(NOT_YET);
	}

	private void finish(String name, CompletableFuture<String> reply) {
		JobOutcome outcome = outcome(reply);
		expect(BatchStatus.COMPLETED, outcome);
		add(name, outcome);
		if (!name.equals(SINGLE)) {
			compare(name);
		}
	}

	private JobOutcome outcome(CompletableFuture<String> reply) {
		return JobOutcome.parse(this.cluster.await(reply));
	}

	private static void expect(BatchStatus status, JobOutcome outcome) {
		if (outcome.message().startsWith(JobOutcome.BAD_INPUT)) {
			throw new BadInputException(outcome.message().substring(JobOutcome.BAD_INPUT.length()));
		}
		if (outcome.status() != status) {
			throw new SampleFailedException(
					"the job is %s, expected was %s: %s".formatted(outcome.status(), status, outcome.message()));
		}
	}

	private void add(String name, JobOutcome outcome) {
		Map<String, WorkerFigures> figures = new LinkedHashMap<>();
		for (String worker : this.cluster.workers()) {
			figures.put(worker, WorkerFigures.parse(this.cluster.await(this.cluster.ask(worker, "figures"))));
		}
		this.runs.add(new Run(name, outcome, figures));
	}

	private void compare(String name) {
		try {
			if (Files.mismatch(file(SINGLE), file(name)) != -1) {
				throw new SampleFailedException(file(name) + " differs from " + file(SINGLE));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.out.printf("%s: byte for byte the report of the single process.%n", fileName(name));
	}

	private Path file(String report) {
		return this.reports.resolve(fileName(report));
	}

	private static String fileName(String report) {
		return "reviews-" + report + ".csv";
	}

	private void say(String what) {
		this.out.printf("%n%s%n", what);
	}

}
