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

import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.PostLoad;
import jakarta.persistence.Transient;

/**
 * A target that Hibernate loads more with: EAGER associations and collections, and the
 * inverse side of a one-to-one.
 */
@Entity
public class Customer {

	@Id
	private Long id;

	private String name;

	@ManyToOne
	private Region region;

	@ManyToMany(fetch = FetchType.EAGER)
	private Set<Region> visited = new HashSet<>();

	@ElementCollection(fetch = FetchType.EAGER)
	private Set<String> phones = new HashSet<>();

	@OneToOne(mappedBy = "customer", fetch = FetchType.LAZY)
	private Card card;

	@Transient
	private int postLoads;

	@Transient
	private String greeting;

	protected Customer() {
	}

	public Customer(long id, String name, Region region) {
		this.id = id;
		this.name = name;
		this.region = region;
	}

	@PostLoad
	void postLoad() {
		this.postLoads++;
		this.greeting = "Dear " + this.name;
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

	public Region getRegion() {
		return this.region;
	}

	public Set<Region> getVisited() {
		return this.visited;
	}

	public Set<String> getPhones() {
		return this.phones;
	}

	public Card getCard() {
		return this.card;
	}

	public int getPostLoads() {
		return this.postLoads;
	}

	public String getGreeting() {
		return this.greeting;
	}

}
