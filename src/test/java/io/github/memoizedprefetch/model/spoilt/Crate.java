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
package io.github.memoizedprefetch.model.spoilt;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;

/**
 * Refers to rows that can hold what their entity cannot.
 */
@Entity
public class Crate {

	@Id
	private Long id;

	@ManyToOne(fetch = FetchType.LAZY)
	private Label label;

	@OneToMany
	@JoinColumn(name = "crate_id")
	@OrderColumn(name = "place")
	private List<Label> ordered = new ArrayList<>();

	@ManyToMany
	private List<Label> linked = new ArrayList<>();

	@ElementCollection
	@Enumerated(EnumType.STRING)
	@Column(name = "colour", columnDefinition = "varchar(20)")
	private List<Colour> colours = new ArrayList<>();

	protected Crate() {
	}

	public Crate(long id, Label label) {
		this.id = id;
		this.label = label;
	}

	public Long getId() {
		return this.id;
	}

	public Label getLabel() {
		return this.label;
	}

	public List<Label> getOrdered() {
		return this.ordered;
	}

	public List<Label> getLinked() {
		return this.linked;
	}

	public List<Colour> getColours() {
		return this.colours;
	}

	/** Its constants are not all that the column may hold. */
	public enum Colour {

		RED, BLUE

	}

	/** What a converter makes of a text. */
	public record Tone(String text) {
	}

	static class ToneConverter implements AttributeConverter<Tone, String> {

		@Override
		public String convertToDatabaseColumn(Tone tone) {
			return (tone != null) ? tone.text() : null;
		}

		@Override
		public Tone convertToEntityAttribute(String text) {
			if ("none".equals(text)) {
				throw new IllegalStateException("no tone");
			}
			return (text != null) ? new Tone(text) : null;
		}

	}

	@Entity(name = "Label")
	@DiscriminatorColumn(name = "kind")
	public static class Label {

		@Id
		private Long id;

		@Enumerated(EnumType.STRING)
		@Column(columnDefinition = "varchar(20)")
		private Colour colour = Colour.RED;

		@Convert(converter = ToneConverter.class)
		private Tone tone = new Tone("dark");

		@Column(columnDefinition = "integer")
		private int number;

		protected Label() {
		}

		public Label(long id) {
			this.id = id;
			this.number = (int) id;
		}

		public String text() {
			return this.id + " " + this.colour + " " + this.tone + " " + this.number;
		}

	}

	@Entity(name = "Sticker")
	public static class Sticker extends Label {

		protected Sticker() {
		}

		public Sticker(long id) {
			super(id);
		}

	}

}
