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

import java.util.Collection;
import java.util.List;

import io.github.memoizedprefetch.samples.bookshop.model.Book;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * Books by what file rows have of them.
 */
interface BooksByIsbn extends Repository<Book, Long> {

	@Nullable Book findByIsbn(String isbn);

	List<Book> findAllByIsbnIn(Collection<String> isbns);

	List<Book> findAll();

	@Nullable Book findById(Long id);

	/** Any query, before which Hibernate looks for changes. */
	@Query("select p.country from Publisher p where p.id = :id")
	String countryOfPublisher(Long id);

}
