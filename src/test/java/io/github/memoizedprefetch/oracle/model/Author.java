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

import jakarta.persistence.CascadeType;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;

/**
 * Assigned ids from 0 on, a converter, references to its own class and to an abstract
 * one, the inverse side of a one-to-one.
 */
@Entity
public class Author extends Stored {

	@Id
	Long id;

	String name;

	@Convert(converter = MoodConverter.class)
	Mood mood;

	@ManyToOne(fetch = FetchType.LAZY)
	Author mentor;

	@ManyToOne(fetch = FetchType.LAZY, cascade = CascadeType.ALL)
	Company agency;

	@OneToOne(mappedBy = "author", fetch = FetchType.LAZY, cascade = CascadeType.ALL)
	Biography biography;

	@OneToMany(mappedBy = "author")
	List<Work> works = new ArrayList<>();

	@ElementCollection
	Set<String> pseudonyms = new HashSet<>();

	@Override
	public void number(int number) {
		super.number(number);
		this.id = (long) number;
	}

}
