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
package io.github.memoizedprefetch.model.frozen;

import java.util.List;

import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import org.hibernate.annotations.Parent;

/**
 * An embedded value that knows its owner.
 */
@Embeddable
public class Part {

	@Convert(converter = TagsConverter.class)
	private List<String> marks;

	@Parent
	private Frozen owner;

	protected Part() {
	}

	public Part(List<String> marks) {
		this.marks = marks;
	}

	public List<String> getMarks() {
		return this.marks;
	}

	public Frozen getOwner() {
		return this.owner;
	}

	public void setOwner(Frozen owner) {
		this.owner = owner;
	}

}
