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
package io.github.memoizedprefetch.model.press;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;

/**
 * A target that leads back to items. Cascades MERGE.
 */
@Entity
public class Section {

	@Id
	private int id;

	private String name;

	@ManyToOne(fetch = FetchType.LAZY, cascade = CascadeType.MERGE)
	private Article best;

	@OneToMany(mappedBy = "section", cascade = CascadeType.MERGE)
	private List<Article> all = new ArrayList<>();

	@ManyToMany(cascade = CascadeType.MERGE)
	@JoinTable(name = "section_places")
	@MapKeyColumn(name = "place")
	private Map<String, Article> places = new HashMap<>();

	protected Section() {
	}

	public Section(int id) {
		this.id = id;
		this.name = "Name " + id;
	}

	public int getId() {
		return this.id;
	}

	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name;
	}

	public Article getBest() {
		return this.best;
	}

	public void setBest(Article best) {
		this.best = best;
	}

	public List<Article> getAll() {
		return this.all;
	}

	public Map<String, Article> getPlaces() {
		return this.places;
	}

}
