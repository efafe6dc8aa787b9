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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;

/**
 * An owner of two collections of the same target, and a target of itself.
 */
@Entity
public class Article {

	@Id
	private Long id;

	@ManyToMany
	@JoinTable(name = "article_keywords")
	private Set<Keyword> keywords = new LinkedHashSet<>();

	@ManyToMany
	@JoinTable(name = "article_topics")
	private List<Keyword> topics = new ArrayList<>();

	@ManyToMany
	@JoinTable(name = "article_citations")
	private Set<Article> citations = new LinkedHashSet<>();

	@ManyToOne(fetch = FetchType.LAZY)
	private Article original;

	protected Article() {
	}

	public Article(long id, Article original) {
		this.id = id;
		this.original = original;
	}

	public Long getId() {
		return this.id;
	}

	public Set<Keyword> getKeywords() {
		return this.keywords;
	}

	public List<Keyword> getTopics() {
		return this.topics;
	}

	public Set<Article> getCitations() {
		return this.citations;
	}

	public Article getOriginal() {
		return this.original;
	}

}
