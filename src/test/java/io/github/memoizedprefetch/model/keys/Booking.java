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
import jakarta.persistence.ManyToOne;

/**
 * An item whose foreign keys have several columns.
 */
@Entity
public class Booking {

	@Id
	private Long id;

	@ManyToOne(fetch = FetchType.LAZY)
	private Seat seat;

	@ManyToOne(fetch = FetchType.LAZY)
	private Flight flight;

	@ManyToOne(fetch = FetchType.LAZY)
	private Licence licence;

	protected Booking() {
	}

	public Booking(long id, Seat seat, Flight flight, Licence licence) {
		this.id = id;
		this.seat = seat;
		this.flight = flight;
		this.licence = licence;
	}

	public Long getId() {
		return this.id;
	}

	public Seat getSeat() {
		return this.seat;
	}

	public Flight getFlight() {
		return this.flight;
	}

	public Licence getLicence() {
		return this.licence;
	}

}
