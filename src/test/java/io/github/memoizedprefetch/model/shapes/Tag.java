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
package io.github.memoizedprefetch.model.shapes;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/**
 * An element of collections, sorted by name, with a path that goes on behind it.
 */
@Entity
public class Tag implements Comparable<Tag> {

	@Id
	private Long id;

	private String name;

	@ManyToOne(fetch = FetchType.LAZY)
	private Tag parent;

	protected Tag() {
	}

	public Tag(long id, String name, Tag parent) {
		this.id = id;
		this.name = name;
		this.parent = parent;
	}

	public Long getId() {
		return this.id;
	}

	public String getName() {
		return this.name;
	}

	public Tag getParent() {
		return this.parent;
	}

	@Override
	public int compareTo(Tag other) {
		return this.name.compareTo(other.getName());
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Tag tag && tag.getName().equals(this.name);
	}

	@Override
	public int hashCode() {
		return this.name.hashCode();
	}

	@Override
	public String toString() {
		return this.name;
	}

}
