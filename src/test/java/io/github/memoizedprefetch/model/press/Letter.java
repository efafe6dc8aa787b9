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

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;

/**
 * An item whose id is assigned, and whose version tells whether it is new.
 */
@Entity
public class Letter {

	@Id
	private Integer id;

	@Version
	private Integer version;

	private String title;

	@ManyToOne(fetch = FetchType.LAZY)
	private Letter answered;

	protected Letter() {
	}

	public Letter(Integer id, String title) {
		this.id = id;
		this.title = title;
	}

	public Integer getId() {
		return this.id;
	}

	public Integer getVersion() {
		return this.version;
	}

	public String getTitle() {
		return this.title;
	}

	public Letter getAnswered() {
		return this.answered;
	}

	public Letter answering(Letter letter) {
		this.answered = letter;
		return this;
	}

}
