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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;

/**
 * Property access through getters and setters that do more than that.
 */
public final class Accessors {

	private Accessors() {
	}

	/** A setter that trims, a getter that protects a list. */
	@Entity(name = "Label")
	@Access(AccessType.PROPERTY)
	public static class Label extends Stored {

		private Integer id;

		private String text;

		private Author author;

		private List<Sticker> stickers = new ArrayList<>();

		@Id
		public Integer getId() {
			return this.id;
		}

		public void setId(Integer id) {
			this.id = id;
		}

		public String getText() {
			return this.text;
		}

		public void setText(String text) {
			this.text = (text != null) ? text.trim() : null;
		}

		@ManyToOne(fetch = FetchType.LAZY)
		public Author getAuthor() {
			return this.author;
		}

		public void setAuthor(Author author) {
			this.author = author;
		}

		@OneToMany(mappedBy = "label")
		public List<Sticker> getStickers() {
			return Collections.unmodifiableList(this.stickers);
		}

		public void setStickers(List<Sticker> stickers) {
			this.stickers = stickers;
		}

		@Override
		public void number(int number) {
			super.number(number);
			this.id = number;
		}

	}

	/** A getter that initialises what it returns, where that can be. */
	@Entity(name = "Sticker")
	@Access(AccessType.PROPERTY)
	public static class Sticker extends Stored {

		private Integer id;

		private Label label;

		private Label other;

		@Id
		public Integer getId() {
			return this.id;
		}

		public void setId(Integer id) {
			this.id = id;
		}

		@ManyToOne(fetch = FetchType.LAZY)
		public Label getLabel() {
			return this.label;
		}

		public void setLabel(Label label) {
			this.label = label;
		}

		@ManyToOne(fetch = FetchType.LAZY)
		public Label getOther() {
			LazyInitializer proxy = HibernateProxy.extractLazyInitializer(this.other);
			SharedSessionContractImplementor session = (proxy != null) ? proxy.getSession() : null;
			boolean detached = proxy != null && proxy.isUninitialized() && (session == null || !session.isOpen());
			return detached ? this.other : (Label) Hibernate.unproxy(this.other);
		}

		public void setOther(Label other) {
			this.other = other;
		}

		@Override
		public void number(int number) {
			super.number(number);
			this.id = number;
		}

	}

	/** Refers to both. */
	@Entity(name = "Parcel")
	public static class Parcel extends Numbered {

		@ManyToOne(fetch = FetchType.LAZY)
		Label label;

		@ManyToOne(fetch = FetchType.LAZY)
		Sticker sticker;

		@ManyToMany
		Set<Sticker> stickers = new HashSet<>();

	}

}
