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

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;

/**
 * A target with an id class and an EAGER association.
 */
@Entity
@IdClass(WardId.class)
public class Ward {

	@Id
	private long number;

	@Id
	private String letter;

	@ManyToOne
	private County county;

	protected Ward() {
	}

	public Ward(long number, String letter, County county) {
		this.number = number;
		this.letter = letter;
		this.county = county;
	}

	public String getName() {
		return this.number + this.letter + this.county.getName();
	}

}
