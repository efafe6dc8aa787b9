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
package io.github.memoizedprefetch.model.customers;

import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;

/**
 * A purchase of a customer that another one pays for, and sponsors.
 */
public final class Purchases {

	private Purchases() {
	}

	/** A database that has it. */
	public static Database open() {
		Database database = Database.open(Purchase.class, Customer.class);
		populate(database);
		return database;
	}

	/** Into one that is empty. */
	public static void populate(Database database) {
		database.inTransaction((entityManager) -> {
			Customer sponsor = new Customer(2, null);
			Customer customer = new Customer(1, sponsor);
			entityManager.persist(sponsor);
			entityManager.persist(customer);
			entityManager.persist(new Purchase(1, customer, sponsor));
		});
		database.statements().reset();
	}

	/** The purchase. */
	public static Purchase purchase(EntityManager entityManager) {
		return entityManager.createQuery("from Purchase", Purchase.class).getSingleResult();
	}

}
