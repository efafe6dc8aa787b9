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
package io.github.memoizedprefetch.model.keytypes;

import java.util.HashSet;
import java.util.Set;

/**
 * An entity with an id of any type, and collections whose keys and elements have it.
 */
public class Keyed {

	Object id;

	String name;

	Set<Keyed> friends = new HashSet<>();

	Set<Referrer> referrers = new HashSet<>();

	Set<String> words = new HashSet<>();

	protected Keyed() {
	}

	public Keyed(Object id, String name) {
		this.id = id;
		this.name = name;
	}

	public Object getId() {
		return this.id;
	}

	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name;
	}

	public Set<Keyed> getFriends() {
		return this.friends;
	}

	public Set<Referrer> getReferrers() {
		return this.referrers;
	}

	public Set<String> getWords() {
		return this.words;
	}

}
