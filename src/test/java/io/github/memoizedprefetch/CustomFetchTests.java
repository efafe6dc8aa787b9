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
import java.util.Collection;
import java.util.List;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CustomFetchTests {

	@AutoClose
	private static final Database database = Database.open().populate();

	private final Chunks<Review> chunks = new Chunks<>(database, Review.class, 50, Bookshop::credits);

	private static MemoizedPrefetch reviews(MemoizedPrefetchConfig<Book> config) {
		return MemoizedPrefetch.builder(database.entityManagerFactory()).itemType(Review.class).config(config).build();
	}

	private static MemoizedPrefetch books(MemoizedPrefetchConfig<Author> config) {
		return MemoizedPrefetch.builder(database.entityManagerFactory()).itemType(Book.class).config(config).build();
	}

	/** The statements of a chunk of all books, then the authors that are initialised. */
	private static List<String> authors(MemoizedPrefetch prefetch, int statements) {
		return database.read((entityManager) -> {
			List<Book> books = entityManager.createQuery("from Book order by id", Book.class)
				.setMaxResults(12)
				.getResultList();
			assertThat(database.statements().during(() -> prefetch.processChunk(books))).hasSize(statements);
			return books.stream().map(Book::getAuthor).filter(Hibernate::isInitialized).map(Author::getName).toList();
		});
	}

	private void assertServedWithOneStatement(MemoizedPrefetchConfig<Book> config) {
		Chunks.Result managed = this.chunks.managed(reviews(config)::processChunk);
		assertThat(managed.prefetched()).containsExactly(1, 0, 0);
		assertThat(managed.lines()).isEqualTo(this.chunks.plain());
		assertThat(managed.lazy()).isEmpty();
		Chunks.Result detached = this.chunks.detached(reviews(config)::processChunk);
		assertThat(detached.prefetched()).containsExactly(1, 0, 0);
		assertThat(detached.lines()).isEqualTo(this.chunks.plain());
		assertThat(detached.lazy()).isEmpty();
	}

	@Test
	void should_fetch_and_memoize_paths_along_with_the_target() {
		assertServedWithOneStatement(
				MemoizedPrefetchConfig.of(Book.class, "book").fetch("author", "translator", "publisher"));
	}

	@Test
	void should_fetch_and_memoize_an_entity_graph_by_name() {
		var graph = database.entityManagerFactory().createEntityManager().createEntityGraph(Book.class);
		graph.addAttributeNodes("author", "translator", "publisher");
		database.entityManagerFactory().addNamedEntityGraph("Book.credits", graph);
		assertServedWithOneStatement(MemoizedPrefetchConfig.of(Book.class, "book").entityGraph("Book.credits"));
	}

	@Test
	void should_fetch_and_memoize_collections_along_with_the_target() {
		Chunks<Review> categories = new Chunks<>(database, Review.class, 50, Bookshop::categories);
		MemoizedPrefetchConfig<Book> config = MemoizedPrefetchConfig.of(Book.class, "book").fetch("categories.parent");
		for (Chunks.Result result : List.of(categories.managed(reviews(config)::processChunk),
				categories.detached(reviews(config)::processChunk))) {
			assertThat(result.prefetched()).containsExactly(1, 0, 0);
			assertThat(result.lines()).isEqualTo(categories.plain());
			assertThat(result.lazy()).isEmpty();
		}
	}

	@Test
	void should_leave_references_to_restricted_targets_to_hibernate() {
		MemoizedPrefetch prefetch = books(MemoizedPrefetchConfig.of(Author.class, "author")
			.restriction((author, query, builder) -> builder.lt(author.get("id"), 2)));
		assertThat(authors(prefetch, 1)).containsExactly("Author 0", "Author 1");
		Chunks<Book> chunks = new Chunks<>(database, Book.class, 12, (book) -> book.getAuthor().getName());
		assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(chunks.plain());
	}

	@Test
	void should_restrict_by_a_spring_data_specification() {
		Specification<Author> specification = (author, query, builder) -> builder.like(author.get("name"), "Author 1%");
		assertThat(authors(
				books(MemoizedPrefetchConfig.of(Author.class, "author").restriction(specification::toPredicate)), 1))
			.containsExactly("Author 1", "Author 10", "Author 11");
	}

	@Test
	void should_load_by_a_lambda_that_gets_distinct_ids_and_the_loading_entity_manager() {
		List<Collection<?>> asked = new ArrayList<>();
		MemoizedPrefetch prefetch = books(
				MemoizedPrefetchConfig.of(Author.class, "author", "translator").loader((ids, entityManager) -> {
					asked.add(List.copyOf(ids));
					return entityManager.createQuery("from Author where id in :ids and id <> 7", Author.class)
						.setParameter("ids", ids)
						.getResultList();
				}));
		assertThat(authors(prefetch, 1)).hasSize(11).doesNotContain("Author 7");
		assertThat(authors(prefetch, 1)).hasSize(11);
		assertThat(asked).hasSize(2);
		assertThat(asked.get(0)).hasSize(12).doesNotHaveDuplicates();
		assertThat(asked.get(1)).hasSize(1);
	}

	@Test
	void should_load_by_a_method_of_a_spring_data_repository() {
		AuthorRepository repository = new JpaRepositoryFactory(database.entityManagerFactory().createEntityManager())
			.getRepository(AuthorRepository.class);
		MemoizedPrefetch prefetch = books(
				MemoizedPrefetchConfig.of(Author.class, "author").loader(repository::findAllById));
		assertThat(authors(prefetch, 1)).hasSize(12);
		assertThat(authors(prefetch, 1)).as("may not be committed").hasSize(12);
	}

	@Test
	void should_refuse_what_a_loader_returns_if_it_is_of_another_class() {
		@SuppressWarnings({ "unchecked", "rawtypes" })
		MemoizedPrefetchConfig<Author> config = MemoizedPrefetchConfig.of(Author.class, "author")
			.loader((MemoizedPrefetchConfig.Loader) (ids, entityManager) -> List.of("not an author"));
		assertThatIllegalStateException().isThrownBy(() -> authors(books(config), 1))
			.withMessage("The loader of Author returned a java.lang.String, not a Author");
	}

	interface AuthorRepository extends JpaRepository<Author, Long> {

	}

}
