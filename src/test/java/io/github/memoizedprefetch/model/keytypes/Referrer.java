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
package io.github.memoizedprefetch.model.keytypes;

/**
 * What refers to a {@link Keyed}.
 */
public class Referrer {

	long id;

	Keyed keyed;

	protected Referrer() {
	}

	public Referrer(long id, Keyed keyed) {
		this.id = id;
		this.keyed = keyed;
	}

	public long getId() {
		return this.id;
	}

	public Keyed getKeyed() {
		return this.keyed;
	}

}
