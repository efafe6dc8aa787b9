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
package io.github.memoizedprefetch.model.towns;

import java.util.Set;
import java.util.TreeSet;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;

/**
 * A target with EAGER associations, as {@code @ManyToOne} is by default.
 */
@Entity
public class Town {

	@Id
	private Long id;

	private String name;

	@ManyToOne
	private County county;

	@ElementCollection(fetch = FetchType.EAGER)
	private Set<String> tags = new TreeSet<>();

	@OneToOne(mappedBy = "town")
	private Mayor mayor;

	protected Town() {
	}

	public Town(long id, String name, County county) {
		this.id = id;
		this.name = name;
		this.county = county;
	}

	public Set<String> getTags() {
		return this.tags;
	}

	public String getName() {
		return this.name + " in " + this.county.getName() + new TreeSet<>(this.tags)
				+ ((this.mayor != null) ? this.mayor.getName() : "");
	}

}
