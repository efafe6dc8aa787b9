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

package io.github.memoizedprefetch.strict;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.memoizedprefetch.hibernate.events.ReadOnlyChanges;
import io.github.memoizedprefetch.message.LoggerName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Strict mode: names what was changed in entities that a config makes read-only, once a
 * class, or fails the flush that does not write it. Thread-safe.
 */
final class ReadOnlyWatch implements ReadOnlyChanges.Listener {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private final boolean failing;

	private final Set<String> said = ConcurrentHashMap.newKeySet();

	ReadOnlyWatch(boolean failing) {
		this.failing = failing;
	}

	@Override
	public void changed(String entity, Object id, List<String> attributes) {
		if (this.failing) {
			throw new IllegalStateException(message(entity, id, attributes));
		}
		if (this.said.add(entity)) {
			logger.warn(message(entity, id, attributes));
		}
	}

	private static String message(String entity, Object id, List<String> attributes) {
		return "Changed and not written: %s of %s#%s, which its config makes read-only; remove readOnly(true), or call"
			.formatted(String.join(", ", attributes), entity.replaceFirst(".*[.$]", ""), id)
				+ " session.setReadOnly(.., false) before the change";
	}

	void clear() {
		this.said.clear();
	}

}
