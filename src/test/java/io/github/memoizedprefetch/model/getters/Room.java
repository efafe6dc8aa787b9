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
package io.github.memoizedprefetch.model.getters;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/**
 * A room of a {@link House}, of which the house has several collections.
 */
@Entity
public class Room {

	@Id
	private int id;

	@ManyToOne(fetch = FetchType.LAZY)
	private House house;

	@ManyToOne(fetch = FetchType.LAZY)
	private House kept;

	@ManyToOne(fetch = FetchType.LAZY)
	private House listed;

	@ManyToOne(fetch = FetchType.LAZY)
	private Person painter;

	protected Room() {
	}

	public Room(int id, House house, Person painter) {
		this.id = id;
		this.house = house;
		this.kept = house;
		this.listed = house;
		this.painter = painter;
	}

	public int getId() {
		return this.id;
	}

	public House getHouse() {
		return this.house;
	}

	public Person getPainter() {
		return this.painter;
	}

}
