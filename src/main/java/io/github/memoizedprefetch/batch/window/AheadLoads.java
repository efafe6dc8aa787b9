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
package io.github.memoizedprefetch.batch.window;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.github.memoizedprefetch.chunk.AheadLoad;
import io.github.memoizedprefetch.memo.SingleFlight;
import io.github.memoizedprefetch.message.LoggerName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Threads that load what the next items of a window refer to, into the memos alone, while
 * the items before are processed. What they have not loaded when its turn comes is loaded
 * as always: they never make a step fail, and a step never waits long for them. Not
 * thread-safe.
 */
public final class AheadLoads {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private static final int CLOSE_SECONDS = 60;

	private static final int LONGEST_PAUSE = 15;

	/** Of a slice that is left out. */
	private static final Future<List<AheadLoad>> UNKNOWN = CompletableFuture.completedFuture(List.of());

	private final int threads;

	private final @Nullable TaskDecorator decorator;

	private final Deque<Future<List<AheadLoad>>> running = new ArrayDeque<>();

	private @Nullable ThreadPoolTaskExecutor executor;

	private boolean failed;

	/** How many slices are left out because there was nothing to load in those before. */
	private int pause;

	private int leftOut;

	/**
	 * @param threads how many, which is how many connections they need
	 */
	public AheadLoads(int threads, @Nullable TaskDecorator decorator) {
		this.threads = threads;
		this.decorator = decorator;
	}

	/**
	 * Go on to a slice: wait until it is loaded, and have the next ones loaded.
	 * @param behind the items behind the slice
	 * @param size the size of a slice
	 * @param collector collects what is to be loaded, on the calling thread
	 * @return what was loaded for the slice
	 */
	public <T> List<AheadLoad> next(List<T> behind, int size, Function<List<T>, Callable<List<AheadLoad>>> collector) {
		Future<List<AheadLoad>> own = this.running.poll();
		List<AheadLoad> loaded = (own != null) ? await(own) : List.of();
		int start = this.running.size() * size;
		while (this.running.size() < this.threads && start < behind.size() && !this.failed) {
			int end = Math.min(start + size, behind.size());
			this.running.add(load(behind.subList(start, end), collector));
			start = end;
		}
		return loaded;
	}

	private <T> Future<List<AheadLoad>> load(List<T> slice, Function<List<T>, Callable<List<AheadLoad>>> collector) {
		if (this.leftOut < this.pause) {
			this.leftOut++;
			return UNKNOWN;
		}
		this.leftOut = 0;
		try {
			return executor().submit(collector.apply(slice));
		}
		catch (RuntimeException ex) { // the slice says so when its turn comes
			fail(ex);
			return UNKNOWN;
		}
	}

	private ThreadPoolTaskExecutor executor() {
		ThreadPoolTaskExecutor current = this.executor;
		if (current == null) {
			current = new ThreadPoolTaskExecutor();
			current.setThreadNamePrefix("memoized-prefetch-");
			current.setCorePoolSize(this.threads);
			current.setMaxPoolSize(this.threads);
			current.setDaemon(true);
			// never interrupted: some databases close when a thread that reads is
			current.setWaitForTasksToCompleteOnShutdown(true);
			current.setAwaitTerminationSeconds(CLOSE_SECONDS);
			if (this.decorator != null) {
				current.setTaskDecorator(this.decorator);
			}
			current.initialize();
			this.executor = current;
		}
		return current;
	}

	private List<AheadLoad> await(Future<List<AheadLoad>> load) {
		try {
			List<AheadLoad> loads = load.get(SingleFlight.MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
			if (load != UNKNOWN) {
				boolean loaded = loads.stream().anyMatch(AheadLoad::hasLoaded);
				this.pause = loaded ? 0 : Math.min(LONGEST_PAUSE, 2 * this.pause + 1);
			}
			return loads;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (TimeoutException | CancellationException ex) {
			// it may wait for a row that the transaction of this thread has locked
		}
		catch (ExecutionException ex) {
			fail(Objects.requireNonNullElse(ex.getCause(), ex));
		}
		return List.of();
	}

	private void fail(Throwable cause) {
		if (!this.failed) {
			this.failed = true;
			logger.warn("Nothing is loaded ahead any more in this step, so that each chunk loads what it needs itself",
					cause);
		}
	}

	/** Wait for what is being loaded, and end the threads. */
	public void close() {
		this.running.clear();
		this.failed = false;
		this.pause = 0;
		if (this.executor != null) {
			this.executor.shutdown();
			this.executor = null;
		}
	}

}
