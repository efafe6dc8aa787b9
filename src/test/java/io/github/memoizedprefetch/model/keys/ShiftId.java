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

import java.io.Serializable;

import jakarta.persistence.Embeddable;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;

/**
 * An embedded id that holds associations.
 */
@Embeddable
public class ShiftId implements Serializable {

	@ManyToOne(fetch = FetchType.LAZY)
	private Flight flight;

	@ManyToOne(fetch = FetchType.LAZY)
	private Pilot pilot;

	protected ShiftId() {
	}

	public ShiftId(Flight flight, Pilot pilot) {
		this.flight = flight;
		this.pilot = pilot;
	}

	public Flight getFlight() {
		return this.flight;
	}

	public Pilot getPilot() {
		return this.pilot;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof ShiftId id && id.getPilot().getId().equals(this.pilot.getId())
				&& id.getFlight().getAirline().equals(this.flight.getAirline())
				&& id.getFlight().getNumber().equals(this.flight.getNumber());
	}

	@Override
	public int hashCode() {
		return this.pilot.getId().hashCode();
	}

}
