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
package io.github.memoizedprefetch.model.trays;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.AssociationOverride;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OrderColumn;

/**
 * Refers, over embedded values, to what others refer to as well.
 */
@Entity
public class Tray {

	@Id
	public Long id;

	@ManyToOne(fetch = FetchType.LAZY)
	public Seal first;

	@ManyToOne(fetch = FetchType.LAZY)
	public Note note;

	@ManyToOne(fetch = FetchType.LAZY)
	public Ticket ticket;

	@ManyToOne(fetch = FetchType.LAZY)
	public Stub stub;

	@ManyToOne(fetch = FetchType.LAZY)
	public Tray previous;

	@ManyToOne(fetch = FetchType.LAZY)
	public Seal last;

	/** What all of them refer to. */
	@Entity(name = "Seal")
	public static class Seal {

		@Id
		public Long id;

		public String text;

		protected Seal() {
		}

		public Seal(long id) {
			this.id = id;
			this.text = "seal" + id;
		}

	}

	/** Within another embedded value, and within elements. */
	@Embeddable
	public static class Lining {

		@ManyToOne(fetch = FetchType.LAZY)
		@JoinColumn(name = "inside")
		public Seal inside;

		protected Lining() {
		}

		public Lining(Seal inside) {
			this.inside = inside;
		}

	}

	/** Within its owner. */
	@Embeddable
	public static class Cover {

		public String label;

		@ManyToOne(fetch = FetchType.LAZY)
		public Seal seal;

		@Embedded
		public Lining lining;

		@ManyToMany
		@OrderColumn
		public List<Seal> seals = new ArrayList<>();

	}

	/** An element. */
	@Embeddable
	public static class Mark {

		public String colour;

		@ManyToOne(fetch = FetchType.LAZY)
		public Seal seal;

		@Embedded
		public Lining lining;

		protected Mark() {
		}

		public Mark(String colour, Seal seal, Seal inside) {
			this.colour = colour;
			this.seal = seal;
			this.lining = new Lining(inside);
		}

	}

	/** Has an EAGER seal, and embedded values. */
	@Entity(name = "Note")
	public static class Note {

		@Id
		public Long id;

		@ManyToOne
		public Seal eager;

		@Embedded
		@AssociationOverride(name = "seal", joinColumns = @JoinColumn(name = "cover_seal"))
		public Cover cover;

		@ElementCollection
		@OrderColumn
		public List<Mark> marks = new ArrayList<>();

		public Long sealId;

		/** No attribute. */
		public Seal getOuter() {
			return this.cover.seal;
		}

	}

	/** Its id. */
	@Embeddable
	public record TicketId(Long number, Long sealId) {
	}

	/** Has an embedded id, and an association beside. */
	@Entity(name = "Ticket")
	public static class Ticket {

		@EmbeddedId
		public TicketId id;

		@ManyToOne(fetch = FetchType.LAZY)
		@MapsId("sealId")
		public Seal seal;

		@ManyToOne
		public Seal eager;

		@ManyToOne(fetch = FetchType.LAZY)
		public Note note;

		@Embedded
		public Lining lining;

	}

	/** Its id. */
	public record StubId(Long number, Long seal) {
	}

	/** Has an association that is a part of its id. */
	@Entity(name = "Stub")
	@IdClass(StubId.class)
	public static class Stub {

		@Id
		public Long number;

		@Id
		@ManyToOne(fetch = FetchType.LAZY)
		public Seal seal;

		@ManyToOne
		public Seal eager;

	}

}
