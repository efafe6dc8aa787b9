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
package io.github.memoizedprefetch.hibernate.snapshot;

/**
 * Hibernate has not read all of an entity's row, because of what was fetched along.
 */
public final class PartlyLoadedException extends RuntimeException {

	/** Why an entity is left if it cannot be loaded in another way. */
	public static final String REASON = "Hibernate reads only a part of its rows with what is joined to them";

	PartlyLoadedException() {
		super(REASON, null, false, false);
	}

}
