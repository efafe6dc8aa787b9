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

package io.github.memoizedprefetch.jobs;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/**
 * The entities of the jobs: what members order, and what is reserved for them.
 */
final class Shop {

	private Shop() {
	}

	@Entity(name = "Member")
	@Table(name = "members")
	static class Member {

		@Id
		Long id;

		String email;

		int points;

		public String getEmail() {
			return this.email;
		}

	}

	@Entity(name = "Product")
	static class Product {

		@Id
		Long id;

		String sku;

		int price;

		public String getSku() {
			return this.sku;
		}

		public int getPrice() {
			return this.price;
		}

	}

	@Entity(name = "Purchase")
	static class Purchase {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Member member;

		@OneToMany(mappedBy = "purchase", cascade = CascadeType.ALL)
		List<PurchaseLine> lines = new ArrayList<>();

		public Member getMember() {
			return this.member;
		}

	}

	@Entity(name = "PurchaseLine")
	static class PurchaseLine {

		@Id
		Long id;

		int quantity;

		@ManyToOne(fetch = FetchType.LAZY)
		Purchase purchase;

		@ManyToOne(fetch = FetchType.LAZY)
		Product product;

	}

	@Entity(name = "Rebate")
	static class Rebate {

		@Id
		@GeneratedValue
		@SequenceGenerator(name = "rebates", allocationSize = 1000)
		Long id;

		Long lineId;

		String email;

		int amount;

	}

	@Entity(name = "Statistics")
	@Table(name = "sales_statistics")
	static class Statistics {

		@Id
		@GeneratedValue
		@SequenceGenerator(name = "sales", allocationSize = 1000)
		Long id;

		String text;

		int total;

	}

	@Entity(name = "Seat")
	static class Seat {

		@Id
		Long id;

		int number;

		@ManyToOne
		Product product;

		public int getNumber() {
			return this.number;
		}

		public Product getProduct() {
			return this.product;
		}

	}

	@Entity(name = "Reservation")
	static class Reservation {

		@Id
		Long id;

		String state;

		@ManyToOne
		Member member;

		@ManyToOne
		Seat seat;

		@OneToOne(mappedBy = "reservation")
		Payment payment;

	}

	@Entity(name = "Payment")
	static class Payment {

		@Id
		Long id;

		int amount;

		@OneToOne(fetch = FetchType.LAZY)
		Reservation reservation;

		public int getAmount() {
			return this.amount;
		}

	}

	@Entity(name = "Message")
	static class Message {

		@Id
		Long id;

		String text;

		@ManyToOne
		Member sender;

		@ManyToOne
		Member receiver;

	}

	/** Its target has an EAGER association. */
	@Entity(name = "Delivery")
	static class Delivery {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Seat seat;

	}

}
