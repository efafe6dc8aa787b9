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
package io.github.memoizedprefetch.readme;

import java.util.List;

import io.github.memoizedprefetch.MergePrefetch;
import io.github.memoizedprefetch.batch.MergePrefetchItemWriter;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JpaItemWriter;
import org.springframework.context.support.GenericXmlApplicationContext;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The code of the page about merges: 100 detached reviews, one select.
 */
class MergesTests {

	@Test
	void should_merge_by_a_decorated_writer() throws Exception {
		try (Database database = Database.open().populate()) {
			EntityManagerFactory entityManagerFactory = database.entityManagerFactory();
			ItemWriter<Review> writer = new MergePrefetchItemWriter<>(new JpaItemWriter<>(entityManagerFactory),
					entityManagerFactory);
			write(database, (reviews) -> writer.write(new Chunk<>(reviews)));
		}
	}

	@Test
	@SuppressWarnings("unchecked")
	void should_merge_by_a_writer_of_an_xml_file() {
		try (Database database = Database.open().populate();
				GenericXmlApplicationContext context = new GenericXmlApplicationContext()) {
			context.registerBean("entityManagerFactory", EntityManagerFactory.class, database::entityManagerFactory);
			context.load("classpath:io/github/memoizedprefetch/readme/merges.xml");
			context.refresh();
			MergePrefetchItemWriter<Review> writer = context.getBean(MergePrefetchItemWriter.class);
			write(database, (reviews) -> writer.write(new Chunk<>(reviews)));
		}
	}

	@Test
	void should_merge_by_a_repository() {
		try (Database database = Database.open().populate()) {
			EntityManagerFactory entityManagerFactory = database.entityManagerFactory();
			Reviews repository = new JpaRepositoryFactory(
					SharedEntityManagerCreator.createSharedEntityManager(entityManagerFactory))
				.getRepository(Reviews.class);
			write(database, (reviews) -> {
				MergePrefetch merges = MergePrefetch.of(entityManagerFactory);
				merges.load(reviews);
				repository.saveAll(reviews);
			});
		}
	}

	private static void write(Database database, Writing writing) {
		List<Review> reviews = database
			.read((entityManager) -> entityManager.createQuery("from Review", Review.class).getResultList());
		reviews.forEach((review) -> review.setRating(7));
		database.statements().reset();
		new TransactionTemplate(new JpaTransactionManager(database.entityManagerFactory()))
			.executeWithoutResult((transaction) -> {
				try {
					writing.write(reviews);
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			});
		assertThat(database.statements().selectsFrom("Review")).isEqualTo(1);
		assertThat(database.statements().statements()).filteredOn((sql) -> sql.startsWith("update")).isNotEmpty();
	}

	/** Writes reviews. */
	interface Writing {

		void write(List<Review> reviews) throws Exception;

	}

	/** The repository. */
	interface Reviews extends JpaRepository<Review, Long> {

	}

}
