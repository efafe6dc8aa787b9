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
import java.util.Objects;

/**
 * An id class.
 */
public class FlightId implements Serializable {

	private String airline;

	private Integer number;

	protected FlightId() {
	}

	public FlightId(String airline, Integer number) {
		this.airline = airline;
		this.number = number;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof FlightId id && id.airline.equals(this.airline) && id.number.equals(this.number);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.airline, this.number);
	}

}
