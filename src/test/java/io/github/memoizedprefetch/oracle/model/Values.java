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
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import org.hibernate.annotations.Immutable;

/**
 * Mutable values that the mapping calls immutable.
 */
public final class Values {

	private Values() {
	}

	/** Of which Hibernate makes no copies. */
	@Converter
	@Immutable
	public static class ToneConverter implements AttributeConverter<Tone, String> {

		@Override
		public String convertToDatabaseColumn(Tone tone) {
			return (tone != null) ? tone.toString() : null;
		}

		@Override
		public Tone convertToEntityAttribute(String column) {
			return (column != null) ? new Tone(column) : null;
		}

	}

	/** Has no equality. */
	public static class Tone {

		private String text;

		public Tone(String text) {
			this.text = text;
		}

		public void change() {
			this.text = "changed " + this.text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

	/** Has such values, and such elements. */
	@Entity(name = "Song")
	public static class Song extends Numbered {

		@Convert(converter = ToneConverter.class)
		Tone tone;

		@Convert(converter = MoodConverter.class)
		Mood mood;

		@ElementCollection
		@OrderColumn
		@Convert(converter = ToneConverter.class)
		List<Tone> tones = new ArrayList<>();

		byte[] score;

	}

	/** Refers to them. */
	@Entity(name = "Concert")
	public static class Concert extends Numbered {

		@ManyToOne(fetch = FetchType.LAZY)
		Song song;

		@ManyToMany
		Set<Song> songs = new HashSet<>();

	}

}
