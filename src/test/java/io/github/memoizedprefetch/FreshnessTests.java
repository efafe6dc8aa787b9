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

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.NativeQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is memoized is what was committed, until Hibernate says that it has changed. Book
 * 7 was written by author 7 and is in categories 7, 8 and 0.
 */
class FreshnessTests {

	private final Database database = Database.open().populate();

	private final MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
		.itemType(Book.class)
		.paths("author", "categories", "bookCategories.category")
		.build();

	@AfterEach
	void close() {
		this.database.close();
	}

	@Test
	void should_see_a_flushed_update_and_keep_what_has_not_changed() {
		all(author());
		this.database.inTransaction((em) -> em.find(Author.class, 7).setName("changed"));
		assertThat(prefetched(author())).isEqualTo("changed");
		assertThat(all(author())).isZero();
	}

	@Test
	void should_see_a_merge_a_stateless_update_and_an_upsert() {
		all(author());
		Author detached = this.database.read((em) -> em.find(Author.class, 7));
		detached.setName("merged");
		this.database.inTransaction((em) -> em.merge(detached));
		assertThat(prefetched(author())).isEqualTo("merged");
		detached.setName("stateless");
		stateless((session) -> session.update(detached));
		assertThat(prefetched(author())).isEqualTo("stateless");
		detached.setName("upserted");
		stateless((session) -> session.upsert(detached));
		assertThat(prefetched(author())).isEqualTo("upserted");
	}

	@Test
	void should_see_a_reference_that_is_deleted_without_being_loaded() {
		all(throughCategories());
		this.database.statements().reset();
		this.database.inTransaction((em) -> em.remove(em.getReference(BookCategory.class, 70)));
		assertThat(this.database.statements().statements()).singleElement().asString().startsWith("delete");
		assertThat(prefetched(throughCategories())).isEqualTo(Set.of(8L, 0L));
	}

	@Test
	void should_forget_nothing_when_a_transaction_rolls_back() {
		all(author());
		assertThatThrownBy(() -> this.database.inTransaction((em) -> {
			em.find(Author.class, 7).setName("rolled back");
			em.flush();
			em.createQuery("update Author set name = 'rolled back'").executeUpdate();
			throw new IllegalStateException("roll back");
		})).hasMessage("roll back");
		assertThat(all(author())).isZero();
		assertThat(prefetched(author())).isEqualTo("Author 7");
	}

	@Test
	void should_leave_a_reference_alone_whose_own_transaction_has_changed_the_target() {
		all(author());
		String name = this.database.read((em) -> {
			em.createQuery("update Author set name = 'uncommitted' where id = 7").executeUpdate();
			Book book = em.find(Book.class, 7);
			this.prefetch.processChunk(List.of(book));
			return book.getAuthor().getName();
		});
		assertThat(name).isEqualTo("uncommitted");
		assertThat(prefetched(author())).isEqualTo("uncommitted");
	}

	@Test
	void should_leave_it_alone_too_if_it_has_changed_before_the_first_chunk() {
		// this.prefetch, which is there as well, does not know the publishers
		MemoizedPrefetch first = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("publisher")
			.build();
		String name = this.database.read((em) -> {
			em.createQuery("update Publisher set name = 'uncommitted'").executeUpdate();
			Book book = em.find(Book.class, 7);
			first.processChunk(List.of(book));
			return book.getPublisher().getName();
		});
		assertThat(name).isEqualTo("uncommitted");
	}

	@Test
	void should_serve_others_what_is_committed_while_a_change_is_not() {
		all(author());
		this.database.inTransaction((em) -> {
			em.find(Author.class, 7).setName("later");
			em.flush();
			assertThat(all(author())).isZero();
			assertThat(prefetched(author())).isEqualTo("Author 7");
		});
		assertThat(prefetched(author())).isEqualTo("later");
	}

	@Test
	void should_see_jpql_and_native_updates() {
		all(author());
		update((em) -> em.createQuery("update Author set name = 'jpql' where id = 7"));
		assertThat(prefetched(author())).isEqualTo("jpql");
		update((em) -> em.createNativeQuery("update Author set name = 'native' where id = 7"));
		assertThat(prefetched(author())).isEqualTo("native");
		update((em) -> em.createNativeQuery("update Author set name = 'spaces' where id = 7")
			.unwrap(NativeQuery.class)
			.addSynchronizedEntityClass(Author.class));
		assertThat(prefetched(author())).isEqualTo("spaces");
	}

	@Test
	void should_keep_the_memo_when_a_query_updates_another_table() {
		all(author());
		update((em) -> em.createQuery("update Publisher set name = 'other'"));
		update((em) -> em.createNativeQuery("update Publisher set name = 'other'")
			.unwrap(NativeQuery.class)
			.addSynchronizedEntityClass(Publisher.class));
		this.database.inTransaction((em) -> em.createQuery("from Author", Author.class).getResultList());
		assertThat(all(author())).isZero();
	}

	@Test
	void should_see_links_added_and_removed() {
		all(categories());
		this.database.inTransaction((em) -> {
			Set<Category> categories = em.find(Book.class, 7).getCategories();
			categories.removeIf((category) -> category.getId() == 8);
			categories.add(em.find(Category.class, 1));
		});
		assertThat(prefetched(categories())).isEqualTo(Set.of(7L, 0L, 1L));
		update((em) -> em.createNativeQuery("delete from book_categories where book_id = 7"));
		assertThat(prefetched(categories())).isEqualTo(Set.of());
	}

	@Test
	void should_see_links_of_a_stateless_session() {
		all(categories());
		Category first = this.database.read((em) -> em.find(Category.class, 1));
		Book detached = this.database.read((em) -> {
			Book book = em.find(Book.class, 7);
			assertThat(book.getCategories()).hasSize(3);
			return book;
		});
		detached.getCategories().clear();
		detached.getCategories().add(first);
		stateless((session) -> session.update(detached));
		assertThat(prefetched(categories())).isEqualTo(Set.of(1L));
		Book inserted = new Book(100, "Book 100", null, null, null);
		inserted.getCategories().add(first);
		stateless((session) -> session.insert(inserted));
		assertThat(prefetched(100, categories())).isEqualTo(Set.of(1L));
	}

	@Test
	void should_see_the_links_of_an_owner_that_is_removed_without_being_loaded() {
		all(categories());
		this.database.execute("delete from BookCategory where book_id = 7");
		this.database.execute("delete from Review where book_id = 7");
		this.database.inTransaction((em) -> em.remove(em.getReference(Book.class, 7)));
		this.database.inTransaction((em) -> em.persist(new Book(7, "another", null, null, null)));
		assertThat(prefetched(categories())).isEqualTo(Set.of());
	}

	@Test
	void should_see_a_collection_that_goes_to_another_owner() {
		all(categories());
		this.database
			.inTransaction((em) -> em.find(Book.class, 4).setCategories(em.find(Book.class, 7).takeCategories()));
		assertThat(prefetched(4, categories())).isEqualTo(Set.of(7L, 8L, 0L));
		assertThat(prefetched(7, categories())).isEqualTo(Set.of());
	}

	@Test
	void should_see_elements_inserted_and_deleted() {
		all(throughCategories());
		this.database.inTransaction((em) -> {
			em.persist(new BookCategory(1_000, em.find(Book.class, 7), em.find(Category.class, 1)));
			em.remove(em.find(BookCategory.class, 70));
		});
		assertThat(prefetched(throughCategories())).isEqualTo(Set.of(8L, 0L, 1L));
		update((em) -> em.createQuery("delete from BookCategory where id = 1000"));
		assertThat(prefetched(throughCategories())).isEqualTo(Set.of(8L, 0L));
	}

	@Test
	void should_forget_what_it_is_told_to() {
		all(author());
		this.database.execute("update Author set name = 'jdbc' where id in (7, 8)");
		assertThat(prefetched(author())).isEqualTo("Author 7");
		this.prefetch.evict(Author.class, 7L);
		assertThat(prefetched(author())).isEqualTo("jdbc");
		assertThat(prefetched(8, author())).isEqualTo("Author 8");
		this.prefetch.evict(Author.class);
		assertThat(prefetched(8, author())).isEqualTo("jdbc");
	}

	@Test
	void should_forget_with_time_where_that_is_configured() {
		try (MemoizedPrefetch forgetful = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Book.class)
			.config(MemoizedPrefetchConfig.of(Author.class, "author").expireAfterWrite(Duration.ofNanos(1)))
			.build()) {
			forgetful.processChunk(List.of(detached(7)));
			this.database.execute("update Author set name = 'jdbc' where id = 7");
			Book book = detached(7);
			forgetful.processChunk(List.of(book));
			assertThat(book.getAuthor().getName()).isEqualTo("jdbc");
		}
	}

	@Test
	void should_see_a_change_of_what_was_fetched_along_with_the_target() {
		try (MemoizedPrefetch fetching = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(BookCategory.class)
			.config(MemoizedPrefetchConfig.of(Book.class, "book").fetch("author"))
			.build()) {
			Function<BookCategory, String> name = (link) -> link.getBook().getAuthor().getName();
			BookCategory before = this.database.read((em) -> em.find(BookCategory.class, 70));
			fetching.processChunk(List.of(before));
			assertThat(name.apply(before)).isEqualTo("Author 7");
			this.database.inTransaction((em) -> em.find(Author.class, 7).setName("changed"));
			BookCategory after = this.database.read((em) -> em.find(BookCategory.class, 70));
			fetching.processChunk(List.of(after));
			assertThat(name.apply(after)).isEqualTo("changed");
		}
	}

	@Test
	void should_serve_a_row_that_was_inserted_after_the_whole_table_was_prefetched() {
		try (MemoizedPrefetch whole = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Book.class)
			.config(MemoizedPrefetchConfig.of(Author.class, "author").prefetchAll(true))
			.build()) {
			whole.processChunk(List.of(detached(7)));
			this.database.inTransaction((em) -> {
				Author author = new Author(100, "new");
				em.persist(author);
				em.find(Book.class, 7).setAuthor(author);
			});
			Book book = detached(7);
			whole.processChunk(List.of(book));
			assertThat(book.getAuthor().getName()).isEqualTo("new");
		}
	}

	private static Function<Book, Object> author() {
		return (book) -> book.getAuthor().getName();
	}

	private static Function<Book, Object> categories() {
		return (book) -> book.getCategories().stream().map(Category::getId).collect(Collectors.toSet());
	}

	private static Function<Book, Object> throughCategories() {
		return (book) -> book.getBookCategories()
			.stream()
			.map((link) -> link.getCategory().getId())
			.collect(Collectors.toSet());
	}

	private Object prefetched(Function<Book, Object> value) {
		return prefetched(7, value);
	}

	private Object prefetched(long id, Function<Book, Object> value) {
		Book book = detached(id);
		this.prefetch.processChunk(List.of(book));
		return value.apply(book);
	}

	/** Prefetch all books; returns the statements it took. */
	private int all(Function<Book, Object> value) {
		List<Book> books = this.database.read((em) -> em.createQuery("from Book", Book.class).getResultList());
		int before = this.database.statements().count();
		this.prefetch.processChunk(books);
		assertThat(books).extracting(value).doesNotContainNull();
		return this.database.statements().count() - before;
	}

	private Book detached(long id) {
		return this.database.read((em) -> em.find(Book.class, id));
	}

	private void update(Function<EntityManager, jakarta.persistence.Query> query) {
		this.database.inTransaction((em) -> query.apply(em).executeUpdate());
	}

	private void stateless(Consumer<StatelessSession> work) {
		this.database.entityManagerFactory()
			.unwrap(SessionFactoryImplementor.class)
			.inStatelessTransaction(work::accept);
	}

}
