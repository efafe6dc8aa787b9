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
package io.github.memoizedprefetch.hibernate;

import org.jspecify.annotations.Nullable;

/**
 * A proxy or collection that is not initialised.
 *
 * @param session its session, to compare; null if it is detached
 * @param key what it is in its session
 * @param name the entity's name or the collection's role
 * @param id the id of the entity or of the collection
 */
public record Unloaded(@Nullable Object session, Object key, String name, Object id) {

	/**
	 * Whether a message of Hibernate's is about this one.
	 * @param message the message of a {@code LazyInitializationException}
	 * @return whether it tells its name, and its id after that
	 */
	public boolean isNamedIn(String message) {
		return message.contains("[" + this.name + "#" + this.id + "]")
				|| (message.contains("'" + this.name + "'") && message.contains("'" + this.id + "'"));
	}

}
