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
package io.github.memoizedprefetch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.BiConsumer;

import io.github.memoizedprefetch.model.orders.Buyer;
import io.github.memoizedprefetch.model.orders.Delivery;
import io.github.memoizedprefetch.model.orders.Line;
import io.github.memoizedprefetch.model.orders.Note;
import io.github.memoizedprefetch.model.orders.Piece;
import io.github.memoizedprefetch.model.orders.Purchase;
import io.github.memoizedprefetch.model.orders.Receipt;
import io.github.memoizedprefetch.model.orders.Shop;
import io.github.memoizedprefetch.model.orders.Visit;
import io.github.memoizedprefetch.support.Merges;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.Test;

/**
 * Merging with {@link MergePrefetch} and without: the same rows, writes and exceptions,
 * fewer selects.
 */
class MergePrefetchTests {

	private static final int ITEMS = 20;

	@Test
	void should_load_the_rows_of_all_items_at_once() {
		merges().change((items) -> each(items, (purchase, i) -> purchase.text = "changed")).run().areReduced(40, 1);
	}

	@Test
	void should_load_cascaded_sets_at_once() {
		read("lines").change((items) -> each(items, (purchase, i) -> {
			purchase.lines.forEach((line) -> line.text = "changed");
			if (i % 3 == 0) {
				purchase.lines.remove(Collections.min(purchase.lines, Comparator.comparing((line) -> line.id)));
			}
			Line line = new Line();
			line.purchase = purchase;
			purchase.lines.add(line);
		})).run().areReduced(47, 9); // the pieces of each removed line in both
	}

	@Test
	void should_load_cascaded_bags_at_once() {
		read("notes").change((items) -> each(items, (purchase, i) -> {
			purchase.notes.get(0).text = "changed";
			purchase.notes.add(new Note());
		})).run().areReduced(40, 2);
	}

	@Test
	void should_load_what_cascades_lead_to_level_by_level() {
		merges().items((entityManager) -> {
			List<Purchase> purchases = purchases(entityManager);
			purchases.forEach((purchase) -> purchase.lines.forEach((line) -> Hibernate.initialize(line.pieces)));
			return purchases;
		})
			.change((items) -> each(items,
					(purchase, i) -> purchase.lines.forEach((line) -> line.pieces.get(0).text = "changed")))
			.run()
			.areReduced(80, 3);
	}

	@Test
	void should_load_cascaded_references_at_once() {
		read("buyer").change((items) -> each(items, (purchase, i) -> purchase.buyer.text = "changed"))
			.run()
			.areReduced(40, 2);
	}

	@Test
	void should_load_other_collections_that_are_replaced_at_once() {
		read("labels").change((items) -> each(items, (purchase, i) -> purchase.labels.add("new")))
			.run()
			.areReduced(60, 2);
		read("shops").change((items) -> each(items, (purchase, i) -> purchase.shops.clear())).run().areReduced(60, 2);
		read("visitsByCode").run().areReduced(80, 2);
		merges().change((items) -> each(items, (purchase, i) -> purchase.labels = null)).run().areReduced(60, 2);
	}

	@Test
	void should_not_load_collections_that_merging_does_not_load() {
		read("visits").change((items) -> each(items, (purchase, i) -> purchase.visits.clear())).run().areReduced(80, 2);
		merges().change((items) -> each(items, (purchase, i) -> purchase.visitsByCode = null)).run().areReduced(40, 1);
	}

	@Test
	void should_load_eager_references_that_are_new_at_once() {
		merges().change((items) -> each(items, (purchase, i) -> purchase.shop = new Shop("other" + i, "ignored")))
			.run()
			.areReduced(60, 2);
		read("shops").change((items) -> each(items, (purchase, i) -> purchase.shops.add(new Shop("other" + i, ""))))
			.run()
			.areReduced(80, 3);
	}

	@Test
	void should_load_receipts_that_are_removed_at_once() {
		merges().change((items) -> each(items, (purchase, i) -> purchase.receipt = null)).run().areReduced(40, 2);
	}

	@Test
	void should_load_what_new_items_refer_to() {
		merges().items((entityManager) -> {
			List<Purchase> items = new ArrayList<>();
			for (Shop shop : entityManager.createQuery("from Shop", Shop.class).getResultList()) {
				Purchase purchase = new Purchase();
				purchase.shop = shop;
				purchase.buyer = entityManager.createQuery("from Buyer", Buyer.class)
					.getResultList()
					.get(items.size() % ITEMS);
				items.add(purchase);
			}
			return items;
		}).run().areReduced(60, 2);
	}

	private static Merges merges() {
		return new Merges(Purchase.class, Line.class, Piece.class, Note.class, Visit.class, Shop.class, Buyer.class,
				Receipt.class)
			.rows(MergePrefetchTests::persist)
			.items(MergePrefetchTests::purchases);
	}

	/** The items with one association initialised. */
	private static Merges read(String attribute) {
		return merges().items((entityManager) -> {
			List<Purchase> purchases = purchases(entityManager);
			for (Purchase purchase : purchases) {
				try {
					Hibernate.initialize(Purchase.class.getField(attribute).get(purchase));
				}
				catch (ReflectiveOperationException ex) {
					throw new IllegalStateException(ex);
				}
			}
			return purchases;
		});
	}

	private static List<Purchase> purchases(EntityManager entityManager) {
		return entityManager.createQuery("from Purchase order by id", Purchase.class).getResultList();
	}

	private static void each(List<?> items, BiConsumer<Purchase, Integer> change) {
		for (int i = 0; i < items.size(); i++) {
			change.accept((Purchase) items.get(i), i);
		}
	}

	private static void persist(EntityManager entityManager) {
		for (int i = 0; i < ITEMS; i++) {
			Shop shop = new Shop("shop" + i, "shop");
			entityManager.persist(shop);
			entityManager.persist(new Shop("other" + i, "other"));
			Purchase purchase = new Purchase();
			purchase.text = "purchase" + i;
			purchase.shop = shop;
			purchase.lazyShop = shop;
			purchase.shops = new HashSet<>(List.of(shop));
			purchase.labels = new HashSet<>(List.of("a", "b" + i));
			purchase.receipt = new Receipt();
			purchase.buyer = buyer(entityManager);
			purchase.delivery = new Delivery();
			purchase.delivery.street = "street";
			purchase.delivery.receiver = buyer(entityManager);
			purchase.delivery.stops = new ArrayList<>(List.of("stop"));
			purchase.notes = new ArrayList<>(List.of(new Note(), new Note()));
			for (int j = 0; j < 2; j++) {
				Line line = new Line();
				line.purchase = purchase;
				purchase.lines.add(line);
				Piece piece = new Piece();
				piece.line = line;
				line.pieces.add(piece);
				Visit visit = new Visit();
				visit.code = "code" + j;
				visit.purchase = purchase;
				entityManager.persist(visit);
			}
			entityManager.persist(purchase);
		}
	}

	private static Buyer buyer(EntityManager entityManager) {
		Buyer buyer = new Buyer();
		buyer.text = "buyer";
		entityManager.persist(buyer);
		return buyer;
	}

}
