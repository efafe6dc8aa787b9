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

import io.github.memoizedprefetch.samples.bookshop.model.Book;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.PagingAndSortingRepository;

interface BookRepository extends PagingAndSortingRepository<Book, Long> {

	Slice<Book> findByIdLessThanEqual(Long id, Pageable page);

	@Query("select b from Book b join fetch b.author left join fetch b.translator join fetch b.publisher"
			+ " where b.id <= :id")
	Slice<Book> findWithJoins(Long id, Pageable page);

	@EntityGraph(attributePaths = { "author", "translator", "publisher" })
	Slice<Book> findWithGraphByIdLessThanEqual(Long id, Pageable page);

}
