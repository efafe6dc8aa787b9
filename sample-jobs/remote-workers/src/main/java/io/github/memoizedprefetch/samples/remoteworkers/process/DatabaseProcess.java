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
package io.github.memoizedprefetch.samples.remoteworkers.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * The shared database: a PostgreSQL out of Maven artifacts, gone when the process ends.
 */
public final class DatabaseProcess {

	private static final Duration TIME_TO_START = Duration.ofMinutes(1);

	private DatabaseProcess() {
	}

	public static void main(String[] args) throws IOException {
		EmbeddedPostgres postgres = EmbeddedPostgres.builder()
			.setServerConfig("fsync", "off")
			.setPGStartupWait(TIME_TO_START)
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres)));
		Commands.serve(postgres.getJdbcUrl("postgres", "postgres"), (command) -> "");
	}

	private static void close(EmbeddedPostgres postgres) {
		try {
			postgres.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
