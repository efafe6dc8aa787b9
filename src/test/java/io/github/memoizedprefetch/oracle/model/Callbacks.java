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

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.PostLoad;

/**
 * Callbacks and listeners that change persistent attributes.
 */
public final class Callbacks {

	private Callbacks() {
	}

	/** Changed by its own callback. */
	@Entity(name = "Greeting")
	public static class Greeting extends Numbered {

		String text;

		@ManyToOne(fetch = FetchType.LAZY)
		Author author;

		@PostLoad
		void greet() {
			this.text = "<" + this.text + ">";
		}

	}

	/** Changed by a {@code PostLoadEventListener} and a {@code PreLoadEventListener}. */
	@Entity(name = "Motto")
	public static class Motto extends Numbered {

		public String text;

		/** What a {@code PreLoadEventListener} makes of it is in no column. */
		@Column(name = "before_load") // the attribute's name is a word of MariaDB's
		String before;

		@ManyToOne(fetch = FetchType.LAZY)
		Greeting greeting;

	}

	/** Changed by {@code Interceptor.onLoad}. */
	@Entity(name = "Slogan")
	public static class Slogan extends Numbered {

		String text;

		@ManyToOne
		Motto motto;

	}

	/** Refers to them. */
	@Entity(name = "Speech")
	public static class Speech extends Numbered {

		@ManyToOne(fetch = FetchType.LAZY)
		Greeting greeting;

		@ManyToOne(fetch = FetchType.LAZY)
		Motto motto;

		@ManyToOne(fetch = FetchType.LAZY)
		Slogan slogan;

		@ManyToMany
		Set<Greeting> greetings = new HashSet<>();

		@ManyToOne(fetch = FetchType.LAZY)
		Work work;

	}

}
