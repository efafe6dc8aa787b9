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

import java.lang.reflect.Proxy;
import java.util.List;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Every mistake in a config is reported when the prefetch is built.
 */
class ConfigValidationTests {

	@AutoClose
	private static final Database database = Database.open().populate();

	@BeforeAll
	static void addGraph() {
		EntityManagerFactory factory = database.entityManagerFactory();
		factory.addNamedEntityGraph("Author.all", factory.createEntityManager().createEntityGraph(Author.class));
	}

	private static void assertRefused(MemoizedPrefetchConfig<?> config, String message) {
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Review.class)
			.config(config);
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
	}

	private static MemoizedPrefetchConfig<Book> book() {
		return MemoizedPrefetchConfig.of(Book.class, "book");
	}

	@Test
	void should_refuse_two_configs_of_one_target() {
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Author.class, "book.author"))
			.config(MemoizedPrefetchConfig.of(Author.class, "book.translator"));
		assertThatIllegalArgumentException().isThrownBy(builder::build)
			.withMessage("Author is configured twice (entities of one hierarchy share one config);"
					+ " put all its paths into one: MemoizedPrefetchConfig.of(Author.class, path, anotherPath)");
	}

	@Test
	void should_refuse_a_path_in_the_config_of_another_target() {
		assertRefused(MemoizedPrefetchConfig.of(Author.class, "book.publisher"),
				"Path 'book.publisher' leads to Publisher, but is given in the config of Author;"
						+ " move it to the config of Publisher or to paths(..)");
		assertRefused(MemoizedPrefetchConfig.of(Author.class, "book.categories"),
				"Path 'book.categories' leads to Category, but is given in the config of Author;"
						+ " move it to the config of Category or to paths(..)");
	}

	@Test
	void should_refuse_a_cache_size_below_one() {
		assertThatIllegalArgumentException().isThrownBy(() -> book().cacheSize(0))
			.withMessage("cacheSize must be at least 1, but was 0");
		assertThatIllegalArgumentException().isThrownBy(() -> book().setCacheSize(-5L))
			.withMessage("cacheSize must be at least 1, but was -5");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MemoizedPrefetch.builder(database.entityManagerFactory()).cacheSize(0))
			.withMessage("cacheSize must be at least 1, but was 0");
	}

	@Test
	void should_refuse_a_class_that_is_no_entity() {
		class Authors {

		}
		assertRefused(MemoizedPrefetchConfig.of(Authors.class, "book"),
				"%s is no entity of the EntityManagerFactory; did you mean 'Author'?"
					.formatted(Authors.class.getName()));
	}

	@Test
	void should_refuse_options_that_conflict() {
		assertRefused(book().entityGraph("g").fetch("author"),
				"The config of Book has a entityGraph 'g', which cannot be combined with fetch [author]");
		assertRefused(book().loader((ids, entityManager) -> List.of()).entityGraph("g"),
				"The config of Book has a loader, which cannot be combined with entityGraph 'g'");
		assertRefused(book().loader((ids, entityManager) -> List.of()).fetch("author"),
				"The config of Book has a loader, which cannot be combined with fetch [author]");
		assertRefused(book().loader((ids, entityManager) -> List.of()).restriction((book, query, builder) -> null),
				"The config of Book has a loader, which cannot be combined with a restriction");
		assertRefused(book().loader((ids, entityManager) -> List.of()).prefetchAll(true),
				"The config of Book has a loader, which cannot be combined with prefetchAll, because it loads by ids");
	}

	@Test
	void should_refuse_an_entity_graph_that_is_unknown_or_of_another_entity() {
		assertRefused(book().entityGraph("Book.all"), "There is no entity graph 'Book.all' for Book;"
				+ " declare it with @NamedEntityGraph(name = \"Book.all\") on Book");
		assertRefused(book().entityGraph("Author.all"), "Entity graph 'Author.all' is one of Author, not of Book");
	}

	@Test
	void should_refuse_a_fetch_path_that_leads_nowhere() {
		assertRefused(book().fetch("autor"), "Book has no attribute 'autor' (fetch path 'autor' of Book); it has"
				+ " [author, bookCategories, categories, publisher, title, translator]");
		assertRefused(book().fetch("categories.title"),
				"Category has no attribute 'title' (fetch path 'categories.title' of Book); it has [name, parent]");
		assertRefused(book().fetch("author.name"),
				"'name' is no association (fetch path 'author.name' of Book); only associations are fetched along");
	}

	@Test
	void should_refuse_a_factory_that_is_not_hibernates() {
		EntityManagerFactory other = (EntityManagerFactory) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { EntityManagerFactory.class }, (proxy, method, arguments) -> {
					throw new PersistenceException("cannot unwrap");
				});
		assertThatIllegalArgumentException().isThrownBy(() -> MemoizedPrefetch.builder(other).paths("book").build())
			.withMessage("The EntityManagerFactory " + other.getClass().getName()
					+ " is not Hibernate's; only Hibernate ORM is supported");
	}

	@Test
	void should_take_a_proxy_of_hibernates_factory() {
		ProxyFactory proxy = new ProxyFactory(database.entityManagerFactory());
		EntityManagerFactory wrapped = (EntityManagerFactory) proxy.getProxy();
		Review review = database.read((entityManager) -> entityManager.find(Review.class, 1));
		MemoizedPrefetch.builder(wrapped).paths("book").build().processChunk(List.of(review));
		assertThat(review.getBook().getTitle()).isEqualTo("Book 7");
	}

	@Test
	void should_not_be_changed_by_its_config_later() {
		MemoizedPrefetchConfig<Book> config = book();
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory()).config(config).build();
		config.paths("nothing").loader((ids, entityManager) -> List.of());
		Review review = database.read((entityManager) -> entityManager.find(Review.class, 1));
		prefetch.processChunk(List.of(review));
		assertThat(review.getBook().getTitle()).isEqualTo("Book 7");
	}

}
