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
import java.util.Objects;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;

/**
 * Equality by fields, and elements that other paths lead to.
 */
public final class Twins {

	private Twins() {
	}

	/** Reads the fields of the other one: a proxy has none. */
	@Entity(name = "Twin")
	public static class Twin extends Numbered {

		String name;

		@ManyToOne(fetch = FetchType.LAZY)
		Twin sibling;

		@ManyToOne(fetch = FetchType.LAZY)
		Pair pair;

		@Override
		public void number(int number) {
			super.number(number);
			this.name = "twin " + number;
		}

		/** Another one that is equal. */
		public static Twin like(Twin twin) {
			Twin like = new Twin();
			like.name = twin.getName();
			return like;
		}

		String getName() {
			return this.name;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Twin twin && Objects.equals(twin.name, this.name);
		}

		@Override
		public int hashCode() {
			return Objects.hashCode(this.name);
		}

	}

	/** Has twins. */
	@Entity(name = "Pair")
	public static class Pair extends Numbered {

		String name;

		@OneToMany(mappedBy = "pair")
		List<Twin> twins = new ArrayList<>();

		@ManyToMany
		@JoinTable(name = "Pair_friends")
		@OrderColumn
		List<Twin> friends = new ArrayList<>();

		@ManyToMany
		@JoinTable(name = "Pair_others")
		Set<Twin> others = new HashSet<>();

		@ManyToOne(fetch = FetchType.LAZY)
		Twin best;

	}

}
