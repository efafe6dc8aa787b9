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

import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * What a worker is told on its command line.
 *
 * @param work what to do
 * @param reader with which reader
 * @param chunkSize in chunks of how many items
 * @param strategy fetched how
 * @param rows how many items to read
 * @param slice of how many of them to report a checksum of its own
 * @param url the database's URL; one of HSQLDB is filled first
 * @param data the folder with the data
 */
public record WorkerOptions(Work work, ReaderKind reader, int chunkSize, Strategy strategy, long rows, long slice,
		String url, Path data) {

	static WorkerOptions parse(String[] args) {
		Arguments arguments = CommandLine.populateCommand(new Arguments(), args);
		return new WorkerOptions(arguments.work, arguments.reader, arguments.chunkSize, arguments.strategy,
				arguments.rows, arguments.slice, arguments.url, arguments.data);
	}

	public List<String> format() {
		return List.of("--work=" + this.work, "--reader=" + this.reader, "--chunk-size=" + this.chunkSize,
				"--strategy=" + this.strategy, "--rows=" + this.rows, "--slice=" + this.slice, "--url=" + this.url,
				"--data=" + this.data);
	}

	boolean isHsqldb() {
		return isHsqldb(this.url);
	}

	static boolean isHsqldb(String url) {
		return url.startsWith("jdbc:hsqldb");
	}

	/** As picocli fills it. */
	private static final class Arguments {

		@Option(names = "--work", required = true)
		private Work work;

		@Option(names = "--reader", required = true)
		private ReaderKind reader;

		@Option(names = "--chunk-size", required = true)
		private int chunkSize;

		@Option(names = "--strategy", required = true)
		private Strategy strategy;

		@Option(names = "--rows", required = true)
		private long rows;

		@Option(names = "--slice", required = true)
		private long slice;

		@Option(names = "--url", required = true)
		private String url;

		@Option(names = "--data", required = true)
		private Path data;

	}

}
