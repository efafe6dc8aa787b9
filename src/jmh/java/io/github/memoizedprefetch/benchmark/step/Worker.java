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
package io.github.memoizedprefetch.benchmark.step;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.zaxxer.hikari.HikariDataSource;
import io.github.memoizedprefetch.benchmark.data.DataFiles;
import io.github.memoizedprefetch.benchmark.data.HsqldbLoader;

/**
 * The JVM of one strategy: runs the step once for each line it reads from standard input,
 * and answers with the measurement.
 */
public final class Worker {

	public static final String READY = "ready";

	/** What lines of the log about the progress begin with. */
	public static final String PROGRESS = "progress ";

	private Worker() {
	}

	public static void main(String[] args) throws Exception {
		PrintStream answers = System.out;
		System.setOut(System.err); // for everyone who prints something else
		WorkerOptions options = WorkerOptions.parse(args);
		try (HikariDataSource dataSource = dataSource(options.url())) {
			if (options.isHsqldb()) {
				DataFiles files = DataFiles.locate(options.data(), Path.of("unused"));
				HsqldbLoader.load(options.work().dataset(), files, dataSource, options.rows());
			}
			try (BenchmarkStep step = new BenchmarkStep(options, dataSource)) {
				answers.println(READY);
				BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
				while (questions.readLine() != null) {
					answers.println(step.run().format());
				}
			}
		}
	}

	static HikariDataSource dataSource(String url) {
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl(url);
		dataSource.setUsername(WorkerOptions.isHsqldb(url) ? "sa" : "postgres");
		dataSource.setAutoCommit(false); // or PostgreSQL reads a whole result at once
		dataSource.setMaximumPoolSize(4);
		dataSource.setMinimumIdle(1);
		return dataSource;
	}

}
