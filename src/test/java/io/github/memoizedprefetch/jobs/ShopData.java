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

import jakarta.persistence.EntityManager;

/** The rows that the jobs find: 40 members, 50 products, {@link #ROWS} of the rest. */
final class ShopData {

	static final int ROWS = 200;

	private static final int MEMBERS = 40;

	private static final int PRODUCTS = 50;

	private ShopData() {
	}

	static void persist(EntityManager entityManager) {
		for (int id = 0; id < MEMBERS; id++) {
			entityManager.persist(member(id));
		}
		for (int id = 0; id < PRODUCTS; id++) {
			entityManager.persist(product(id));
			entityManager.persist(seat(id, entityManager));
		}
		for (int id = 0; id < ROWS; id++) {
			persistRows(id, entityManager);
		}
	}

	private static void persistRows(int id, EntityManager entityManager) {
		Shop.Member member = entityManager.find(Shop.Member.class, id * 7L % MEMBERS);
		Shop.Member other = entityManager.find(Shop.Member.class, (id * 3L + 1) % MEMBERS);
		Shop.Seat seat = entityManager.find(Shop.Seat.class, id * 3L % PRODUCTS);
		if (id % 2 == 0) {
			entityManager.persist(purchase(id, member));
		}
		entityManager.persist(line(id, entityManager));
		Shop.Reservation reservation = reservation(id, member, seat);
		entityManager.persist(reservation);
		entityManager.persist(payment(id, reservation));
		entityManager.persist(message(id, member, other));
		entityManager.persist(delivery(id, seat));
	}

	private static Shop.Member member(long id) {
		Shop.Member member = new Shop.Member();
		member.id = id;
		member.email = email(id);
		return member;
	}

	static String email(long id) {
		return "member" + id + "@example.org";
	}

	private static Shop.Product product(long id) {
		Shop.Product product = new Shop.Product();
		product.id = id;
		product.sku = "sku-" + id;
		product.price = (int) (10 + id);
		return product;
	}

	private static Shop.Seat seat(long id, EntityManager entityManager) {
		Shop.Seat seat = new Shop.Seat();
		seat.id = id;
		seat.number = (int) id % 5;
		seat.product = entityManager.find(Shop.Product.class, id);
		return seat;
	}

	private static Shop.Purchase purchase(long id, Shop.Member member) {
		Shop.Purchase purchase = new Shop.Purchase();
		purchase.id = id;
		purchase.member = member;
		return purchase;
	}

	private static Shop.PurchaseLine line(int id, EntityManager entityManager) {
		Shop.PurchaseLine line = new Shop.PurchaseLine();
		line.id = (long) id;
		line.quantity = 1 + id % 3;
		line.purchase = entityManager.find(Shop.Purchase.class, id / 2 * 2L);
		line.product = entityManager.find(Shop.Product.class, id * 11L % PRODUCTS);
		return line;
	}

	private static Shop.Reservation reservation(long id, Shop.Member member, Shop.Seat seat) {
		Shop.Reservation reservation = new Shop.Reservation();
		reservation.id = id;
		reservation.state = "OPEN";
		reservation.member = member;
		reservation.seat = seat;
		return reservation;
	}

	private static Shop.Payment payment(long id, Shop.Reservation reservation) {
		Shop.Payment payment = new Shop.Payment();
		payment.id = id;
		payment.amount = (int) (id % 9);
		payment.reservation = reservation;
		return payment;
	}

	private static Shop.Message message(long id, Shop.Member sender, Shop.Member receiver) {
		Shop.Message message = new Shop.Message();
		message.id = id;
		message.text = "message " + id;
		message.sender = sender;
		message.receiver = receiver;
		return message;
	}

	private static Shop.Delivery delivery(long id, Shop.Seat seat) {
		Shop.Delivery delivery = new Shop.Delivery();
		delivery.id = id;
		delivery.seat = seat;
		return delivery;
	}

}
