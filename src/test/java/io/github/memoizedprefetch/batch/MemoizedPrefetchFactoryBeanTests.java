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
package io.github.memoizedprefetch.batch;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MemoizedPrefetchFactoryBeanTests {

	private static Database database;

	private final MemoizedPrefetchFactoryBean factory = new MemoizedPrefetchFactoryBean();

	@BeforeAll
	static void open() {
		database = Database.open().populate();
	}

	@AfterAll
	static void close() {
		database.close();
	}

	@Test
	void should_make_one_prefetch_from_all_its_properties() {
		this.factory.setEntityManagerFactory(database.entityManagerFactory());
		this.factory.setItemType(Review.class);
		this.factory.setPaths("book.author", "book.translator");
		this.factory.setConfigs(MemoizedPrefetchConfig.of(Publisher.class, "book.publisher"));
		this.factory.setCacheSize(5L);
		this.factory.afterPropertiesSet();
		assertThat(this.factory.getObject()).isNotNull().isSameAs(this.factory.getObject());
		prefetchOneReview();
		assertThat(this.factory.getObject().statistics().target(Author.class).loads()).isEqualTo(2);
		assertThat(this.factory.getObject().statistics().target(Publisher.class).loads()).isOne();
		this.factory.destroy();
	}

	@Test
	void should_take_the_defaults_for_what_is_null_or_missing() {
		this.factory.setEntityManagerFactory(database.entityManagerFactory());
		this.factory.setPaths("book");
		this.factory.setItemType(null);
		this.factory.setCacheSize(null);
		this.factory.afterPropertiesSet();
		prefetchOneReview();
		assertThat(this.factory.getObject().statistics().total().loads()).isOne();
	}

	@Test
	void should_pass_on_how_long_to_remember() {
		this.factory.setEntityManagerFactory(database.entityManagerFactory());
		this.factory.setPaths("book");
		this.factory.setExpireAfterWrite(Duration.ofNanos(1));
		this.factory.afterPropertiesSet();
		prefetchOneReview();
		prefetchOneReview();
		assertThat(this.factory.getObject().statistics().total().loads()).isEqualTo(2);
	}

	@Test
	void should_pass_on_the_strict_mode() {
		this.factory.setEntityManagerFactory(database.entityManagerFactory());
		this.factory.setPaths("book");
		this.factory.setStrictMode(" warn ");
		this.factory.afterPropertiesSet();
		database.inTransaction((entityManager) -> {
			Review review = entityManager.find(Review.class, 1);
			this.factory.getObject().processChunk(List.of(review));
			review.getBook().getAuthor().getName();
		});
		assertThat(this.factory.getObject().lazyLoads()).isEqualTo(Map.of("review.book.author", 1L));
	}

	@Test
	void should_pass_on_whether_to_keep_repeatable_reads() {
		this.factory.setEntityManagerFactory(database.entityManagerFactory());
		this.factory.setPaths("book");
		this.factory.setKeepRepeatableReads(true);
		this.factory.afterPropertiesSet();
		database.inTransaction((entityManager) -> {
			Session session = entityManager.unwrap(Session.class);
			session.doWork((connection) -> connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ));
			Review review = entityManager.find(Review.class, 1);
			this.factory.getObject().processChunk(List.of(review));
			assertThat(Hibernate.isInitialized(review.getBook())).isFalse();
		});
	}

	@Test
	void should_list_the_strict_modes_when_there_is_no_such() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.factory.setStrictMode("STRICT"))
			.withMessage("strictMode is 'STRICT', but must be one of [OFF, WARN, FAIL]");
		this.factory.setStrictMode(null);
		this.factory.setStrictMode("");
	}

	@Test
	void should_ask_for_an_entity_manager_factory() {
		this.factory.setPaths("book");
		assertThatIllegalArgumentException().isThrownBy(this.factory::afterPropertiesSet)
			.withMessage("entityManagerFactory is required");
	}

	@Test
	void should_ask_for_paths() {
		this.factory.setEntityManagerFactory(database.entityManagerFactory());
		assertThatIllegalArgumentException().isThrownBy(this.factory::afterPropertiesSet)
			.withMessageContaining("no path to prefetch");
	}

	@Test
	void should_report_a_wrong_path_when_the_item_type_is_given() {
		this.factory.setEntityManagerFactory(database.entityManagerFactory());
		this.factory.setItemType(Review.class);
		this.factory.setPaths("book.autor");
		assertThatIllegalArgumentException().isThrownBy(this.factory::afterPropertiesSet)
			.withMessageContaining("autor")
			.withMessageContaining("author");
	}

	private void prefetchOneReview() {
		database.inTransaction((entityManager) -> this.factory.getObject()
			.processChunk(entityManager.createQuery("from Review where id = 1", Review.class).getResultList()));
	}

}
