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

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;

/**
 * A tree, a cycle, an EAGER reference, and equality by a column: sets of categories call
 * it while they are filled.
 */
@Entity
public class Category extends Stored {

	@Id
	Integer id;

	String name;

	@ManyToOne(fetch = FetchType.LAZY)
	Category parent;

	@OneToMany(mappedBy = "parent")
	@OrderBy("name desc, serial")
	Set<Category> children = new LinkedHashSet<>();

	@ManyToMany(mappedBy = "categories")
	Set<Work> works = new HashSet<>();

	@ManyToOne(fetch = FetchType.LAZY)
	Work featured;

	@ManyToOne
	Author curator;

	@Override
	public void number(int number) {
		super.number(number);
		this.id = number;
		this.name = "category " + number;
	}

	public String getName() {
		return this.name;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Category category && Objects.equals(category.getName(), getName());
	}

	@Override
	public int hashCode() {
		return Objects.hashCode(getName());
	}

}
