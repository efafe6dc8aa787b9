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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.LogCapture;
import io.github.memoizedprefetch.support.Tenants;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tenants with the same ids, in databases or schemas of their own: nobody ever sees a row
 * of another one.
 */
@ParameterizedClass(name = "schemas: {0}")
@ValueSource(booleans = { false, true })
@Timeout(120)
class TenantTests {

	private static final String[] PATHS = { "author", "translator", "publisher", "categories",
			"bookCategories.category.parent" };

	private static final Map<Boolean, Tenants> databases = new HashMap<>();

	@Parameter
	private boolean schemas;

	private Tenants database;

	private MemoizedPrefetch prefetch;

	@AutoClose
	private final LogCapture log = new LogCapture();

	@BeforeEach
	void open() {
		this.database = databases.computeIfAbsent(this.schemas, (key) -> new Tenants(key, "a", "b"));
		this.database.current("a");
		this.prefetch = prefetch(1_000);
	}

	@AfterAll
	static void close() {
		databases.values().forEach(Tenants::close);
	}

	private MemoizedPrefetch prefetch(long cacheSize) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Book.class)
			.paths(PATHS)
			.cacheSize(cacheSize)
			.build();
	}

	private static List<Book> books(EntityManager entityManager) {
		return entityManager.createQuery("from Book order by id", Book.class).getResultList();
	}

	private static List<String> lines(List<Book> books) {
		return books.stream()
			.map((book) -> Bookshop.credits(book) + Bookshop.categories(book) + Bookshop.linkedCategories(book))
			.toList();
	}

	private List<String> truth(String tenant) {
		return this.database.read(tenant, (entityManager) -> lines(books(entityManager)));
	}

	@Test
	void should_remember_managed_entities_for_their_tenant_alone() {
		for (String tenant : List.of("a", "b", "b", "a")) {
			List<String> truth = truth(tenant);
			assertThat(truth).hasSize(40).allMatch((line) -> line.startsWith(tenant + " Book "));
			this.database.change(tenant, (entityManager) -> {
				List<Book> books = books(entityManager);
				this.prefetch.processChunk(books);
				List<String> lines = new ArrayList<>();
				assertThat(this.database.statements().during(() -> lines.addAll(lines(books)))).isEmpty();
				assertThat(lines).isEqualTo(truth);
			});
		}
		// authors, publishers, categories and two roles, for each of two tenants
		assertThat(this.prefetch.statistics().total().statements()).isEqualTo(2 * 5);
		assertThat(this.prefetch.statistics().target(Author.class).loads()).isEqualTo(2 * 12);
	}

	@Test
	void should_serve_detached_items_from_the_tenant_that_they_were_loaded_for() {
		List<Book> chunk = new ArrayList<>(this.database.read("a", TenantTests::books));
		chunk.addAll(this.database.read("b", TenantTests::books));
		chunk.sort((one, other) -> one.getId().compareTo(other.getId()));
		this.database.current("b");
		this.prefetch.processChunk(chunk);
		List<String> lines = lines(chunk);
		assertThat(lines.stream().filter((line) -> line.startsWith("a"))).isEqualTo(truth("a"));
		assertThat(lines.stream().filter((line) -> line.startsWith("b"))).isEqualTo(truth("b"));
		assertThat(this.prefetch.statistics().total().statements()).isEqualTo(2 * 5);
	}

	@Test
	void should_serve_managed_items_whatever_tenant_is_current() {
		List<String> truth = truth("a");
		this.database.change("a", (entityManager) -> {
			List<Book> books = books(entityManager);
			this.database.as("b", () -> {
				this.prefetch.processChunk(books);
				return null;
			});
			assertThat(lines(books)).isEqualTo(truth);
		});
	}

	@Test
	void should_leave_what_another_tenant_s_entity_holds_inside_an_item() {
		record Row(Book book) {
		}
		Book book = this.database.read("a", (entityManager) -> entityManager.find(Book.class, 5));
		MemoizedPrefetch rows = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("book.author")
			.build();
		this.database.current("b");
		rows.processChunk(List.of(new Row(book)));
		assertThat(Hibernate.isInitialized(book.getAuthor())).isFalse();
		assertThat(this.log.warnings()).containsExactly("A reference at 'book' is left as Hibernate made it:"
				+ " its owner was not loaded for the tenant of the item.");
		this.database.current("a");
		rows.processChunk(List.of(new Row(book)));
		assertThat(book.getAuthor().getName()).isEqualTo("a Author 5");
	}

	@Test
	void should_leave_another_tenant_s_proxy_inside_an_item() {
		record Row(Book book) {
		}
		MemoizedPrefetch rows = MemoizedPrefetch.builder(this.database.entityManagerFactory()).paths("book").build();
		this.database.change("a", (entityManager) -> {
			Book book = entityManager.getReference(Book.class, 5);
			this.database.as("b", () -> {
				rows.processChunk(List.of(new Row(book)));
				return null;
			});
			assertThat(Hibernate.isInitialized(book)).isFalse();
			assertThat(book.getTitle()).isEqualTo("a Book 5");
		});
		assertThat(this.log.warnings()).containsExactly("A reference at 'book' is left as Hibernate made it:"
				+ " its session is one of tenant a, its item of b.");
	}

	@Test
	void should_leave_items_alone_on_a_thread_without_a_tenant() {
		List<Book> books = this.database.read("a", TenantTests::books);
		this.database.current(null);
		assertThat(this.database.statements().during(() -> this.prefetch.processChunk(books))).isEmpty();
		assertThat(books).noneMatch((book) -> Hibernate.isInitialized(book.getAuthor()));
		assertThat(this.log.warnings()).containsExactly("Some items are not prefetched, because it is not known for"
				+ " which tenant: java.lang.IllegalStateException: no tenant on this thread.");
	}

	@Test
	void should_prefetch_all_of_each_tenant_s_table() {
		MemoizedPrefetch all = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Publisher.class, "publisher").prefetchAll(true))
			.build();
		for (String tenant : List.of("a", "b", "a")) {
			List<Book> books = this.database.read(tenant, TenantTests::books);
			all.processChunk(books);
			assertThat(books)
				.allSatisfy((book) -> assertThat(book.getPublisher().getName()).startsWith(tenant + " Publisher "));
		}
		assertThat(all.statistics().target(Publisher.class).statements()).isEqualTo(2);
	}

	@Test
	void should_see_what_a_tenant_commits() {
		for (String tenant : List.of("a", "b")) {
			this.prefetch.processChunk(this.database.read(tenant, TenantTests::books));
		}
		this.database.change("b", (entityManager) -> entityManager.find(Author.class, 5).setName("b changed"));
		for (String tenant : List.of("a", "b")) {
			List<Book> books = this.database.read(tenant, TenantTests::books);
			this.prefetch.processChunk(books);
			assertThat(lines(books)).isEqualTo(truth(tenant));
		}
		assertThat(this.prefetch.statistics().target(Author.class).loads()).as("forgotten by all").isEqualTo(2 * 13);
	}

	@Test
	void should_forget_an_evicted_entity_of_every_tenant() {
		for (String tenant : List.of("a", "b")) {
			this.prefetch.processChunk(this.database.read(tenant, TenantTests::books));
		}
		this.prefetch.evict(Author.class, 5L);
		for (String tenant : List.of("a", "b")) {
			this.prefetch.processChunk(this.database.read(tenant, TenantTests::books));
		}
		assertThat(this.prefetch.statistics().target(Author.class).loads()).isEqualTo(2 * 13);
	}

	/** Which tells nobody what it loads. */
	@Test
	void should_leave_items_of_a_stateless_session_alone() {
		SessionFactory factory = this.database.entityManagerFactory().unwrap(SessionFactory.class);
		try (StatelessSession session = factory.openStatelessSession()) {
			List<Book> books = session.createSelectionQuery("from Book order by id", Book.class).getResultList();
			this.prefetch.processChunk(books);
			assertThat(books).noneMatch((book) -> Hibernate.isInitialized(book.getAuthor()));
			assertThat(this.log.warnings()).containsExactly("Some items are not prefetched, because it is not known for"
					+ " which tenant: Book was not loaded by a Session, but deserialized, created or read by a"
					+ " StatelessSession.");
		}
	}

	@Test
	void should_keep_tenants_apart_in_many_threads() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			for (long cacheSize : new long[] { 1, 5, 1_000 }) {
				MemoizedPrefetch shared = prefetch(cacheSize);
				List<Callable<Void>> tasks = Stream.generate(() -> task(shared)).limit(8).toList();
				for (Future<Void> future : executor.invokeAll(tasks)) {
					future.get();
				}
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private Callable<Void> task(MemoizedPrefetch shared) {
		List<List<String>> truth = List.of(truth("a"), truth("b"));
		return () -> {
			Random random = new Random();
			for (int i = 0; i < 30; i++) {
				int tenant = random.nextInt(2);
				this.database.current((random.nextInt(2) == 0) ? "a" : "b");
				String name = List.of("a", "b").get(tenant);
				boolean managed = random.nextBoolean();
				List<Book> detached = this.database.read(name, (entityManager) -> {
					List<Book> books = books(entityManager);
					if (managed) {
						shared.processChunk(books);
						assertThat(lines(books)).isEqualTo(truth.get(tenant));
					}
					return books;
				});
				if (!managed) {
					shared.processChunk(detached);
					assertThat(lines(detached)).isEqualTo(truth.get(tenant));
				}
			}
			return null;
		};
	}

}
