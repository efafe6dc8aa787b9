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

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/**
 * An item that leads, by its group, to other items. Cascades MERGE.
 */
@Entity
public class Article {

	@Id
	private int id;

	private String title;

	@ManyToOne(fetch = FetchType.LAZY, cascade = CascadeType.MERGE)
	private Section section;

	@ManyToOne(fetch = FetchType.LAZY, cascade = CascadeType.MERGE)
	private Article next;

	protected Article() {
	}

	public Article(int id, Section section) {
		this.id = id;
		this.title = "Title " + id;
		this.section = section;
	}

	public int getId() {
		return this.id;
	}

	public String getTitle() {
		return this.title;
	}

	public void setTitle(String title) {
		this.title = title;
	}

	public Section getSection() {
		return this.section;
	}

	public Article getNext() {
		return this.next;
	}

	public void setNext(Article next) {
		this.next = next;
	}

}
