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
package io.github.memoizedprefetch.model.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import org.hibernate.annotations.DiscriminatorOptions;

/**
 * Has collections of subclasses, in each kind of hierarchy.
 */
@Entity
public class Fleet {

	@Id
	private Long id;

	@OneToMany(mappedBy = "fleet")
	private List<Truck> trucks = new ArrayList<>();

	@OneToMany
	@JoinColumn(name = "rented_by")
	private Set<Truck> rented = new HashSet<>();

	@ManyToMany
	@MapKeyColumn(name = "place")
	private Map<String, Van> lent = new HashMap<>();

	@OneToMany(mappedBy = "fleet")
	private Set<Driver> drivers = new HashSet<>();

	@OneToMany
	@JoinColumn(name = "trained_by")
	private List<Driver> trained = new ArrayList<>();

	@OneToMany(mappedBy = "fleet")
	private Set<Garage> garages = new HashSet<>();

	@OneToMany(mappedBy = "fleet")
	private Set<Trip> trips = new HashSet<>();

	protected Fleet() {
	}

	public Fleet(long id) {
		this.id = id;
	}

	public Long getId() {
		return this.id;
	}

	public List<Truck> getTrucks() {
		return this.trucks;
	}

	public Set<Truck> getRented() {
		return this.rented;
	}

	public Map<String, Van> getLent() {
		return this.lent;
	}

	public Set<Driver> getDrivers() {
		return this.drivers;
	}

	public List<Driver> getTrained() {
		return this.trained;
	}

	public Set<Garage> getGarages() {
		return this.garages;
	}

	public Set<Trip> getTrips() {
		return this.trips;
	}

	/** All of them in a table of its own or its hierarchy's. */
	public static List<Class<?>> entities() {
		return List.of(Fleet.class, Vehicle.class, Truck.class, Van.class, BoxVan.class, Worker.class, Driver.class,
				Clerk.class, Building.class, Garage.class, Event.class, Trip.class);
	}

	/** In a single table. */
	@Entity
	@DiscriminatorColumn
	public static class Vehicle {

		@Id
		private Long id;

		protected Vehicle() {
		}

		Vehicle(long id) {
			this.id = id;
		}

		public Long getId() {
			return this.id;
		}

	}

	@Entity
	public static class Truck extends Vehicle {

		/** The same column as that of vans. */
		@ManyToOne(fetch = FetchType.LAZY)
		@JoinColumn(name = "fleet_id")
		private Fleet fleet;

		protected Truck() {
		}

		public Truck(long id, Fleet fleet) {
			super(id);
			this.fleet = fleet;
		}

	}

	@Entity
	public static class Van extends Vehicle {

		@ManyToOne(fetch = FetchType.LAZY)
		@JoinColumn(name = "fleet_id")
		private Fleet fleet;

		protected Van() {
		}

		public Van(long id, Fleet fleet) {
			super(id);
			this.fleet = fleet;
		}

	}

	@Entity
	public static class BoxVan extends Van {

		protected BoxVan() {
		}

		public BoxVan(long id, Fleet fleet) {
			super(id, fleet);
		}

	}

	/** In joined tables, with a discriminator. */
	@Entity
	@Inheritance(strategy = InheritanceType.JOINED)
	@DiscriminatorColumn
	@DiscriminatorOptions(force = true)
	public static class Worker {

		@Id
		private Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		private Fleet fleet;

		protected Worker() {
		}

		Worker(long id, Fleet fleet) {
			this.id = id;
			this.fleet = fleet;
		}

		public Long getId() {
			return this.id;
		}

	}

	@Entity
	public static class Driver extends Worker {

		protected Driver() {
		}

		public Driver(long id, Fleet fleet) {
			super(id, fleet);
		}

	}

	@Entity
	public static class Clerk extends Worker {

		protected Clerk() {
		}

		public Clerk(long id, Fleet fleet) {
			super(id, fleet);
		}

	}

	/** In joined tables. */
	@Entity
	@Inheritance(strategy = InheritanceType.JOINED)
	public static class Building {

		@Id
		private Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		private Fleet fleet;

		protected Building() {
		}

		public Building(long id, Fleet fleet) {
			this.id = id;
			this.fleet = fleet;
		}

		public Long getId() {
			return this.id;
		}

	}

	@Entity
	public static class Garage extends Building {

		protected Garage() {
		}

		public Garage(long id, Fleet fleet) {
			super(id, fleet);
		}

	}

	/** In a table for each class. */
	@Entity
	@Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
	public static class Event {

		@Id
		private Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		private Fleet fleet;

		protected Event() {
		}

		public Event(long id, Fleet fleet) {
			this.id = id;
			this.fleet = fleet;
		}

		public Long getId() {
			return this.id;
		}

	}

	@Entity
	public static class Trip extends Event {

		protected Trip() {
		}

		public Trip(long id, Fleet fleet) {
			super(id, fleet);
		}

	}

}
