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

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;

/**
 * A through entity without an id of its own: its associations are its id.
 */
@Entity
@IdClass(CrewMemberId.class)
public class CrewMember {

	@Id
	@ManyToOne(fetch = FetchType.LAZY)
	private Flight flight;

	@Id
	@ManyToOne(fetch = FetchType.LAZY)
	private Pilot pilot;

	private String role;

	protected CrewMember() {
	}

	public CrewMember(Flight flight, Pilot pilot, String role) {
		this.flight = flight;
		this.pilot = pilot;
		this.role = role;
	}

	public Flight getFlight() {
		return this.flight;
	}

	public Pilot getPilot() {
		return this.pilot;
	}

	public String getRole() {
		return this.role;
	}

}
