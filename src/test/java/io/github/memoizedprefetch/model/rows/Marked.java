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

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.PostLoad;

/**
 * Its callback changes a persistent attribute.
 */
@Entity
public class Marked {

	/** The ids of the instances that were told that they are loaded. */
	public static final List<Long> LOADED = new ArrayList<>();

	@Id
	private Long id;

	private String name;

	@ManyToOne(fetch = FetchType.EAGER)
	private Marked mark;

	protected Marked() {
	}

	public Marked(long id, String name, Marked mark) {
		this.id = id;
		this.name = name;
		this.mark = mark;
	}

	@PostLoad
	void postLoad() {
		LOADED.add(this.id);
		this.name = "<" + this.name + ">";
	}

	public Long getId() {
		return this.id;
	}

	public String getName() {
		return this.name;
	}

	public Marked getMark() {
		return this.mark;
	}

}
