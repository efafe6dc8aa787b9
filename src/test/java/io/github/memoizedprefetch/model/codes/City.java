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

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;

/**
 * An owner whose id is not called id, with foreign keys of the less usual kinds.
 */
@Entity
public class City {

	@Id
	private String name;

	@ManyToOne(fetch = FetchType.LAZY)
	@JoinColumn(name = "country_code", referencedColumnName = "code")
	private Country countryByCode;

	/** May point to a row that does not exist. */
	@ManyToOne(fetch = FetchType.LAZY)
	@JoinColumn(name = "country_number", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
	private Country country;

	@ManyToMany
	@JoinTable(name = "city_neighbours", inverseForeignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
	private List<Country> neighbours = new ArrayList<>();

	@ManyToMany
	@JoinTable(name = "city_visitors")
	private List<Country> visitors = new ArrayList<>();

	protected City() {
	}

	public City(String name, Country countryByCode, Country country) {
		this.name = name;
		this.countryByCode = countryByCode;
		this.country = country;
	}

	public String getName() {
		return this.name;
	}

	public Country getCountryByCode() {
		return this.countryByCode;
	}

	public Country getCountry() {
		return this.country;
	}

	public List<Country> getNeighbours() {
		return this.neighbours;
	}

	public List<Country> getVisitors() {
		return this.visitors;
	}

}
