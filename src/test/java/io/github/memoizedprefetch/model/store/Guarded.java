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
package io.github.memoizedprefetch.model.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Version;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;

/** Entities of which more than their own attribute decides who is found. */
public final class Guarded {

	private Guarded() {
	}

	/** Has a code. */
	public interface Coded {

		String getCode();

		void setCode(String code);

	}

	@Entity(name = "Hidden")
	@SQLRestriction("code <> 'c'")
	public static class Hidden implements Coded {

		@Id
		@GeneratedValue
		Long id;

		String code;

		@Override
		public String getCode() {
			return this.code;
		}

		@Override
		public void setCode(String code) {
			this.code = code;
		}

	}

	@Entity(name = "Soft")
	@SoftDelete
	public static class Soft implements Coded {

		@Id
		@GeneratedValue
		Long id;

		String code;

		@Override
		public String getCode() {
			return this.code;
		}

		@Override
		public void setCode(String code) {
			this.code = code;
		}

	}

	@Entity(name = "Converted")
	public static class Converted implements Coded {

		@Id
		@GeneratedValue
		Long id;

		@Convert(converter = Lower.class)
		String code;

		@Override
		public String getCode() {
			return this.code;
		}

		@Override
		public void setCode(String code) {
			this.code = code;
		}

	}

	@Converter
	public static class Lower implements AttributeConverter<String, String> {

		@Override
		public String convertToDatabaseColumn(String code) {
			return (code != null) ? code.toLowerCase(Locale.ROOT) : null;
		}

		@Override
		public String convertToEntityAttribute(String column) {
			return column;
		}

	}

	@Entity(name = "Corrected")
	public static class Corrected implements Coded {

		@Id
		@GeneratedValue
		Long id;

		String code;

		@PreUpdate
		void correct() {
			this.code = this.code.toLowerCase(Locale.ROOT);
		}

		@Override
		public String getCode() {
			return this.code;
		}

		@Override
		public void setCode(String code) {
			this.code = code;
		}

	}

	@Entity(name = "Dynamic")
	@DynamicUpdate
	public static class Dynamic implements Coded {

		@Id
		@GeneratedValue
		Long id;

		String code;

		@Override
		public String getCode() {
			return this.code;
		}

		@Override
		public void setCode(String code) {
			this.code = code;
		}

	}

	@Entity(name = "Part")
	public static class Part implements Coded {

		@Id
		@GeneratedValue
		Long id;

		String code;

		@Override
		public String getCode() {
			return this.code;
		}

		@Override
		public void setCode(String code) {
			this.code = code;
		}

	}

	@Entity(name = "Machine")
	public static class Machine {

		@Id
		@GeneratedValue
		Long id;

		@OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
		List<Part> parts = new ArrayList<>();

		public List<Part> getParts() {
			return this.parts;
		}

	}

	/** Its code is changed within an object that stays the same. */
	@Entity(name = "Labelled")
	public static class Labelled implements Coded {

		@Id
		@GeneratedValue
		Long id;

		@Embedded
		Label label = new Label();

		@Override
		public String getCode() {
			return this.label.code;
		}

		@Override
		public void setCode(String code) {
			this.label.code = code;
		}

	}

	@Embeddable
	public static class Label {

		String code;

	}

	@Entity(name = "Counted")
	public static class Counted implements Coded {

		@Id
		@GeneratedValue
		Long id;

		@Version
		int version;

		String code;

		@ElementCollection
		Set<String> former = new HashSet<>();

		@Override
		public String getCode() {
			return this.code;
		}

		@Override
		public void setCode(String code) {
			this.former.add(String.valueOf(this.code));
			this.code = code;
		}

	}

}
