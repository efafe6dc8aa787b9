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
package io.github.memoizedprefetch.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills the JVM of a job at random points and restarts it, until enough kills were
 * survived: {@code -Dkills=50 -Dkills.seed=1}.
 */
class KillTests {

	private static final int KILLS = Integer.getInteger("kills", 3);

	private static final long SEED = Long.getLong("kills.seed", 1);

	/** About four kills to a run. */
	private static final int ITEMS = 1_000;

	private final Random random = new Random(SEED);

	@Test
	void should_write_the_same_however_often_it_is_killed() throws Exception {
		long start = System.currentTimeMillis();
		int kills = 0;
		int runs = 0;
		try (FaultDatabase database = new FaultDatabase(FaultDatabase.Kind.POSTGRESQL)) {
			database.addReviews(ITEMS);
			database.reset();
			assertThat(new ReportJob(database, null).run("undisturbed").getStatus()).isEqualTo(BatchStatus.COMPLETED);
			List<String> undisturbed = database.output();
			assertThat(undisturbed).hasSize(2 * ITEMS);
			while (kills < KILLS) {
				database.reset();
				kills += killUntilCompleted(database, "run " + ++runs);
				assertThat(database.output().equals(undisturbed)).as("same output, run %s of seed %s", runs, SEED)
					.isTrue();
			}
		}
		System.out.printf("kills: %d in %d runs, seed %d, %d ms%n", kills, runs, SEED,
				System.currentTimeMillis() - start);
	}

	private int killUntilCompleted(FaultDatabase database, String run) throws Exception {
		int kills = 0;
		String kind = this.random.nextBoolean() ? "tasklet" : "chunk-oriented";
		while (isKilled(database, run, kind)) {
			kills++;
			database.awaitOthers();
		}
		return kills;
	}

	private boolean isKilled(FaultDatabase database, String run, String kind) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				ReportProcess.class.getName(), database.url(), run, kind)
			.redirectErrorStream(true)
			.start();
		int items = this.random.nextInt(ITEMS / 2);
		Deque<String> last = new ArrayDeque<>();
		try (BufferedReader output = process.inputReader()) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				last.addLast(line);
				if (last.size() > 100) {
					last.removeFirst();
				}
				if (line.startsWith("read ") && items-- == 0) {
					process.toHandle().destroyForcibly(); // leaves the output open
				}
			}
		}
		int exit = process.waitFor();
		assertThat(exit).as(() -> String.join("\n", last)).isIn(0, 128 + 9);
		return exit != 0;
	}

}
