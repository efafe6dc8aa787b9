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
package io.github.memoizedprefetch.model.eager;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;

/**
 * The owning side of a one-to-one.
 */
@Entity
public class Card {

	@Id
	private Long id;

	private String number;

	@OneToOne(fetch = FetchType.LAZY)
	private Customer customer;

	protected Card() {
	}

	public Card(long id, String number, Customer customer) {
		this.id = id;
		this.number = number;
		this.customer = customer;
	}

	public Long getId() {
		return this.id;
	}

	public String getNumber() {
		return this.number;
	}

	public Customer getCustomer() {
		return this.customer;
	}

}
