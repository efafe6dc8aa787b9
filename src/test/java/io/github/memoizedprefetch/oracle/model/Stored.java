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

package io.github.memoizedprefetch.oracle.model;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.Transient;

/**
 * What the entities of the oracle's model have in common. Fields have no getters: the
 * oracle reads and writes them through the mapping metamodel, so that a new shape needs
 * nothing but its mapping.
 */
@MappedSuperclass
@Access(AccessType.FIELD)
public abstract class Stored {

	/** Unique in its hierarchy, never changed: what readers order by. */
	int serial;

	@Transient
	int loads;

	/**
	 * Give an instance the n-th key of its class, where the application assigns keys.
	 */
	public void number(int number) {
		this.serial = number;
	}

	public int serial() {
		return this.serial;
	}

	/**
	 * How often this instance was told that it was loaded.
	 */
	public int loads() {
		return this.loads;
	}

	@PostLoad
	void loaded() {
		this.loads++;
	}

}
