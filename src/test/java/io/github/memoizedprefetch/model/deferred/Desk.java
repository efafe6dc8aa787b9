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
package io.github.memoizedprefetch.model.deferred;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.PostLoad;

/**
 * Its targets are heard of when they are loaded, each in another way.
 */
@Entity
public class Desk {

	/** What was told of entities that are loaded. */
	public static final List<String> LOADED = new ArrayList<>();

	@Id
	private Long id;

	@ManyToOne(fetch = FetchType.LAZY)
	private Letter letter;

	@ManyToOne(fetch = FetchType.LAZY)
	private Listened listened;

	@ManyToOne(fetch = FetchType.LAZY)
	private Heard heard;

	@ManyToOne(fetch = FetchType.LAZY)
	private Trimmed trimmed;

	@ManyToOne(fetch = FetchType.LAZY)
	private Coded coded;

	@ManyToOne(fetch = FetchType.LAZY)
	private Folder folder;

	@ManyToMany
	@OrderBy("id")
	private List<Letter> letters = new ArrayList<>();

	@ManyToMany
	@JoinTable(name = "Desk_Name")
	@MapKeyColumn(name = "place")
	private Map<String, Letter> byName = new HashMap<>();

	protected Desk() {
	}

	public Desk(long id) {
		this.id = id;
	}

	public void fill(Letter letter, List<Letter> letters, Listened listened, Heard heard, Trimmed trimmed, Coded coded,
			Folder folder) {
		this.letter = letter;
		this.letters.addAll(letters.subList(0, (int) (this.id % 3) + 1));
		this.letters.forEach((each) -> this.byName.put("n" + each.id, each));
		this.listened = listened;
		this.heard = heard;
		this.trimmed = trimmed;
		this.coded = coded;
		this.folder = folder;
	}

	public Long getId() {
		return this.id;
	}

	public Letter getLetter() {
		return this.letter;
	}

	public Listened getListened() {
		return this.listened;
	}

	public Heard getHeard() {
		return this.heard;
	}

	public Trimmed getTrimmed() {
		return this.trimmed;
	}

	public Coded getCoded() {
		return this.coded;
	}

	public Folder getFolder() {
		return this.folder;
	}

	public List<Letter> getLetters() {
		return this.letters;
	}

	public Map<String, Letter> getByName() {
		return this.byName;
	}

	/** Changed by a callback of its own, if its id is odd. */
	@Entity(name = "Letter")
	public static class Letter {

		@Id
		private Long id;

		private String text;

		@ManyToOne(fetch = FetchType.LAZY)
		private Leaf leaf;

		@ManyToOne(fetch = FetchType.LAZY)
		private Letter next;

		@OneToMany(mappedBy = "next")
		private List<Letter> replies = new ArrayList<>();

		@Embedded
		private Envelope envelope;

		@ElementCollection
		@OrderColumn
		private List<Envelope> envelopes = new ArrayList<>();

		protected Letter() {
		}

		public Letter(long id, String text, Leaf leaf) {
			this.id = id;
			this.text = text;
			this.leaf = leaf;
		}

		@PostLoad
		void loaded() {
			LOADED.add("letter " + this.id);
			if (this.id % 2 == 1) {
				this.text = "<" + this.text + ">";
			}
		}

		public String getText() {
			return this.text;
		}

		public void setText(String text) {
			this.text = text;
		}

		public Leaf getLeaf() {
			return this.leaf;
		}

		public Letter getNext() {
			return this.next;
		}

		public void setNext(Letter next) {
			this.next = next;
		}

		public List<Letter> getReplies() {
			return this.replies;
		}

		public Envelope getEnvelope() {
			return this.envelope;
		}

		public List<Envelope> getEnvelopes() {
			return this.envelopes;
		}

		public void enclose(Letter letter, Letter other) {
			this.envelope = new Envelope(letter);
			this.envelopes.add(new Envelope(other));
			this.envelopes.add(new Envelope(letter));
		}

	}

	/** What is in it is told of when it is loaded. */
	@Embeddable
	public static class Envelope {

		@ManyToOne(fetch = FetchType.LAZY)
		private Letter enclosed;

		protected Envelope() {
		}

		Envelope(Letter enclosed) {
			this.enclosed = enclosed;
		}

		public Letter getEnclosed() {
			return this.enclosed;
		}

	}

	/** Has an EAGER letter. */
	@Entity(name = "Folder")
	public static class Folder {

		@Id
		private Long id;

		@ManyToOne
		private Letter letter;

		protected Folder() {
		}

		public Folder(long id, Letter letter) {
			this.id = id;
			this.letter = letter;
		}

		public Letter getLetter() {
			return this.letter;
		}

	}

	/** Nobody hears of it. */
	@Entity(name = "Leaf")
	public static class Leaf {

		@Id
		private Long id;

		private String name;

		protected Leaf() {
		}

		public Leaf(long id, String name) {
			this.id = id;
			this.name = name;
		}

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

	}

	/** Changed by an entity listener. */
	@Entity(name = "Listened")
	@EntityListeners(Listened.Listener.class)
	public static class Listened {

		@Id
		private Long id;

		private String name;

		protected Listened() {
		}

		public Listened(long id) {
			this.id = id;
			this.name = "listened" + id;
		}

		public String getName() {
			return this.name;
		}

		/** Hears of it. */
		public static class Listener {

			@PostLoad
			void loaded(Listened entity) {
				LOADED.add("listened " + entity.id);
				entity.name = entity.name + "*";
			}

		}

	}

	/** Listeners of the session factory may hear of it. */
	@Entity(name = "Heard")
	public static class Heard {

		@Id
		private Long id;

		private String name;

		protected Heard() {
		}

		public Heard(long id) {
			this.id = id;
			this.name = "heard" + id;
		}

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		@Override
		public String toString() {
			return "Heard" + this.id;
		}

	}

	/** Its setter trims. */
	@Entity(name = "Trimmed")
	public static class Trimmed {

		private Long id;

		private String name;

		protected Trimmed() {
		}

		public Trimmed(long id) {
			this.id = id;
			this.name = "trimmed";
		}

		@Id
		public Long getId() {
			return this.id;
		}

		public void setId(Long id) {
			this.id = id;
		}

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name.trim();
		}

	}

	/** Its value is equal to nothing but itself. */
	@Entity(name = "Coded")
	public static class Coded {

		@Id
		private Long id;

		@Convert(converter = CodeConverter.class)
		private Code code;

		protected Coded() {
		}

		public Coded(long id) {
			this.id = id;
			this.code = new Code("code" + id);
		}

		public Code getCode() {
			return this.code;
		}

	}

	/** Without equals. */
	public static final class Code {

		private String value;

		public Code(String value) {
			this.value = value;
		}

		public String value() {
			return this.value;
		}

		public void change(String value) {
			this.value = value;
		}

	}

	/** To and from its value. */
	public static class CodeConverter implements AttributeConverter<Code, String> {

		@Override
		public String convertToDatabaseColumn(Code code) {
			return (code != null) ? code.value() : null;
		}

		@Override
		public Code convertToEntityAttribute(String value) {
			return (value != null) ? new Code(value) : null;
		}

	}

}
