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

import java.util.List;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Items without a session of their own.
 */
class DetachedItemTests {

	@AutoClose
	private final Database database = Database.open().populate();

	private final MemoizedPrefetch books = prefetch("author", "translator", "publisher", "categories.parent",
			"bookCategories.category.parent");

	private final List<String> truth = this.database.read((entityManager) -> lines(books(entityManager)));

	private MemoizedPrefetch prefetch(String... paths) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory()).paths(paths).build();
	}

	private static List<Book> books(EntityManager entityManager) {
		return entityManager.createQuery("from Book order by id", Book.class).getResultList();
	}

	private static List<String> lines(List<Book> books) {
		return books.stream()
			.map((book) -> Bookshop.credits(book) + Bookshop.categories(book) + Bookshop.linkedCategories(book))
			.toList();
	}

	private void assertServed(List<Book> books) {
		this.books.processChunk(books);
		assertThat(this.database.statements().during(() -> assertThat(lines(books)).isEqualTo(this.truth))).isEmpty();
	}

	private String nameOfAuthor7() {
		return this.database.read((entityManager) -> entityManager.find(Author.class, 7).getName());
	}

	@Test
	void should_serve_items_after_close() {
		assertServed(this.database.read(DetachedItemTests::books));
		assertServed(this.database.read(DetachedItemTests::books));
	}

	@Test
	void should_serve_items_after_clear() {
		this.database.inTransaction((entityManager) -> {
			List<Book> books = books(entityManager);
			entityManager.clear();
			assertServed(books);
			assertThat(this.database.statements().during(entityManager::flush)).isEmpty();
		});
	}

	@Test
	void should_serve_items_that_are_detached_one_by_one() {
		this.database.inTransaction((entityManager) -> {
			List<Book> books = books(entityManager);
			books.forEach(entityManager::detach);
			assertServed(books);
			assertThat(this.database.statements().during(entityManager::flush)).isEmpty();
		});
	}

	@Test
	void should_serve_what_is_behind_the_references_of_items_detached_one_by_one() {
		MemoizedPrefetch prefetch = prefetch("book.author", "book.translator", "book.publisher",
				"book.categories.parent", "book.bookCategories.category.parent");
		this.database.inTransaction((entityManager) -> {
			List<Review> reviews = entityManager.createQuery("from Review where id < 40 order by book.id", Review.class)
				.getResultList();
			reviews.forEach(entityManager::detach);
			prefetch.processChunk(reviews);
			assertThat(this.database.statements()
				.during(() -> assertThat(lines(reviews.stream().map(Review::getBook).toList())).isEqualTo(this.truth)))
				.isEmpty();
			assertThat(this.database.statements().during(entityManager::flush)).isEmpty();
		});
	}

	@Test
	void should_serve_items_of_a_stateless_session() {
		SessionFactory factory = this.database.entityManagerFactory().unwrap(SessionFactory.class);
		factory.inStatelessTransaction((session) -> assertServed(
				session.createSelectionQuery("from Book order by id", Book.class).getResultList()));
		List<Book> books = factory.fromStatelessTransaction(
				(session) -> session.createSelectionQuery("from Book order by id", Book.class).getResultList());
		assertServed(books);
	}

	@Test
	void should_lead_an_item_that_is_a_proxy_to_the_one_that_is_loaded() {
		Review loaded = this.database.read((entityManager) -> entityManager.find(Review.class, 7));
		Review proxy = this.database.read((entityManager) -> entityManager.getReference(Review.class, 7));
		prefetch("book").processChunk(List.of(proxy, loaded));
		assertThat(Hibernate.unproxy(proxy)).isSameAs(loaded);
	}

	@Test
	void should_serve_owners_that_were_never_persisted() {
		Book template = this.database.read((entityManager) -> entityManager.find(Book.class, 7));
		Book unsaved = new Book(777, "Unsaved", template.getAuthor(), null, template.getPublisher());
		this.books.processChunk(List.of(unsaved));
		assertThat(unsaved.getAuthor().getName()).isEqualTo("Author 7");
		assertThat(unsaved.getPublisher().getName()).isEqualTo("Publisher 3");
	}

	@Test
	void should_never_show_a_change_of_a_target_in_another_chunk() {
		for (int chunk = 0; chunk < 3; chunk++) {
			List<Book> books = this.database.read(DetachedItemTests::books);
			assertServed(books);
			books.forEach((book) -> {
				book.getAuthor().setName("changed");
				book.getPublisher().setName("changed");
				book.getCategories().forEach((category) -> category.setName("changed"));
				book.getBookCategories().forEach((link) -> link.getCategory().setName("changed"));
				book.getCategories().clear();
				book.getBookCategories().clear();
			});
		}
		this.database.inTransaction((entityManager) -> assertServed(books(entityManager)));
	}

	@Test
	void should_show_the_items_of_one_chunk_the_same_target() {
		List<Book> books = this.database.read(DetachedItemTests::books);
		this.books.processChunk(books);
		books.get(7).getAuthor().setName("changed");
		assertThat(Stream.of(19, 31).map((id) -> books.get(id).getAuthor().getName())).containsOnly("changed");
		assertThat(books.get(2).getTranslator().getName()).isEqualTo("changed");
	}

	@Test
	void should_merge_without_spurious_statements() {
		List<Book> books = this.database.read(DetachedItemTests::books);
		this.books.processChunk(books);
		this.database.inTransaction((entityManager) -> {
			List<String> merged = this.database.statements().during(() -> {
				books.forEach(entityManager::merge);
				entityManager.flush();
			});
			assertThat(merged).isNotEmpty().allMatch((sql) -> sql.startsWith("select"));
		});
		books.get(7).setTitle("Retitled");
		books.get(7).getAuthor().setName("not cascaded");
		this.database.inTransaction((entityManager) -> {
			entityManager.merge(books.get(7));
			assertThat(this.database.statements().during(entityManager::flush)).singleElement()
				.asString()
				.startsWith("update Book set");
		});
		assertThat(nameOfAuthor7()).isEqualTo("Author 7");
	}

}
