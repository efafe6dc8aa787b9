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
package io.github.memoizedprefetch.model.enhanced;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;

/**
 * Not enhanced itself.
 */
@Entity
public class Answer {

	@Id
	private Long id;

	@OneToOne(fetch = FetchType.LAZY)
	private Letter letter;

	@ManyToOne(fetch = FetchType.LAZY)
	private Office office;

	protected Answer() {
	}

	public Answer(long id, Letter letter, Office office) {
		this.id = id;
		this.letter = letter;
		this.office = office;
	}

	public Long getId() {
		return this.id;
	}

	public Letter getLetter() {
		return this.letter;
	}

	public Office getOffice() {
		return this.office;
	}

}
