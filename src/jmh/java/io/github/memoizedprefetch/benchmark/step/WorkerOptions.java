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
		return new WorkerOptions(Work.valueOf(args[0]), ReaderKind.valueOf(args[1]), Integer.parseInt(args[2]),
				Strategy.valueOf(args[3]), Long.parseLong(args[4]), Long.parseLong(args[5]), args[6], Path.of(args[7]));
	}

	public List<String> format() {
		return List.of(this.work.name(), this.reader.name(), String.valueOf(this.chunkSize), this.strategy.name(),
				String.valueOf(this.rows), String.valueOf(this.slice), this.url, this.data.toString());
	}

	boolean isHsqldb() {
		return isHsqldb(this.url);
	}

	static boolean isHsqldb(String url) {
		return url.startsWith("jdbc:hsqldb");
	}

}
