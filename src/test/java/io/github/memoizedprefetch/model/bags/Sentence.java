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
package io.github.memoizedprefetch.model.bags;

import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;

/**
 * The item.
 */
@Entity
public class Sentence {

	@Id
	private Long id;

	@ManyToOne(fetch = FetchType.LAZY)
	private Child child;

	@ManyToMany
	private Set<Child> heard = new HashSet<>();

	protected Sentence() {
	}

	public Sentence(long id, Child child) {
		this.id = id;
		this.child = child;
	}

	public Set<Child> getHeard() {
		return this.heard;
	}

	public Child getChild() {
		return this.child;
	}

}
