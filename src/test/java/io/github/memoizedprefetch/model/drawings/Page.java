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
package io.github.memoizedprefetch.model.drawings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OrderColumn;

/**
 * A target that refers to figures.
 */
@Entity
public class Page {

	@Id
	private int id;

	private String title;

	@ManyToOne(fetch = FetchType.LAZY)
	private Figure figure;

	@ManyToOne(fetch = FetchType.LAZY)
	private Figure other;

	@ManyToMany
	@JoinTable(name = "page_figures")
	private Set<Figure> figures = new LinkedHashSet<>();

	@ManyToMany
	@JoinTable(name = "page_ordered")
	@OrderColumn
	private List<Figure> ordered = new ArrayList<>();

	@ManyToMany
	@JoinTable(name = "page_named")
	@MapKeyColumn(name = "figure_name")
	private Map<String, Figure> named = new LinkedHashMap<>();

	protected Page() {
	}

	public Page(int id, Figure figure, Figure other, List<Figure> figures) {
		this.id = id;
		this.title = "Page " + id;
		this.figure = figure;
		this.other = other;
		this.figures.addAll(figures);
		this.ordered.addAll(figures);
		figures.forEach((next) -> this.named.put("figure " + next.getId(), next));
	}

	public String getTitle() {
		return this.title;
	}

	public Figure getFigure() {
		return this.figure;
	}

	public Figure getOther() {
		return this.other;
	}

	public Set<Figure> getFigures() {
		return this.figures;
	}

	public List<Figure> getOrdered() {
		return this.ordered;
	}

	public Map<String, Figure> getNamed() {
		return this.named;
	}

}
