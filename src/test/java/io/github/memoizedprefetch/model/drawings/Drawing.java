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

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/**
 * An item that leads to figures, by itself and behind a page.
 */
@Entity
public class Drawing {

	@Id
	private int id;

	@ManyToOne(fetch = FetchType.LAZY)
	private Page page;

	@ManyToOne(fetch = FetchType.LAZY)
	private Figure figure;

	protected Drawing() {
	}

	public Drawing(int id, Page page, Figure figure) {
		this.id = id;
		this.page = page;
		this.figure = figure;
	}

	public int getId() {
		return this.id;
	}

	public Page getPage() {
		return this.page;
	}

	public Figure getFigure() {
		return this.figure;
	}

}
