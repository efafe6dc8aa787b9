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
package io.github.memoizedprefetch.model.links;

import java.util.LinkedHashSet;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;

/**
 * A target with a collection of its own.
 */
@Entity
public class Keyword {

	@Id
	private Long id;

	private String word;

	@ManyToMany
	@JoinTable(name = "keyword_related")
	private Set<Keyword> related = new LinkedHashSet<>();

	protected Keyword() {
	}

	public Keyword(long id, String word) {
		this.id = id;
		this.word = word;
	}

	public Long getId() {
		return this.id;
	}

	public String getWord() {
		return this.word;
	}

	public Set<Keyword> getRelated() {
		return this.related;
	}

}
