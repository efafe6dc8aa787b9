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
package io.github.memoizedprefetch.model.getters;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Transient;
import org.hibernate.Hibernate;

/**
 * An entity whose getters do more than return a field.
 */
@Entity
@Access(AccessType.PROPERTY)
public class House extends Estate {

	private int id;

	private Person owner;

	private Person lodger;

	private Person architect;

	@ManyToOne(fetch = FetchType.LAZY)
	@Access(AccessType.FIELD)
	private Person neighbour;

	private List<Room> rooms = new ArrayList<>();

	private List<Room> shelf = new ArrayList<>();

	private List<Room> listing;

	private Lease lease;

	public House() {
	}

	public House(int id) {
		this.id = id;
	}

	@Id
	public int getId() {
		return this.id;
	}

	public void setId(int id) {
		this.id = id;
	}

	/** Never a proxy. */
	@ManyToOne(fetch = FetchType.LAZY)
	public Person getOwner() {
		return (Person) Hibernate.unproxy(this.owner);
	}

	/** Not an attribute. */
	@Transient
	public Person getOwnerReference() {
		return this.owner;
	}

	public void setOwner(Person owner) {
		this.owner = owner;
	}

	/** Never a proxy, and in a field of another name. */
	@ManyToOne(fetch = FetchType.LAZY)
	public Person getTenant() {
		return (Person) Hibernate.unproxy(this.lodger);
	}

	public void setTenant(Person tenant) {
		this.lodger = tenant;
	}

	/** Throws for some. */
	@ManyToOne(fetch = FetchType.LAZY)
	public Person getArchitect() {
		return Objects.requireNonNull(this.architect, "no architect");
	}

	public void setArchitect(Person architect) {
		this.architect = architect;
	}

	public Person getNeighbour() {
		return (Person) Hibernate.unproxy(this.neighbour);
	}

	public void setNeighbour(Person neighbour) {
		this.neighbour = neighbour;
	}

	/** A view. */
	@OneToMany(mappedBy = "house")
	public List<Room> getRooms() {
		return Collections.unmodifiableList(this.rooms);
	}

	public void setRooms(List<Room> rooms) {
		this.rooms = rooms;
	}

	/** A copy, of a field of another name. */
	@OneToMany(mappedBy = "kept")
	public List<Room> getKept() {
		return List.copyOf(this.shelf);
	}

	public void setKept(List<Room> kept) {
		this.shelf = kept;
	}

	/** Made when it is asked for. */
	@OneToMany(mappedBy = "listed")
	public List<Room> getListing() {
		if (this.listing == null) {
			this.listing = new ArrayList<>();
		}
		return this.listing;
	}

	public void setListing(List<Room> listing) {
		this.listing = listing;
	}

	@Embedded
	public Lease getLease() {
		return (this.lease != null) ? new Lease(this.lease.getWitness()) : null;
	}

	public void setLease(Lease lease) {
		this.lease = lease;
	}

}
