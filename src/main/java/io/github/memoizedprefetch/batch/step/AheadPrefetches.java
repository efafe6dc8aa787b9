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
package io.github.memoizedprefetch.batch.step;

import java.util.List;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.chunk.AheadLoad;
import io.github.memoizedprefetch.chunk.AheadPrefetch;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;

/**
 * Looks behind the proxies of beans, which have the methods of the public interface only.
 * To be called where the call that resolves a scoped bean is due.
 */
public final class AheadPrefetches {

	private AheadPrefetches() {
	}

	public static AheadPrefetch of(MemoizedPrefetch prefetch) {
		Object current = prefetch;
		while (!(current instanceof AheadPrefetch) && current instanceof Advised proxy) {
			current = target(proxy);
		}
		return (current instanceof AheadPrefetch ahead) ? ahead : new Plain(prefetch);
	}

	/** Whether it is one that can load ahead. */
	public static boolean canLoadAhead(MemoizedPrefetch prefetch) {
		return !(of(prefetch) instanceof Plain);
	}

	private static Object target(Advised proxy) {
		try {
			Object target = proxy.getTargetSource().getTarget();
			return (target != null) ? target : "none";
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException("The target of " + proxy.getTargetSource() + " is not there", ex);
		}
	}

	/** One that somebody else has written. */
	private record Plain(MemoizedPrefetch prefetch) implements AheadPrefetch {

		@Override
		public boolean hasKeys() {
			return false;
		}

		@Override
		public boolean hasLookups() {
			return false;
		}

		@Override
		public void processAhead(Iterable<?> items, List<AheadLoad> loads) {
			this.prefetch.processChunk(items);
		}

		@Override
		public List<AheadLoad> collectAhead(Iterable<?> items) {
			return List.of();
		}

		@Override
		public @Nullable String threadBoundSource() {
			return null;
		}

		@Override
		public void processKeys(Iterable<?> items, boolean load) {
		}

		@Override
		public void announce(Iterable<?> items) {
		}

	}

}
