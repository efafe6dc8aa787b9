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

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;

/**
 * Ids whose equality is not that of their Java type, or whose foreign keys look
 * different.
 */
public final class Keys {

	private Keys() {
	}

	/** An array. */
	@Entity(name = "Badge")
	public static class Badge extends Stored {

		@Id
		byte[] id;

		String text;

		@Override
		public void number(int number) {
			super.number(number);
			this.id = new byte[] { (byte) number, 1 };
		}

	}

	/** A decimal, whose foreign keys have another scale. */
	@Entity(name = "Coin")
	public static class Coin extends Stored {

		@Id
		@Column(precision = 12, scale = 2)
		BigDecimal id;

		String text;

		@Override
		public void number(int number) {
			super.number(number);
			this.id = BigDecimal.valueOf(number * 100L + 50, 2);
		}

	}

	/** Text; case matters to some databases only. */
	@Entity(name = "Nick")
	public static class Nick extends Stored {

		@Id
		@Column(length = 20)
		String id;

		String text;

		@Override
		public void number(int number) {
			super.number(number);
			this.id = "Nick" + number;
		}

	}

	/** Padded in the table, but not in the foreign keys. */
	@Entity(name = "Pad")
	public static class Pad extends Stored {

		@Id
		@Column(columnDefinition = "char(8)")
		String id;

		String text;

		@Override
		public void number(int number) {
			super.number(number);
			this.id = "pad" + number;
		}

	}

	/** An id class that is not serializable. */
	@Entity(name = "Plot")
	@IdClass(Plot.Place.class)
	public static class Plot extends Stored {

		@Id
		@Column(name = "x_")
		int x;

		@Id
		@Column(name = "y_")
		int y;

		String text;

		@Override
		public void number(int number) {
			super.number(number);
			this.x = number / 2;
			this.y = number % 2;
		}

		/** The key. */
		@SuppressWarnings("serial")
		public static class Place {

			int x;

			int y;

			@Override
			public boolean equals(Object other) {
				return other instanceof Place place && place.x == this.x && place.y == this.y;
			}

			@Override
			public int hashCode() {
				return 31 * this.x + this.y;
			}

			@Override
			public String toString() {
				return this.x + "/" + this.y;
			}

		}

	}

	/** A time with fractions of a second. */
	@Entity(name = "Moment")
	public static class Moment extends Stored {

		@Id
		LocalDateTime id;

		String text;

		@Override
		public void number(int number) {
			super.number(number);
			this.id = LocalDateTime.of(2026, 1, 1, 0, 0).plusNanos(number * 123_000_000L);
		}

	}

	/** The same, of the older type. */
	@Entity(name = "Beat")
	public static class Beat extends Stored {

		@Id
		Timestamp id;

		String text;

		@Override
		public void number(int number) {
			super.number(number);
			this.id = Timestamp.valueOf(LocalDateTime.of(2026, 1, 1, 0, 0).plusNanos(number * 123_000_000L));
		}

	}

	/** One character, which may be a blank. */
	@Entity(name = "Letter")
	public static class Letter extends Stored {

		@Id
		Character id;

		String text;

		@Override
		public void number(int number) {
			super.number(number);
			this.id = (number == 0) ? ' ' : (char) ('a' + number);
		}

	}

	/** Refers to all of them. */
	@Entity(name = "Ring")
	public static class Ring extends Stored {

		@Id
		byte[] id;

		@ManyToOne(fetch = FetchType.LAZY)
		Badge badge;

		@ManyToMany
		Set<Badge> badges = new HashSet<>();

		@ManyToOne(fetch = FetchType.LAZY)
		@JoinColumn(columnDefinition = "decimal(12, 4)")
		Coin coin;

		@ManyToMany
		@JoinTable(name = "Ring_Coin",
				inverseJoinColumns = @JoinColumn(name = "coin_id", columnDefinition = "decimal(12, 4)"))
		Set<Coin> coins = new HashSet<>();

		@ManyToOne(fetch = FetchType.LAZY)
		Nick nick;

		@ManyToMany
		Set<Nick> nicks = new HashSet<>();

		@ManyToOne(fetch = FetchType.LAZY)
		@JoinColumn(columnDefinition = "varchar(8)")
		Pad pad;

		@ManyToOne(fetch = FetchType.LAZY)
		Plot plot;

		@ManyToMany
		Set<Plot> plots = new HashSet<>();

		@ManyToOne(fetch = FetchType.LAZY)
		Moment moment;

		@ManyToOne(fetch = FetchType.LAZY)
		Beat beat;

		@ManyToOne(fetch = FetchType.LAZY)
		Letter letter;

		@ElementCollection
		List<String> remarks = new ArrayList<>();

		@Override
		public void number(int number) {
			super.number(number);
			this.id = new byte[] { 7, (byte) number };
		}

	}

	/** Owns collections by keys of its own kind. */
	@Entity(name = "Purse")
	public static class Purse extends Stored {

		@Id
		@Column(precision = 12, scale = 2)
		BigDecimal id;

		@OneToMany(mappedBy = "purse")
		Set<Receipt> notes = new HashSet<>();

		@ElementCollection
		Set<String> words = new HashSet<>();

		@Override
		public void number(int number) {
			super.number(number);
			this.id = BigDecimal.valueOf(number * 100L + 25, 2);
		}

	}

	/** Belongs to a purse and a moment. */
	@Entity(name = "Receipt")
	public static class Receipt extends Stored {

		@Id
		LocalDateTime id;

		String text;

		@ManyToOne(fetch = FetchType.LAZY)
		@JoinColumn(columnDefinition = "decimal(12, 4)")
		Purse purse;

		@ManyToOne(fetch = FetchType.LAZY)
		Ring ring;

		@OneToMany(mappedBy = "parent")
		List<Receipt> children = new ArrayList<>();

		@ManyToOne(fetch = FetchType.LAZY)
		Receipt parent;

		@Override
		public void number(int number) {
			super.number(number);
			this.id = LocalDateTime.of(2026, 1, 1, 0, 0).plusNanos(number * 321_000_000L);
		}

	}

}
