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
package io.github.memoizedprefetch.benchmark.step;

import io.github.memoizedprefetch.samples.bookshop.model.Review;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.PagingAndSortingRepository;

interface ReviewRepository extends PagingAndSortingRepository<Review, Long> {

	Slice<Review> findByIdLessThanEqual(Long id, Pageable page);

	@Query("select r from Review r join fetch r.book b join fetch b.author left join fetch b.translator"
			+ " join fetch b.publisher where r.id <= :id")
	Slice<Review> findWithJoins(Long id, Pageable page);

	@EntityGraph(attributePaths = { "book.author", "book.translator", "book.publisher" })
	Slice<Review> findWithGraphByIdLessThanEqual(Long id, Pageable page);

}
