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
package io.github.memoizedprefetch.automatic;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.message.LoggerName;
import io.github.memoizedprefetch.strict.GraphPath;
import io.github.memoizedprefetch.strict.UnloadedReferences;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once what was touched without a session, which nobody hears of before it fails.
 * Thread-safe.
 */
final class DetachedTouches {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private final ObjectGraph graph;

	private final Set<List<String>> said = ConcurrentHashMap.newKeySet();

	DetachedTouches(ObjectGraph graph) {
		this.graph = graph;
	}

	/**
	 * @param error any exception
	 * @param item the item that was being processed; null if it is not known
	 * @param chunk the items that may lead there as well
	 */
	void explain(Throwable error, @Nullable Object item, Collection<List<Object>> chunk) {
		Set<Throwable> seen = new HashSet<>();
		for (Throwable cause = error; cause != null && seen.add(cause); cause = cause.getCause()) {
			String message = cause.getMessage();
			if (ObjectGraph.isLazyInitialization(cause) && message != null) {
				UnloadedReferences references = UnloadedReferences.ofHeld(this.graph);
				references.add(chunk);
				say(references.findDetached(message, item));
			}
		}
	}

	private void say(@Nullable GraphPath found) {
		if (found != null && !found.path().isEmpty()) {
			String type = found.item().type().getSimpleName();
			if (this.said.add(List.of(type, found.path()))) {
				logger
					.warn("Touched without a session: {} of {}. Automatic mode hears of lazy loads alone, and detached"
							+ " items have none; add .paths(\"{}\"), or prefetch what is to-one by .automatic(depth)",
							found.path(), type, found.path());
			}
		}
	}

}
