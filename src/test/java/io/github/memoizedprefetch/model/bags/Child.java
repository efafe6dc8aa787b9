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

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/**
 * Comes with its parent, and that with its bags.
 */
@Entity
public class Child {

	@Id
	private Long id;

	@ManyToOne(fetch = FetchType.EAGER)
	private Parent parent;

	/** Several have the same. */
	@ManyToOne(fetch = FetchType.LAZY)
	private Parent guardian;

	@ElementCollection
	private List<String> toys = new ArrayList<>();

	protected Child() {
	}

	public Child(long id, Parent parent, Parent guardian) {
		this.id = id;
		this.parent = parent;
		this.guardian = guardian;
		this.toys.addAll(List.of("toy", "toy", "ball " + id));
	}

	public Long getId() {
		return this.id;
	}

	public Parent getParent() {
		return this.parent;
	}

	public Parent getGuardian() {
		return this.guardian;
	}

	public List<String> getToys() {
		return this.toys;
	}

}
