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
package io.github.memoizedprefetch.model.stages;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/**
 * The item, and an element behind it.
 */
@Entity
public class Novel {

	@Id
	private Long id;

	private String title;

	@ManyToOne(fetch = FetchType.LAZY)
	private Writer writer;

	@ManyToOne(fetch = FetchType.LAZY)
	private House house;

	protected Novel() {
	}

	public Novel(long id, String title, Writer writer, House house) {
		this.id = id;
		this.title = title;
		this.writer = writer;
		this.house = house;
	}

	public String getTitle() {
		return this.title;
	}

	public void setTitle(String title) {
		this.title = title;
	}

	public Writer getWriter() {
		return this.writer;
	}

	public House getHouse() {
		return this.house;
	}

}
