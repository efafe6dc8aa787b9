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
package io.github.memoizedprefetch.hibernate.statements;

import java.util.function.Supplier;

import io.github.memoizedprefetch.report.Advice;
import io.github.memoizedprefetch.report.Place;
import org.jspecify.annotations.Nullable;

/**
 * What a thread is doing when it issues a statement.
 *
 * @param owner what began it, to find its end by
 * @param place where the thread was: it is over when that has changed; null if it tells
 * of its end in any case
 * @param what the kind of work
 * @param name the entity, the collection's role, or the repository's method
 * @param path the path by which items lead here, or null
 * @param id the id, if an entity is found by it
 * @param advice what to do instead, or null
 */
record Frame(Object owner, @Nullable Place place, What what, String name, @Nullable String path, @Nullable Object id,
		@Nullable Supplier<@Nullable Advice> advice) {

	enum What {

		/** A proxy is initialised. */
		LAZY,

		/** A lazy collection is. */
		LAZY_COLLECTION,

		/** An association is loaded because it is EAGER. */
		EAGER,

		/** A collection is. */
		EAGER_COLLECTION,

		FIND, MERGE, REPOSITORY

	}

	boolean isLoad() {
		return this.what == What.LAZY || this.what == What.EAGER || this.what == What.FIND;
	}

	boolean isCollection() {
		return this.what == What.LAZY_COLLECTION || this.what == What.EAGER_COLLECTION;
	}

}
