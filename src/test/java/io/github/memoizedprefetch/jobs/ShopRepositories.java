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

import java.util.List;
import java.util.Optional;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/** The queries that the jobs make for each item. */
final class ShopRepositories {

	private ShopRepositories() {
	}

	interface Members extends JpaRepository<Shop.Member, Long> {

		Optional<Shop.Member> findByEmail(String email);

		List<Shop.Member> findByEmailIn(List<String> emails);

	}

	interface Products extends JpaRepository<Shop.Product, Long> {

		Optional<Shop.Product> findBySku(String sku);

		List<Shop.Product> findBySkuIn(List<String> skus);

	}

	interface Purchases extends JpaRepository<Shop.Purchase, Long> {

	}

	interface Lines extends JpaRepository<Shop.PurchaseLine, Long> {

	}

	interface Rebates extends JpaRepository<Shop.Rebate, Long> {

		List<Shop.Rebate> findByLineId(Long lineId);

		List<Shop.Rebate> findByLineIdIn(List<Long> lineIds);

	}

	interface Sales extends JpaRepository<Shop.Statistics, Long> {

	}

	interface Messages extends JpaRepository<Shop.Message, Long> {

		@EntityGraph(attributePaths = {})
		Page<Shop.Message> findAllBy(Pageable pageable);

	}

	interface Reservations extends JpaRepository<Shop.Reservation, Long> {

	}

}
