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

import java.util.LinkedHashSet;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderBy;

/**
 * The item: it refers to entities that are not what their rows are.
 */
@Entity
public class Reading {

	@Id
	private Long id;

	@ManyToOne(fetch = FetchType.LAZY)
	private Marked marked;

	@ManyToOne(fetch = FetchType.LAZY)
	private Heard heard;

	@ManyToOne(fetch = FetchType.LAZY)
	private Trimmed trimmed;

	@ManyToOne(fetch = FetchType.LAZY)
	private Fixed fixed;

	@ManyToOne(fetch = FetchType.LAZY)
	private Framed framed;

	@ManyToMany
	@OrderBy("id")
	private Set<Marked> marks = new LinkedHashSet<>();

	protected Reading() {
	}

	public Reading(long id, Marked marked, Heard heard, Trimmed trimmed, Fixed fixed, Framed framed) {
		this.id = id;
		this.marked = marked;
		this.heard = heard;
		this.trimmed = trimmed;
		this.fixed = fixed;
		this.framed = framed;
		this.marks.add(marked);
	}

	public Marked getMarked() {
		return this.marked;
	}

	public Heard getHeard() {
		return this.heard;
	}

	public Trimmed getTrimmed() {
		return this.trimmed;
	}

	public Fixed getFixed() {
		return this.fixed;
	}

	public Framed getFramed() {
		return this.framed;
	}

	public Set<Marked> getMarks() {
		return this.marks;
	}

}
