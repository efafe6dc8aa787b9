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

package io.github.memoizedprefetch.support;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.mariadb.jdbc.MariaDbDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * A server of one's own, in a temporary directory and on a free port, of the MariaDB that
 * is installed.
 */
public final class MariaDbServer implements AutoCloseable {

	private static final String READY = "ready for connections";

	private final Path directory;

	private final Process process;

	private final int port;

	private MariaDbServer(Path directory, Process process, int port) {
		this.directory = directory;
		this.process = process;
		this.port = port;
	}

	public static MariaDbServer start() throws IOException {
		Path directory = Files.createTempDirectory("oracle-mariadb");
		String data = "--datadir=" + directory.resolve("data");
		String user = "--user=" + System.getProperty("user.name");
		await(run(program("mariadb-install-db"), "--no-defaults", data, user, "--skip-test-db",
				"--auth-root-authentication-method=normal"), null);
		int port = freePort();
		Process process = run(program("mariadbd"), "--no-defaults", data, user, "--socket=" + directory.resolve("s"),
				"--port=" + port, "--bind-address=127.0.0.1", "--lower-case-table-names=1",
				"--innodb-flush-log-at-trx-commit=0", "--innodb-lock-wait-timeout=2");
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		await(process, READY);
		return new MariaDbServer(directory, process, port);
	}

	/**
	 * Whether there is one to start.
	 */
	public static boolean isInstalled() {
		return find("mariadbd").isPresent() && find("mariadb-install-db").isPresent();
	}

	private static Optional<Path> find(String name) {
		return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
			.map((directory) -> Path.of(directory, name))
			.filter(Files::isExecutable)
			.findFirst();
	}

	private static String program(String name) {
		return find(name)
			.orElseThrow(() -> new IllegalStateException("There is no " + name
					+ " on the PATH: for -Doracle.db=mariadb install MariaDB (Debian: apt-get install mariadb-server)"))
			.toString();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static Process run(String... command) throws IOException {
		return new ProcessBuilder(command).redirectErrorStream(true).start();
	}

	/**
	 * Wait for a line of a process that goes on, or for its end.
	 * @param line the line; null for the end
	 */
	private static void await(Process process, String line) throws IOException {
		List<String> output = new ArrayList<>();
		BufferedReader reader = process.inputReader();
		String next = reader.readLine();
		while (next != null && (line == null || !next.contains(line))) {
			output.add(next);
			next = reader.readLine();
		}
		if (next != null) {
			Thread rest = new Thread(() -> skip(reader));
			rest.setDaemon(true);
			rest.start();
		}
		else if (line != null || process.onExit().join().exitValue() != 0) {
			throw new IllegalStateException("MariaDB does not start: " + String.join("\n", output));
		}
	}

	/** Or the server would wait for somebody to read what it says. */
	private static void skip(BufferedReader reader) {
		try {
			reader.transferTo(Writer.nullWriter());
		}
		catch (IOException ex) {
			// stopped
		}
	}

	public DataSource dataSource() {
		try {
			return new MariaDbDataSource(
					"jdbc:mariadb://127.0.0.1:" + this.port + "/public?user=root&createDatabaseIfNotExist=true");
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.process.destroy();
		this.process.onExit().join();
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
