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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Catalogue;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.data.RepositoryItemReader;
import org.springframework.batch.infrastructure.item.database.JpaCursorItemReader;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;
import org.springframework.batch.infrastructure.item.support.IteratorItemReader;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.item.support.SynchronizedItemReader;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Slice;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.data.repository.PagingAndSortingRepository;
import org.springframework.data.support.WindowIterator;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/**
 * The ways to read all reviews, in the order of their ids.
 */
enum ReviewReaders {

	PAGING {
		@Override
		ItemReader<?> open(Database database) {
			return paging(database, 10, true);
		}
	},

	PAGING_SMALLER_PAGES {
		@Override
		ItemReader<?> open(Database database) {
			return paging(database, 4, true);
		}
	},

	PAGING_LARGER_PAGES {
		@Override
		ItemReader<?> open(Database database) {
			return paging(database, 25, true);
		}
	},

	PAGING_NOT_TRANSACTED {
		@Override
		ItemReader<?> open(Database database) {
			return paging(database, 10, false);
		}
	},

	PAGING_NOT_TRANSACTED_SMALLER_PAGES {
		@Override
		ItemReader<?> open(Database database) {
			return paging(database, 4, false);
		}
	},

	CURSOR {
		@Override
		ItemReader<?> open(Database database) {
			JpaCursorItemReader<Review> reader = new JpaCursorItemReader<>(database.entityManagerFactory());
			reader.setQueryString(QUERY);
			reader.setSaveState(false);
			return reader;
		}
	},

	STATELESS {
		@Override
		ItemReader<?> open(Database database) {
			return StatelessSessionItemReader.<Review>builder()
				.entityManagerFactory(database.entityManagerFactory())
				.queryString(QUERY)
				.itemType(Review.class)
				.saveState(false)
				.build();
		}
	},

	REPOSITORY {
		@Override
		ItemReader<?> open(Database database) {
			return repository(database, 10);
		}
	},

	/** Items of a page outlive the transaction that read them. */
	REPOSITORY_LARGER_PAGES {
		@Override
		ItemReader<?> open(Database database) {
			return repository(database, 25);
		}
	},

	/** Windows of which each begins after the last id. */
	KEYSET {
		@Override
		ItemReader<?> open(Database database) {
			Reviews reviews = Reviews.of(database.entityManagerFactory());
			return new IteratorItemReader<>(
					WindowIterator.of(reviews::findFirst10ByOrderById).startingAt(ScrollPosition.keyset()));
		}
	},

	/** Pages that were read before, each by an entity manager that is closed now. */
	DETACHED {
		@Override
		ItemReader<?> open(Database database) {
			List<Review> reviews = new ArrayList<>();
			for (int first = 0; first < Catalogue.REVIEWS; first += 10) {
				int page = first;
				reviews.addAll(database.read((entityManager) -> entityManager.createQuery(QUERY, Review.class)
					.setFirstResult(page)
					.setMaxResults(10)
					.getResultList()));
			}
			return new SynchronizedItemReader<>(new ListItemReader<>(reviews));
		}
	},

	RECORDS {
		@Override
		ItemReader<?> open(Database database) {
			return new RowReader(paging(database, 10, true));
		}
	},

	RECORDS_NOT_TRANSACTED {
		@Override
		ItemReader<?> open(Database database) {
			return new RowReader(paging(database, 10, false));
		}
	};

	private static final String QUERY = "select r from Review r order by r.id";

	/**
	 * Make a reader.
	 */
	abstract ItemReader<?> open(Database database);

	private static JpaPagingItemReader<Review> paging(Database database, int pageSize, boolean transacted) {
		JpaPagingItemReader<Review> reader = new JpaPagingItemReader<>(database.entityManagerFactory());
		reader.setQueryString(QUERY);
		reader.setPageSize(pageSize);
		reader.setTransacted(transacted);
		reader.setSaveState(false);
		return reader;
	}

	private static RepositoryItemReader<Review> repository(Database database, int pageSize) {
		RepositoryItemReader<Review> reader = new RepositoryItemReader<>(Reviews.of(database.entityManagerFactory()),
				Map.of("id", Sort.Direction.ASC));
		reader.setMethodName("findAllBy");
		reader.setPageSize(pageSize);
		reader.setSaveState(false);
		return reader;
	}

	/**
	 * A Spring Data repository.
	 */
	interface Reviews extends PagingAndSortingRepository<Review, Long> {

		static Reviews of(EntityManagerFactory entityManagerFactory) {
			return new JpaRepositoryFactory(SharedEntityManagerCreator.createSharedEntityManager(entityManagerFactory))
				.getRepository(Reviews.class);
		}

		Slice<Review> findAllBy(Pageable pageable);

		Window<Review> findFirst10ByOrderById(ScrollPosition position);

	}

	/**
	 * An item that is no entity.
	 */
	record Row(long id, int rating, Book book) {

		static Row of(Review review) {
			return new Row(review.getId(), review.getRating(), review.getBook());
		}

	}

	/**
	 * Reads reviews as rows.
	 */
	private static final class RowReader implements ItemStreamReader<Row> {

		private final ItemStreamReader<Review> reviews;

		RowReader(ItemStreamReader<Review> reviews) {
			this.reviews = reviews;
		}

		@Override
		public Row read() throws Exception {
			Review review = this.reviews.read();
			return (review != null) ? Row.of(review) : null;
		}

		@Override
		public void open(ExecutionContext executionContext) {
			this.reviews.open(executionContext);
		}

		@Override
		public void update(ExecutionContext executionContext) {
			this.reviews.update(executionContext);
		}

		@Override
		public void close() {
			this.reviews.close();
		}

	}

}
