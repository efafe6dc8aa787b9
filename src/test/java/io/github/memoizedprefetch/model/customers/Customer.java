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
package io.github.memoizedprefetch.model.customers;

import java.util.Date;
import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;

/**
 * One who has purchases: with a version, a value that can be changed, and a collection.
 */
@Entity
public class Customer {

	@Id
	private Long id;

	@Version
	private long version;

	private String name;

	private Date since = new Date(0);

	@ManyToOne(fetch = FetchType.LAZY)
	private Customer sponsor;

	@ElementCollection
	private Set<String> tags = new HashSet<>(Set.of("new"));

	protected Customer() {
	}

	public Customer(long id, Customer sponsor) {
		this.id = id;
		this.name = "customer " + id;
		this.sponsor = sponsor;
	}

	public Long getId() {
		return this.id;
	}

	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name;
	}

	public Date getSince() {
		return this.since;
	}

	public Customer getSponsor() {
		return this.sponsor;
	}

	public void setSponsor(Customer sponsor) {
		this.sponsor = sponsor;
	}

	public Set<String> getTags() {
		return this.tags;
	}

	public void setTags(Set<String> tags) {
		this.tags = tags;
	}

	@Override
	public String toString() {
		return this.name + " v" + this.version + " " + this.since.getTime() + " of "
				+ ((this.sponsor != null) ? this.sponsor.getId() : null) + " " + this.tags;
	}

}
