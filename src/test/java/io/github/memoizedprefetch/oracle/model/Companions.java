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

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedAttributeNode;
import jakarta.persistence.NamedEntityGraph;
import jakarta.persistence.NamedSubgraph;

/**
 * EAGER references one behind the other.
 */
public final class Companions {

	private Companions() {
	}

	/** The last. */
	@Entity(name = "Region")
	public static class Region extends Numbered {

		String name;

	}

	/** Before the last. */
	@Entity(name = "City")
	public static class City extends Numbered {

		String name;

		@ManyToOne
		Region region;

	}

	/** Has them all as companions. */
	@Entity(name = "Street")
	public static class Street extends Numbered {

		String name;

		@ManyToOne
		City city;

		@ManyToOne(fetch = FetchType.LAZY)
		Region other;

	}

	/** Leads to them. */
	@Entity(name = "House")
	@NamedEntityGraph(name = "House.deep",
			attributeNodes = { @NamedAttributeNode("neighbour"),
					@NamedAttributeNode(value = "street", subgraph = "street") },
			subgraphs = @NamedSubgraph(name = "street", attributeNodes = @NamedAttributeNode("other")))
	public static class House extends Numbered {

		String name;

		@ManyToOne(fetch = FetchType.LAZY)
		Street street;

		@ManyToOne(fetch = FetchType.LAZY)
		House neighbour;

		@ManyToMany
		Set<Street> corners = new HashSet<>();

	}

}
