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
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.benchmark.data.DataFiles;
import io.github.memoizedprefetch.benchmark.data.Dataset;
import io.github.memoizedprefetch.benchmark.data.PostgresServer;

/**
 * The data and the databases that scenarios share.
 */
final class Environment implements AutoCloseable {

	private static final long GOODBOOKS_REVIEWS = 1_000_000;

	private final DataFiles files;

	private PostgresServer server;

	private final Map<Integer, LatencyProxy> proxies = new HashMap<>();

	Environment(Path data, Path output) throws IOException {
		this.files = DataFiles.locate(data, output.resolve("data"));
	}

	Path data() {
		return this.files.folder();
	}

	List<String> jvmArguments(Scenario scenario) {
		return List.of((scenario.database() == Database.HSQLDB) ? "-Xmx1536m" : "-Xmx768m");
	}

	String url(Scenario scenario) throws IOException, SQLException {
		if (scenario.database() == Database.HSQLDB) {
			return "jdbc:hsqldb:mem:benchmark;hsqldb.tx=mvcc";
		}
		if (this.server == null) {
			this.server = new PostgresServer(this.files);
		}
		this.server.load(scenario.work().dataset());
		if (scenario.work().dataset() == Dataset.GOODBOOKS && scenario.rows() > GOODBOOKS_REVIEWS) {
			this.server.repeatReviews(scenario.rows());
		}
		return "jdbc:postgresql://localhost:" + port(scenario.latencyMillis()) + "/"
				+ scenario.work().dataset().databaseName();
	}

	private int port(int latencyMillis) throws IOException {
		if (latencyMillis == 0) {
			return this.server.port();
		}
		LatencyProxy proxy = this.proxies.get(latencyMillis);
		if (proxy == null) {
			proxy = new LatencyProxy(this.server.port(), latencyMillis);
			this.proxies.put(latencyMillis, proxy);
		}
		return proxy.port();
	}

	@Override
	public void close() throws IOException {
		for (LatencyProxy proxy : this.proxies.values()) {
			proxy.close();
		}
		if (this.server != null) {
			this.server.close();
		}
	}

}
