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
package io.github.memoizedprefetch.model.bags;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;

/**
 * Has two EAGER bags and a lazy one.
 */
@Entity
public class Parent {

	@Id
	private Long id;

	@ElementCollection(fetch = FetchType.EAGER)
	private List<String> words = new ArrayList<>();

	@ManyToMany(fetch = FetchType.EAGER)
	private List<Hobby> hobbies = new ArrayList<>();

	@ElementCollection
	private List<String> names = new ArrayList<>();

	protected Parent() {
	}

	public Parent(long id, List<Hobby> hobbies) {
		this.id = id;
		this.words.addAll(List.of("word", "word", "word " + id));
		this.hobbies.addAll(hobbies);
		this.names.addAll(List.of("name", "name " + id));
	}

	public Long getId() {
		return this.id;
	}

	public List<String> getWords() {
		return this.words;
	}

	public List<Hobby> getHobbies() {
		return this.hobbies;
	}

	public List<String> getNames() {
		return this.names;
	}

}
