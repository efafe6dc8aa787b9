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
package io.github.memoizedprefetch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.memoizedprefetch.MemoizedPrefetchListener.Completion;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import io.github.memoizedprefetch.memo.MemoListener;
import io.github.memoizedprefetch.memo.MemoStatistics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of one prefetch. None of them can break it. Thread-safe.
 */
final class Listeners implements MemoListener {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetch.class);

	private final List<MemoizedPrefetchListener> listeners;

	private final AtomicBoolean warned = new AtomicBoolean();

	Listeners(List<MemoizedPrefetchListener> listeners) {
		this.listeners = List.copyOf(listeners);
	}

	boolean isEmpty() {
		return this.listeners.isEmpty();
	}

	/** Run the work between the two callbacks of the listeners. */
	void aroundPrefetch(int items, Runnable work) {
		List<Completion> completions = new ArrayList<>();
		each((listener) -> {
			Completion completion = listener.beforePrefetch(items);
			if (completion != null) {
				completions.add(0, completion);
			}
		});
		Throwable failure = null;
		try {
			work.run();
		}
		catch (RuntimeException | Error ex) {
			failure = ex;
			throw ex;
		}
		finally {
			complete(completions, failure);
		}
	}

	private void complete(List<Completion> completions, @Nullable Throwable failure) {
		completions.forEach((completion) -> guard(() -> completion.complete(failure)));
	}

	@Override
	public void afterLoad(String target, long loads, long statements, long nanos) {
		each((listener) -> listener.afterLoad(target, loads, statements, nanos));
	}

	@Override
	public void afterUse(String target, MemoStatistics use, long growth) {
		each((listener) -> listener.afterUse(target, TargetStatistics.of(use), growth));
	}

	private void each(Consumer<MemoizedPrefetchListener> call) {
		this.listeners.forEach((listener) -> guard(() -> call.accept(listener)));
	}

	private void guard(Runnable call) {
		try {
			call.run();
		}
		catch (RuntimeException ex) {
			if (this.warned.compareAndSet(false, true)) {
				logger.warn("A listener has thrown an exception; prefetching goes on, later ones are not logged", ex);
			}
		}
	}

}
