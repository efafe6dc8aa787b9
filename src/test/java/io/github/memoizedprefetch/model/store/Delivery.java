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
package io.github.memoizedprefetch.model.store;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;

/** A delivery, which is found by its product, its city or its code. */
@Entity
public class Delivery {

	@Id
	@GeneratedValue
	@SequenceGenerator(name = "deliveries", allocationSize = 100)
	private Long id;

	@ManyToOne(fetch = FetchType.LAZY)
	private Product product;

	@Embedded
	private Place place;

	private String code;

	private int number;

	private boolean open = true;

	protected Delivery() {
	}

	public Delivery(Product product, String city, String code, int number) {
		this.product = product;
		this.place = new Place(city);
		this.code = code;
		this.number = number;
	}

	/** Where it goes. */
	@Embeddable
	public static class Place {

		private String city;

		protected Place() {
		}

		public Place(String city) {
			this.city = city;
		}

		public String getCity() {
			return this.city;
		}

	}

	public Long getId() {
		return this.id;
	}

	public Product getProduct() {
		return this.product;
	}

	public void setProduct(Product product) {
		this.product = product;
	}

	public Place getPlace() {
		return this.place;
	}

	public void setPlace(Place place) {
		this.place = place;
	}

	public String getCode() {
		return this.code;
	}

	public void setCode(String code) {
		this.code = code;
	}

	public int getNumber() {
		return this.number;
	}

	public boolean isOpen() {
		return this.open;
	}

	public void setOpen(boolean open) {
		this.open = open;
	}

	@Override
	public String toString() {
		return this.code + "#" + this.number;
	}

}
