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
package io.github.memoizedprefetch.model.rows;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/**
 * Its accessors do more than to get and to set.
 */
@Entity
public class Trimmed {

	private Long id;

	private String name;

	private int step;

	private Trimmed parent;

	private Set<String> words = new LinkedHashSet<>();

	protected Trimmed() {
	}

	public Trimmed(long id, Trimmed parent) {
		this.id = id;
		this.name = "new";
		this.parent = parent;
		this.words.add("word " + id);
	}

	@Id
	public Long getId() {
		return this.id;
	}

	public void setId(Long id) {
		this.id = id;
	}

	@Column(nullable = false)
	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name.trim();
	}

	/** Each time one more than it was set to. */
	public int getStep() {
		return this.step + 1;
	}

	public void setStep(int step) {
		this.step = step;
	}

	@ManyToOne(fetch = FetchType.LAZY)
	public Trimmed getParent() {
		return this.parent;
	}

	public void setParent(Trimmed parent) {
		this.parent = parent;
	}

	@ElementCollection(fetch = FetchType.EAGER)
	protected Set<String> getWords() {
		return this.words;
	}

	protected void setWords(Set<String> words) {
		this.words = words;
	}

	public Set<String> words() {
		return Collections.unmodifiableSet(this.words);
	}

}
