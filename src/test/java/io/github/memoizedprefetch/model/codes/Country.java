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
package io.github.memoizedprefetch.model.codes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/**
 * A target whose primary key and unique code are mixed up easily: each other's values.
 */
@Entity
public class Country {

	@Id
	private Long number;

	@Column(unique = true, nullable = false)
	private Long code;

	private String name;

	protected Country() {
	}

	public Country(long number, long code, String name) {
		this.number = number;
		this.code = code;
		this.name = name;
	}

	public Long getNumber() {
		return this.number;
	}

	public String getName() {
		return this.name;
	}

}
