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

package io.github.memoizedprefetch.oracle.model;

import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import org.hibernate.annotations.DiscriminatorOptions;

/**
 * Collections of subclasses, whose tables hold rows of others too.
 */
public final class Subclasses {

	private Subclasses() {
	}

	/** All in one table. */
	@Entity(name = "Animal")
	public static class Animal extends Numbered {

		String name;

	}

	/** Refers to its keeper. */
	@Entity(name = "Cat")
	public static class Cat extends Animal {

		@ManyToOne(fetch = FetchType.LAZY)
		Keeper keeper;

	}

	/** Has a column of its keeper's. */
	@Entity(name = "Dog")
	public static class Dog extends Animal {

		String trick;

	}

	/** One level deeper. */
	@Entity(name = "Puppy")
	public static class Puppy extends Dog {

	}

	/** In tables that are joined, with a discriminator besides. */
	@Entity(name = "Tool")
	@Inheritance(strategy = InheritanceType.JOINED)
	@DiscriminatorColumn
	@DiscriminatorOptions(force = true)
	public static class Tool extends Numbered {

		String name;

	}

	/** Refers to its keeper. */
	@Entity(name = "Saw")
	public static class Saw extends Tool {

		@ManyToOne(fetch = FetchType.LAZY)
		Keeper keeper;

	}

	/** Has a column of its keeper's. */
	@Entity(name = "Drill")
	public static class Drill extends Tool {

		String bit;

	}

	/** Has some of each. */
	@Entity(name = "Keeper")
	public static class Keeper extends Numbered {

		@OneToMany(mappedBy = "keeper")
		Set<Cat> cats = new HashSet<>();

		@OneToMany
		@JoinColumn(name = "walker_id")
		Set<Dog> walked = new HashSet<>();

		@OneToMany
		@JoinColumn(name = "trainer_id")
		Set<Puppy> trained = new HashSet<>();

		@ManyToMany
		Set<Dog> known = new HashSet<>();

		@OneToMany(mappedBy = "keeper")
		Set<Saw> saws = new HashSet<>();

		@OneToMany
		@JoinColumn(name = "user_id")
		Set<Drill> drills = new HashSet<>();

		@ManyToOne(fetch = FetchType.LAZY)
		Dog favourite;

	}

}
