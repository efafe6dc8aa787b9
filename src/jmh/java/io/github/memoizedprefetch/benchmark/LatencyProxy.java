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
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes TCP connections on to a port and makes each round trip take longer: whatever the
 * client sends is held back for a while. A wire, unlike a proxy of JDBC, makes the
 * fetches of a cursor and the commits wait too.
 */
final class LatencyProxy implements AutoCloseable {

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "latency");
		thread.setDaemon(true);
		return thread;
	});

	private final int targetPort;

	private final long latencyNanos;

	LatencyProxy(int targetPort, int latencyMillis) throws IOException {
		this.targetPort = targetPort;
		this.latencyNanos = TimeUnit.MILLISECONDS.toNanos(latencyMillis);
		this.threads.submit(this::accept);
	}

	int port() {
		return this.server.getLocalPort();
	}

	private Void accept() throws IOException {
		while (true) {
			Socket client = this.server.accept();
			Socket target = new Socket(InetAddress.getLoopbackAddress(), this.targetPort);
			client.setTcpNoDelay(true);
			target.setTcpNoDelay(true);
			this.threads.submit(() -> pass(client, target, this.latencyNanos));
			this.threads.submit(() -> pass(target, client, 0));
		}
	}

	private static Void pass(Socket from, Socket to, long holdNanos) throws IOException {
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] buffer = new byte[1 << 16];
			for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
				if (holdNanos > 0) {
					LockSupport.parkNanos(holdNanos);
				}
				out.write(buffer, 0, length);
			}
		}
		return null;
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.threads.shutdownNow();
	}

}
