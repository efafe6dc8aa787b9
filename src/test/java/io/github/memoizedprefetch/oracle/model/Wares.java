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
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Version;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;

/**
 * What file rows know the codes of. Codes are of all types, and compared in all ways.
 */
public final class Wares {

	private Wares() {
	}

	/**
	 * Something with a code.
	 *
	 * @param <K> the codes
	 */
	@MappedSuperclass
	public abstract static class Ware<K> {

		@Id
		Long id;

		int amount;

		public abstract K code();

		protected abstract void setCode(K code);

		/** Give a new one its id and its code. */
		public void number(long number, K key) {
			this.id = number;
			setCode(key);
		}

		public void recode(K key) {
			setCode(key);
		}

		public Long id() {
			return this.id;
		}

		public int amount() {
			return this.amount;
		}

		public void amount(int more) {
			this.amount = more;
		}

	}

	/** With a text, and subclasses. */
	@Entity(name = "TextWare")
	@DiscriminatorColumn(name = "kind")
	public static class TextWare extends Ware<String> {

		@Column(name = "code")
		String code;

		@Override
		public String code() {
			return this.code;
		}

		@Override
		protected void setCode(String code) {
			this.code = code;
		}

	}

	/** One of them. */
	@Entity(name = "SpecialWare")
	public static class SpecialWare extends TextWare {

		String secret;

	}

	/** With a text that the database compares without its case, or padding. */
	@Entity(name = "LooseWare")
	public static class LooseWare extends Ware<String> {

		@Column(name = "code", length = 4)
		String code;

		@Override
		public String code() {
			return this.code;
		}

		@Override
		protected void setCode(String code) {
			this.code = code;
		}

	}

	/** With a number and a version. */
	@Entity(name = "NumberWare")
	public static class NumberWare extends Ware<Long> {

		@Column(name = "code")
		Long code;

		@Version
		int version;

		@Override
		public Long code() {
			return this.code;
		}

		@Override
		protected void setCode(Long code) {
			this.code = code;
		}

	}

	/** With a number that has a scale. */
	@Entity(name = "PriceWare")
	public static class PriceWare extends Ware<BigDecimal> {

		@Column(name = "code", precision = 10, scale = 2)
		BigDecimal code;

		@Override
		public BigDecimal code() {
			return this.code;
		}

		@Override
		protected void setCode(BigDecimal code) {
			this.code = code;
		}

	}

	/** With a date. */
	@Entity(name = "DayWare")
	public static class DayWare extends Ware<LocalDate> {

		@Column(name = "code")
		LocalDate code;

		@Override
		public LocalDate code() {
			return this.code;
		}

		@Override
		protected void setCode(LocalDate code) {
			this.code = code;
		}

	}

	/** With a time of less digits than Java's. */
	@Entity(name = "MomentWare")
	public static class MomentWare extends Ware<LocalDateTime> {

		@Column(name = "code", secondPrecision = 0)
		LocalDateTime code;

		@Override
		public LocalDateTime code() {
			return this.code;
		}

		@Override
		protected void setCode(LocalDateTime code) {
			this.code = code;
		}

	}

	/** A code of several spellings. */
	public record Label(String text) {
	}

	/** The database has one of them. */
	public static class LabelConverter implements AttributeConverter<Label, String> {

		@Override
		public String convertToDatabaseColumn(Label label) {
			return (label != null) ? label.text().toLowerCase(Locale.ROOT) : null;
		}

		@Override
		public Label convertToEntityAttribute(String column) {
			return (column != null) ? new Label(column) : null;
		}

	}

	/** With a converter. */
	@Entity(name = "LabelWare")
	public static class LabelWare extends Ware<Label> {

		@Column(name = "code")
		@Convert(converter = LabelConverter.class)
		Label code;

		@Override
		public Label code() {
			return this.code;
		}

		@Override
		protected void setCode(Label code) {
			this.code = code;
		}

	}

	/** Hidden if there is none. */
	@Entity(name = "HiddenWare")
	@SQLRestriction("amount > 0")
	public static class HiddenWare extends Ware<String> {

		@Column(name = "code")
		String code;

		@Override
		public String code() {
			return this.code;
		}

		@Override
		protected void setCode(String code) {
			this.code = code;
		}

	}

	/** Marked when it is removed. */
	@Entity(name = "SoftWare")
	@SoftDelete
	public static class SoftWare extends Ware<String> {

		@Column(name = "code")
		String code;

		@Override
		public String code() {
			return this.code;
		}

		@Override
		protected void setCode(String code) {
			this.code = code;
		}

	}

	/** With a code that a callback changes. */
	@Entity(name = "TouchedWare")
	public static class TouchedWare extends Ware<String> {

		@Column(name = "code")
		String code;

		@Override
		public String code() {
			return this.code;
		}

		@Override
		protected void setCode(String code) {
			this.code = code;
		}

		@PreUpdate
		void touch() {
			this.code = this.code.toUpperCase(Locale.ROOT);
		}

	}

	/** With a code that is never updated. */
	@Entity(name = "FrozenWare")
	public static class FrozenWare extends Ware<String> {

		@Column(name = "code", updatable = false)
		String code;

		@Override
		public String code() {
			return this.code;
		}

		@Override
		protected void setCode(String code) {
			this.code = code;
		}

	}

	/** Comes and goes with its rack. */
	@Entity(name = "RackWare")
	public static class RackWare extends Ware<String> {

		@Column(name = "code")
		String code;

		@ManyToOne(fetch = FetchType.LAZY)
		Rack rack;

		@Override
		public String code() {
			return this.code;
		}

		@Override
		protected void setCode(String code) {
			this.code = code;
		}

		public void put(Rack other) {
			this.rack = other;
		}

	}

	/** Where wares are. */
	@Entity(name = "Rack")
	public static class Rack {

		@Id
		Long id;

		String name;

		@OneToMany(mappedBy = "rack", cascade = CascadeType.ALL, orphanRemoval = true)
		List<RackWare> wares = new ArrayList<>();

		public Rack number(long number) {
			this.id = number;
			this.name = "rack " + number;
			return this;
		}

		public String name() {
			return this.name;
		}

		public List<RackWare> wares() {
			return this.wares;
		}

	}

}
