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

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.SoftDelete;

/**
 * Links that are deleted softly.
 */
public final class Links {

	private Links() {
	}

	/** The elements. */
	@Entity(name = "Topic")
	public static class Topic extends Numbered {

		String name;

		@ManyToOne(fetch = FetchType.LAZY)
		Author author;

	}

	/** Owns the links. */
	@Entity(name = "Essay")
	public static class Essay extends Numbered {

		@ManyToMany
		@SoftDelete
		Set<Topic> topics = new HashSet<>();

		@ElementCollection
		@SoftDelete
		Set<String> words = new HashSet<>();

		@ManyToOne(fetch = FetchType.LAZY)
		Essay previous;

	}

}
