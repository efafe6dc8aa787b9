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
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;

/**
 * Links to rows that are items themselves, and so in the session.
 */
public final class Peers {

	private Peers() {
	}

	/** By a number. */
	@Entity(name = "Peer")
	public static class Peer extends Numbered {

		String name;

		@ManyToMany
		Set<Peer> peers = new HashSet<>();

		@ManyToOne(fetch = FetchType.LAZY)
		Crest crest;

	}

	/** By an array. */
	@Entity(name = "Crest")
	public static class Crest extends Stored {

		@Id
		byte[] id;

		String text;

		@ManyToMany
		Set<Crest> peers = new HashSet<>();

		@ManyToMany
		Set<Peer> bearers = new HashSet<>();

		@Override
		public void number(int number) {
			super.number(number);
			this.id = new byte[] { 9, (byte) number };
		}

	}

}
