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

import java.time.LocalDate;
import java.util.Date;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Mutability;
import org.hibernate.annotations.Type;
import org.hibernate.type.descriptor.java.Immutability;

/**
 * Its values are mutable, its mapping says that they are not.
 */
@Entity
public class Frozen {

	@Id
	private Long id;

	@Convert(converter = TagsConverter.class)
	private List<String> tags;

	@Mutability(Immutability.class)
	@Column(name = "moment")
	private Date day;

	@Type(TextType.class)
	private StringBuilder text;

	private LocalDate date = LocalDate.of(2026, 1, 1);

	private Part part;

	protected Frozen() {
	}

	public Frozen(long id, List<String> tags, Date day, StringBuilder text, Part part) {
		this.id = id;
		this.tags = tags;
		this.day = day;
		this.text = text;
		this.part = part;
	}

	public List<String> getTags() {
		return this.tags;
	}

	public Date getDay() {
		return this.day;
	}

	public StringBuilder getText() {
		return this.text;
	}

	public LocalDate getDate() {
		return this.date;
	}

	public Part getPart() {
		return this.part;
	}

}
