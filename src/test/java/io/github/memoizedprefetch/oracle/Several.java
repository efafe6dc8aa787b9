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

package io.github.memoizedprefetch.oracle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.memoizedprefetch.MemoizedPrefetch;

/**
 * Two prefetches at once, that do everything one after the other.
 */
final class Several {

	private Several() {
	}

	/** Something done before and after each chunk. */
	static MemoizedPrefetch around(MemoizedPrefetch prefetch, Runnable before, Runnable after) {
		return (MemoizedPrefetch) Proxy.newProxyInstance(Several.class.getClassLoader(),
				new Class<?>[] { MemoizedPrefetch.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("processChunk")) {
						before.run();
					}
					try {
						return invoke(prefetch, method, arguments);
					}
					finally {
						after.run();
					}
				});
	}

	/**
	 * Chunks that hold other items too, as those of a {@code CompositeItemReader} do.
	 * @param alone whether the first chunk holds nothing else
	 */
	static MemoizedPrefetch mixed(MemoizedPrefetch prefetch, List<?> others, boolean alone) {
		AtomicBoolean first = new AtomicBoolean(alone);
		return (MemoizedPrefetch) Proxy.newProxyInstance(Several.class.getClassLoader(),
				new Class<?>[] { MemoizedPrefetch.class }, (proxy, method, arguments) -> {
					if (!method.getName().equals("processChunk")) {
						return invoke(prefetch, method, arguments);
					}
					if (first.getAndSet(false)) {
						prefetch.processChunk(others);
					}
					List<Object> items = new ArrayList<>(others);
					((Iterable<?>) arguments[0]).forEach(items::add);
					items.addAll(others);
					prefetch.processChunk(items);
					return null;
				});
	}

	private static Object invoke(MemoizedPrefetch prefetch, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(prefetch, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	static MemoizedPrefetch of(MemoizedPrefetch first, MemoizedPrefetch second) {
		return (MemoizedPrefetch) Proxy.newProxyInstance(Several.class.getClassLoader(),
				new Class<?>[] { MemoizedPrefetch.class }, (proxy, method, arguments) -> {
					invoke(second, method, arguments);
					return invoke(first, method, arguments);
				});
	}

}
