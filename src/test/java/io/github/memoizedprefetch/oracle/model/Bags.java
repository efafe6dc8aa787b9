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
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;

/**
 * EAGER bags within targets.
 */
public final class Bags {

	private Bags() {
	}

	/** Has bags that are loaded with it. */
	@Entity(name = "Nest")
	public static class Nest extends Numbered {

		String name;

		@ElementCollection(fetch = FetchType.EAGER)
		List<String> words = new ArrayList<>();

		@OneToMany(mappedBy = "home")
		List<Bird> inhabitants = new ArrayList<>();

	}

	/** Several have one nest. */
	@Entity(name = "Bird")
	public static class Bird extends Numbered {

		String name;

		@ManyToOne
		Nest nest;

		@ManyToOne(fetch = FetchType.LAZY)
		Nest home;

	}

	/** A bag of entities. */
	@Entity(name = "Flock")
	public static class Flock extends Numbered {

		String name;

		@ManyToMany(fetch = FetchType.EAGER)
		List<Wood> regions = new ArrayList<>();

	}

	/** Refers to all of them. */
	@Entity(name = "Tree")
	public static class Tree extends Numbered {

		@ManyToOne(fetch = FetchType.LAZY)
		Bird bird;

		@ManyToMany
		Set<Bird> birds = new HashSet<>();

		@ManyToOne(fetch = FetchType.LAZY)
		Flock flock;

		@ManyToOne(fetch = FetchType.LAZY)
		Nest nest;

	}

	/** An element of a bag that has a companion. */
	@Entity(name = "Wood")
	public static class Wood extends Numbered {

		String name;

		@ManyToOne
		Nest nest;

	}

}
