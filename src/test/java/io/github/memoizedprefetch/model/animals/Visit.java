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
package io.github.memoizedprefetch.model.animals;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/**
 * An item that refers to base classes and to subclasses.
 */
@Entity
public class Visit {

	@Id
	private Long id;

	@ManyToOne(fetch = FetchType.LAZY)
	private Animal animal;

	@ManyToOne(fetch = FetchType.LAZY)
	private Person attendant;

	@ManyToOne(fetch = FetchType.LAZY)
	private Vet vet;

	protected Visit() {
	}

	public Visit(long id, Animal animal, Person attendant, Vet vet) {
		this.id = id;
		this.animal = animal;
		this.attendant = attendant;
		this.vet = vet;
	}

	public Long getId() {
		return this.id;
	}

	public Animal getAnimal() {
		return this.animal;
	}

	public Person getAttendant() {
		return this.attendant;
	}

	public Vet getVet() {
		return this.vet;
	}

}
