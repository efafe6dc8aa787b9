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
package io.github.memoizedprefetch.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Locale;

import io.github.memoizedprefetch.benchmark.step.Footprint;
import io.github.memoizedprefetch.benchmark.step.ReaderKind;
import io.github.memoizedprefetch.benchmark.step.Work;

/**
 * Prints what memos retain.
 */
final class Footprints {

	private static final int AUTHORS = 10_000;

	private static final double TARGET_MB = 3;

	private Footprints() {
	}

	static void report(Environment environment, PrintStream out) throws IOException, SQLException {
		String url = environment.url(new Scenario(Work.A, Database.POSTGRESQL, ReaderKind.CURSOR, 1_000, 0, 0, 0));
		for (boolean wholeTable : new boolean[] { false, true }) {
			double megabytes = AUTHORS * Footprint.bytesPerAuthor(url, wholeTable) / 1e6;
			out.println(String.format(Locale.ROOT, "a memo of %,d authors, %s, retains %.2f MB, target %.0f MB: %s",
					AUTHORS, wholeTable ? "loaded whole" : "loaded by id", megabytes, TARGET_MB,
					(megabytes <= TARGET_MB) ? "met" : "MISSED"));
		}
	}

}
