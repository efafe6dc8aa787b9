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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;
import org.hibernate.annotations.ManyToAny;

/**
 * References to any of several entities, and elements that are embeddables with
 * references of their own.
 */
public final class Crates {

	private Crates() {
	}

	/** What is referred to. */
	@Entity(name = "Box")
	public static class Box extends Numbered {

		String text;

	}

	/** Something else that is referred to, and has a companion. */
	@Entity(name = "Jar")
	public static class Jar extends Numbered {

		String text;

		@ManyToOne
		Box lid;

		@ManyToOne(fetch = FetchType.LAZY)
		Crate shelf;

	}

	/** Within an element, or loaded with its owner as one. */
	@Embeddable
	public static class Ink {

		String colour;

		@ManyToOne(fetch = FetchType.LAZY)
		Box pot;

		@Any(fetch = FetchType.EAGER)
		@AnyKeyJavaClass(Integer.class)
		@AnyDiscriminatorValue(discriminator = "B", entity = Box.class)
		@AnyDiscriminatorValue(discriminator = "J", entity = Jar.class)
		@Column(name = "source_type")
		@JoinColumn(name = "source_id")
		Object source;

	}

	/** An element. */
	@Embeddable
	public static class Stamp {

		Integer price;

		@ManyToOne
		Box box;

		@ManyToOne(fetch = FetchType.LAZY)
		Jar jar;

		@Any(fetch = FetchType.LAZY)
		@AnyKeyJavaClass(Integer.class)
		@AnyDiscriminatorValue(discriminator = "B", entity = Box.class)
		@AnyDiscriminatorValue(discriminator = "J", entity = Jar.class)
		@Column(name = "shown_type")
		@JoinColumn(name = "shown_id")
		Object shown;

		@Embedded
		Ink ink;

	}

	/** Within its owner. */
	@Embeddable
	public static class Contents {

		String label;

		@Any(fetch = FetchType.LAZY)
		@AnyKeyJavaClass(Integer.class)
		@AnyDiscriminatorValue(discriminator = "B", entity = Box.class)
		@AnyDiscriminatorValue(discriminator = "J", entity = Jar.class)
		@Column(name = "inner_type")
		@JoinColumn(name = "inner_id")
		Object inner;

		@ManyToOne(fetch = FetchType.LAZY)
		Jar jar;

	}

	/** Refers to them in all ways. */
	@Entity(name = "Slip")
	public static class Slip extends Numbered {

		@Any(fetch = FetchType.LAZY)
		@AnyKeyJavaClass(Integer.class)
		@AnyDiscriminatorValue(discriminator = "B", entity = Box.class)
		@Column(name = "before_type")
		@JoinColumn(name = "before_id")
		Object before;

		@ManyToOne(fetch = FetchType.LAZY)
		Box beside;

		/** Selected, not joined. */
		@ManyToOne
		@Fetch(FetchMode.SELECT)
		Box chosen;

		@Embedded
		Contents contents;

		@Any(fetch = FetchType.EAGER)
		@AnyKeyJavaClass(Integer.class)
		@AnyDiscriminatorValue(discriminator = "B", entity = Box.class)
		@AnyDiscriminatorValue(discriminator = "J", entity = Jar.class)
		@Column(name = "eager_type")
		@JoinColumn(name = "eager_id")
		Object eager;

		@Any(fetch = FetchType.LAZY)
		@AnyKeyJavaClass(Integer.class)
		@AnyDiscriminatorValue(discriminator = "B", entity = Box.class)
		@AnyDiscriminatorValue(discriminator = "J", entity = Jar.class)
		@Column(name = "lazy_type")
		@JoinColumn(name = "lazy_id")
		Object lazy;

		@ManyToOne(fetch = FetchType.LAZY)
		Box same;

		@ManyToAny(fetch = FetchType.LAZY)
		@AnyKeyJavaClass(Integer.class)
		@AnyDiscriminatorValue(discriminator = "B", entity = Box.class)
		@AnyDiscriminatorValue(discriminator = "J", entity = Jar.class)
		@Column(name = "element_type")
		@JoinTable(name = "Slip_elements", joinColumns = @JoinColumn(name = "slip_id"),
				inverseJoinColumns = @JoinColumn(name = "element_id"))
		Set<Object> elements = new HashSet<>();

		@ManyToAny(fetch = FetchType.EAGER)
		@AnyKeyJavaClass(Integer.class)
		@AnyDiscriminatorValue(discriminator = "B", entity = Box.class)
		@AnyDiscriminatorValue(discriminator = "J", entity = Jar.class)
		@Column(name = "element_type")
		@JoinTable(name = "Slip_others", joinColumns = @JoinColumn(name = "slip_id"),
				inverseJoinColumns = @JoinColumn(name = "element_id"))
		Set<Object> others = new HashSet<>();

		@ElementCollection
		@OrderColumn
		List<Stamp> stamps = new ArrayList<>();

		@ElementCollection
		Map<Integer, Stamp> prices = new HashMap<>();

		@ElementCollection(fetch = FetchType.EAGER)
		Map<Integer, Ink> inks = new HashMap<>();

	}

	/** Leads to slips. */
	@Entity(name = "Crate")
	public static class Crate extends Numbered {

		@ManyToOne(fetch = FetchType.LAZY)
		Slip slip;

		@ManyToOne(fetch = FetchType.LAZY)
		Crate previous;

		@ManyToOne(fetch = FetchType.LAZY)
		Box box;

		@ManyToMany
		Set<Slip> slips = new HashSet<>();

	}

}
