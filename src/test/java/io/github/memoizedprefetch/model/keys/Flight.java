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
package io.github.memoizedprefetch.model.keys;

import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.OneToMany;
import org.hibernate.annotations.BatchSize;

/**
 * A target with an id class.
 */
@Entity
@IdClass(FlightId.class)
public class Flight {

	@Id
	private String airline;

	@Id
	private Integer number;

	private String destination;

	/** The batch size is too small on purpose. */
	@OneToMany(mappedBy = "flight")
	@BatchSize(size = 2)
	private Set<CrewMember> crew = new HashSet<>();

	@OneToMany(mappedBy = "id.flight")
	private Set<Shift> shifts = new HashSet<>();

	protected Flight() {
	}

	public Flight(String airline, int number, String destination) {
		this.airline = airline;
		this.number = number;
		this.destination = destination;
	}

	public String getAirline() {
		return this.airline;
	}

	public Integer getNumber() {
		return this.number;
	}

	public String getDestination() {
		return this.destination;
	}

	public Set<Shift> getShifts() {
		return this.shifts;
	}

	public Set<CrewMember> getCrew() {
		return this.crew;
	}

}
