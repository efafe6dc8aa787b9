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
package io.github.memoizedprefetch.data;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.store.Delivery;
import io.github.memoizedprefetch.model.store.Product;
import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Methods of all kinds. */
interface Deliveries extends JpaRepository<Delivery, Long>, JpaSpecificationExecutor<Delivery>, CustomDeliveries {

	Delivery findByNumber(int number);

	Optional<Delivery> findOptionalByNumber(Integer number);

	List<Delivery> findByProductId(Long id);

	List<Delivery> findByProduct_Sku(String sku);

	List<Delivery> findByPlaceCity(String city);

	List<Delivery> findByCode(String code);

	List<Delivery> findByCodeOrderByNumberDesc(String code);

	Set<Delivery> findByCodeInOrderByNumberDesc(Set<String> codes);

	List<Delivery> findByCodeAndOpenTrue(String code);

	List<Delivery> findByCodeInAndOpenTrue(Collection<String> codes);

	List<Delivery> findByCodeIgnoreCase(String code);

	List<Delivery> findByCodeInIgnoreCase(Iterable<String> codes);

	@EntityGraph(attributePaths = "product")
	List<Delivery> findWithProductByCode(String code);

	@EntityGraph(attributePaths = "product")
	List<Delivery> findWithProductByCodeIn(List<String> codes);

	List<Delivery> findByProduct(Product product);

	List<Delivery> findByProductIn(List<Product> products);

	boolean existsByCode(String code);

	boolean existsByCodeAndOpenTrue(String code);

	boolean existsByProductId(long id);

	List<Summary> findSummariesByCode(String code);

	List<Summary> findSummariesByCodeIn(List<String> codes);

	@Query("select d from Delivery d where d.code in :codes and d.open")
	List<Delivery> findOpenByCodeIn(List<String> codes);

	/** Its interface has the key. */
	interface Summary {

		String getCode();

		int getNumber();

	}

	// What cannot be looked up

	Delivery findFirstByCodeOrderByNumber(String code);

	List<Delivery> findTop3ByCode(String code);

	Page<Delivery> findPageByCode(String code, Pageable pageable);

	List<Delivery> findByCode(String code, Sort sort);

	List<Delivery> findByCode(String code, Limit limit);

	List<Delivery> findByCodeAndNumber(String code, int number);

	List<Delivery> findByCodeOrOpenTrue(String code);

	List<Delivery> findByCodeLike(String code);

	List<Delivery> findByNumberGreaterThan(int number);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	List<Delivery> findLockedByCode(String code);

	long countByCode(String code);

	long deleteByCode(String code);

	@Modifying
	@Query("update Delivery d set d.open = false where d.code = ?1")
	int closeByCode(String code);

	@Query("select d from Delivery d where d.code = ?1 and d.open")
	List<Delivery> findOpenByCode(String code);

	@Query("select d from Delivery d where d.code in ?1 order by d.number limit 3")
	List<Delivery> findFewByCodeIn(List<String> codes);

	@Query("select d from Delivery d where d.code in ?1")
	List<Delivery> anyOf(List<String> codes);

	@Transactional(propagation = Propagation.REQUIRES_NEW)
	List<Delivery> findApartByCode(String code);

	Stream<Delivery> findStreamByCode(String code);

	List<Delivery> findByPlaceCityOrderByNumber(String city);

	boolean existsByPlaceCityAndOpenTrue(String city);

	@QueryHints(@QueryHint(name = "org.hibernate.readOnly", value = "true"))
	List<Delivery> findReadOnlyByCode(String code);

	@QueryHints(@QueryHint(name = "org.hibernate.readOnly", value = "false"))
	List<Delivery> findReadOnlyByCodeIn(List<String> codes);

	default List<Delivery> findCoded(String code) {
		return findByCode(code);
	}

}
