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

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderColumn;

/**
 * Rows that Hibernate cannot read, or refuses to.
 */
public final class Blots {

	private Blots() {
	}

	/** A value. */
	public record Grade(int number) {
	}

	/** Reads numbers, which are not all that there is. */
	public static class GradeConverter implements AttributeConverter<Grade, String> {

		@Override
		public String convertToDatabaseColumn(Grade grade) {
			return (grade != null) ? String.valueOf(grade.number()) : null;
		}

		@Override
		public Grade convertToEntityAttribute(String text) {
			return (text != null) ? new Grade(Integer.parseInt(text)) : null;
		}

	}

	/** Some cannot be read. */
	@Entity(name = "Blot")
	public static class Blot extends Numbered {

		@Convert(converter = GradeConverter.class)
		Grade grade;

		String text;

	}

	/** May have several smears, which its mapping does not know. */
	@Entity(name = "Stain")
	public static class Stain extends Numbered {

		String text;

		@OneToOne(mappedBy = "stain")
		Smear smear;

	}

	/** Is one of a stain. */
	@Entity(name = "Smear")
	public static class Smear extends Numbered {

		String text;

		@OneToOne(fetch = FetchType.LAZY)
		@JoinColumn(name = "stain_id", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
		Stain stain;

	}

	/** Leads to them. */
	@Entity(name = "Sheet")
	public static class Sheet extends Numbered {

		@ManyToOne(fetch = FetchType.LAZY)
		Blot blot;

		@ManyToOne(fetch = FetchType.LAZY)
		Stain stain;

		@ManyToOne(fetch = FetchType.LAZY)
		Sheet next;

		@ManyToMany
		Set<Blot> linked = new HashSet<>();

		@OneToMany
		@JoinColumn(name = "sheet_id")
		@OrderColumn
		List<Blot> ordered = new ArrayList<>();

		@ElementCollection
		@Convert(converter = GradeConverter.class)
		Set<Grade> grades = new HashSet<>();

	}

}
