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

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;

/**
 * References that lead back to items, with cascades.
 */
public final class Graphs {

	private Graphs() {
	}

	/** Merges what it refers to. */
	@Entity(name = "Piece")
	public static class Piece extends Numbered {

		String name;

		@ManyToOne(fetch = FetchType.LAZY, cascade = CascadeType.MERGE)
		Cluster cluster;

		@ManyToOne(fetch = FetchType.LAZY, cascade = CascadeType.ALL)
		Cluster owned;

		@ManyToOne(fetch = FetchType.LAZY)
		Piece plain;

	}

	/** Refers to items. */
	@Entity(name = "Cluster")
	public static class Cluster extends Numbered {

		String name;

		@ManyToOne(fetch = FetchType.LAZY, cascade = CascadeType.MERGE)
		Piece best;

		@ManyToOne(fetch = FetchType.LAZY, cascade = CascadeType.ALL)
		Piece first;

		@OneToMany(mappedBy = "cluster", cascade = CascadeType.MERGE)
		Set<Piece> pieces = new HashSet<>();

		@Version
		int version;

	}

}
