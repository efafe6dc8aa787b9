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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;

/**
 * Rows that the database deletes, or changes, by foreign keys.
 */
public final class Cascades {

	private Cascades() {
	}

	/** The start. */
	@Entity(name = "Star")
	public static class Star extends Numbered {

		String name;

		@OneToMany(mappedBy = "star")
		Set<Planet> planets = new HashSet<>();

		@OneToMany(mappedBy = "orbited")
		Set<Comet> comets = new HashSet<>();

	}

	/** Goes with its star. */
	@Entity(name = "Planet")
	public static class Planet extends Numbered {

		String name;

		@ManyToOne(fetch = FetchType.LAZY)
		@OnDelete(action = OnDeleteAction.CASCADE)
		Star star;

		@OneToMany(mappedBy = "planet")
		List<Moon> moons = new ArrayList<>();

		@ElementCollection
		@OnDelete(action = OnDeleteAction.CASCADE)
		Set<String> craters = new HashSet<>();

	}

	/** Goes with its planet. */
	@Entity(name = "Moon")
	public static class Moon extends Numbered {

		String name;

		@ManyToOne(fetch = FetchType.LAZY)
		@OnDelete(action = OnDeleteAction.CASCADE)
		Planet planet;

		@OneToMany(mappedBy = "moon")
		Set<Probe> probes = new HashSet<>();

	}

	/** Goes with its planet, but others lead to it too. */
	@Entity(name = "Comet")
	public static class Comet extends Numbered {

		String name;

		@ManyToOne(fetch = FetchType.LAZY)
		@OnDelete(action = OnDeleteAction.CASCADE)
		Planet origin;

		@ManyToOne(fetch = FetchType.LAZY)
		@OnDelete(action = OnDeleteAction.CASCADE)
		Star orbited;

	}

	/** Survives its moon. */
	@Entity(name = "Probe")
	public static class Probe extends Numbered {

		String name;

		@ManyToOne(fetch = FetchType.LAZY)
		@OnDelete(action = OnDeleteAction.SET_NULL)
		Moon moon;

	}

	/** Refers to probes, which are never deleted by the database. */
	@Entity(name = "Mission")
	public static class Mission extends Numbered {

		@ManyToOne(fetch = FetchType.LAZY)
		Probe probe;

		@ManyToOne(fetch = FetchType.LAZY)
		@OnDelete(action = OnDeleteAction.SET_NULL)
		Star star;

		@ManyToOne(fetch = FetchType.LAZY)
		@OnDelete(action = OnDeleteAction.SET_NULL)
		Moon goal;

	}

}
