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
package io.github.memoizedprefetch.model.parcels;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;
import org.hibernate.annotations.ManyToAny;

/**
 * Refers to any of several entities, in each way.
 */
@Entity
public class Slip {

	@Id
	private Long id;

	@Any(fetch = FetchType.LAZY)
	@AnyKeyJavaClass(Long.class)
	@AnyDiscriminatorValue(discriminator = "B", entity = Box.class)
	@Column(name = "before_type")
	@JoinColumn(name = "before_id")
	private Object before;

	@ManyToOne(fetch = FetchType.LAZY)
	private Box beside;

	@Any(fetch = FetchType.LAZY)
	@AnyKeyJavaClass(Long.class)
	@AnyDiscriminatorValue(discriminator = "B", entity = Box.class)
	@AnyDiscriminatorValue(discriminator = "J", entity = Jar.class)
	@Column(name = "lazy_type")
	@JoinColumn(name = "lazy_id")
	private Object lazy;

	@Any(fetch = FetchType.EAGER)
	@AnyKeyJavaClass(Long.class)
	@AnyDiscriminatorValue(discriminator = "B", entity = Box.class)
	@AnyDiscriminatorValue(discriminator = "J", entity = Jar.class)
	@Column(name = "eager_type")
	@JoinColumn(name = "eager_id")
	private Object eager;

	@ManyToOne
	@Fetch(FetchMode.SELECT)
	private Box chosen;

	@ManyToOne(fetch = FetchType.LAZY)
	private Box same;

	@ManyToOne(fetch = FetchType.LAZY)
	private Box lone;

	@Embedded
	private Contents contents;

	@ManyToAny(fetch = FetchType.LAZY)
	@AnyKeyJavaClass(Long.class)
	@AnyDiscriminatorValue(discriminator = "B", entity = Box.class)
	@AnyDiscriminatorValue(discriminator = "J", entity = Jar.class)
	@Column(name = "element_type")
	@JoinTable(name = "slip_elements", joinColumns = @JoinColumn(name = "slip_id"),
			inverseJoinColumns = @JoinColumn(name = "element_id"))
	private Set<Object> elements = new HashSet<>();

	@ManyToAny(fetch = FetchType.EAGER)
	@AnyKeyJavaClass(Long.class)
	@AnyDiscriminatorValue(discriminator = "B", entity = Box.class)
	@AnyDiscriminatorValue(discriminator = "J", entity = Jar.class)
	@Column(name = "element_type")
	@JoinTable(name = "slip_others", joinColumns = @JoinColumn(name = "slip_id"),
			inverseJoinColumns = @JoinColumn(name = "element_id"))
	private Set<Object> others = new HashSet<>();

	@ElementCollection
	@OrderColumn
	private List<Stamp> stamps = new ArrayList<>();

	protected Slip() {
	}

	public Slip(Long id, Object lazy, Object eager, Contents contents, Box chosen) {
		this.chosen = chosen;
		this.same = chosen;
		this.before = chosen;
		this.beside = chosen;
		this.id = id;
		this.lazy = lazy;
		this.eager = eager;
		this.contents = contents;
	}

	public Box getChosen() {
		return this.chosen;
	}

	public Object getBefore() {
		return this.before;
	}

	public Box getBeside() {
		return this.beside;
	}

	public void setLone(Box lone) {
		this.lone = lone;
	}

	public Box getLone() {
		return this.lone;
	}

	public Box getSame() {
		return this.same;
	}

	public Object getLazy() {
		return this.lazy;
	}

	public Object getEager() {
		return this.eager;
	}

	public Contents getContents() {
		return this.contents;
	}

	public Set<Object> getOthers() {
		return this.others;
	}

	public List<Stamp> getStamps() {
		return this.stamps;
	}

	public Set<Object> getElements() {
		return this.elements;
	}

}
