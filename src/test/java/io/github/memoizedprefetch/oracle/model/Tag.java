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

import java.util.Comparator;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.SQLRestriction;

/**
 * Sorted by columns, and hidden from references by a restriction.
 */
@Entity
@SQLRestriction("hidden = false")
public class Tag extends Stored implements Comparable<Tag> {

	@Id
	String id;

	int priority;

	boolean hidden;

	@Override
	public void number(int number) {
		super.number(number);
		this.id = "t" + number;
	}

	public int getPriority() {
		return this.priority;
	}

	public int getSerial() {
		return this.serial;
	}

	@Override
	public int compareTo(Tag other) {
		return Comparator.comparing(Tag::getPriority).thenComparing(Tag::getSerial).compare(this, other);
	}

}
