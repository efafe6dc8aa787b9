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

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import org.hibernate.annotations.Temporal;

/**
 * Tables that keep the rows that are no longer in force, since Hibernate 7.4. Before they
 * are as any other.
 */
public final class Temporals {

	private Temporals() {
	}

	/** The elements. */
	@Entity(name = "Player")
	public static class Player extends Numbered {

		String name;

		@ManyToOne(fetch = FetchType.LAZY)
		Author author;

	}

	/** Owns the links. */
	@Entity(name = "Team")
	public static class Team extends Numbered {

		@ManyToMany
		@Temporal
		Set<Player> players = new HashSet<>();

		@ElementCollection
		@Temporal
		Set<String> names = new HashSet<>();

		@ManyToMany
		@Temporal
		@JoinTable(name = "Team_post")
		Map<String, Player> posts = new HashMap<>();

		@ManyToOne(fetch = FetchType.LAZY)
		Team rival;

		@OneToMany(mappedBy = "team")
		Set<Contract> contracts = new HashSet<>();

	}

	/** Has earlier versions. */
	@Entity(name = "Contract")
	@Temporal
	public static class Contract extends Numbered {

		String name;

		@ManyToOne(fetch = FetchType.LAZY)
		Team team;

		@ManyToOne(fetch = FetchType.LAZY)
		Player player;

	}

}
