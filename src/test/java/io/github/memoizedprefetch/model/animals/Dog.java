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
package io.github.memoizedprefetch.model.animals;

import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;

/**
 * A subclass with an association of its own.
 */
@Entity
public class Dog extends Animal {

	@ManyToOne(fetch = FetchType.LAZY)
	private Person owner;

	@ElementCollection
	private Set<String> nicknames = new HashSet<>();

	protected Dog() {
	}

	public Dog(long id, String name, Person owner) {
		super(id, name);
		this.owner = owner;
	}

	public Person getOwner() {
		return this.owner;
	}

	@Override
	public Set<String> getNicknames() {
		return this.nicknames;
	}

	@Override
	public String say() {
		return "woof";
	}

}
