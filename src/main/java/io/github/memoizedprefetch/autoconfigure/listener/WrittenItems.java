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
package io.github.memoizedprefetch.autoconfigure.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import org.springframework.batch.core.listener.ItemWriteListener;
import org.springframework.batch.infrastructure.item.Chunk;

/**
 * Prefetches items before they are written.
 */
public class WrittenItems implements ItemWriteListener<Object> {

	private final MemoizedPrefetchItemReadListener<Object> listener;

	public WrittenItems(MemoizedPrefetch prefetch) {
		this(new MemoizedPrefetchItemReadListener<>(prefetch));
	}

	public WrittenItems(MemoizedPrefetchItemReadListener<Object> listener) {
		this.listener = listener;
	}

	@Override
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public void beforeWrite(Chunk<?> items) {
		written(items).forEach(this.listener::afterRead);
		((ItemWriteListener) this.listener).beforeWrite(items);
	}

	/**
	 * What an AsyncItemWriter is about to wait for and to hand on; nothing if it fails.
	 */
	private static List<?> written(Chunk<?> items) {
		List<Object> written = new ArrayList<>();
		for (Object item : items) {
			Object result = item;
			if (item instanceof Future<?> future) {
				try {
					result = future.get();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
					return List.of();
				}
				catch (ExecutionException | CancellationException ex) {
					return List.of();
				}
			}
			if (result != null) {
				written.add(result);
			}
		}
		return written;
	}

	@Override
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public void onWriteError(Exception exception, Chunk<?> items) {
		((ItemWriteListener) this.listener).onWriteError(exception, items);
	}

}
