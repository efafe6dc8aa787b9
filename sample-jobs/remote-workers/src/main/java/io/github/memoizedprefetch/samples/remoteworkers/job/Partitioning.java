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
package io.github.memoizedprefetch.samples.remoteworkers.job;

import java.util.HashMap;
import java.util.Map;

import io.github.memoizedprefetch.samples.bookshop.model.Review;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;
import org.springframework.batch.infrastructure.item.database.builder.JpaPagingItemReaderBuilder;

/**
 * Which reviews belong to which partition.
 */
public enum Partitioning implements Partitioner {

	/** Those of a book stay together, and so do the book's associations. */
	KEYED("r.book.id"),

	/** One after the other to the next partition. */
	ROUND_ROBIN("r.id");

	/** How many partitions there are. */
	public static final int PARTITIONS = 8;

	/** How many items a chunk has, and a page. */
	public static final int CHUNK_SIZE = 250;

	/** The name of the step, and of its bean, that processes a partition. */
	public static final String WORKER_STEP = "reviewPartition";

	/** In the execution context of a partition: the name of an element of this enum. */
	public static final String PARTITIONING = "partitioning";

	/** In the execution context of a partition: its number. */
	public static final String PARTITION = "partition";

	private final String key;

	Partitioning(String key) {
		this.key = key;
	}

	@Override
	public Map<String, ExecutionContext> partition(int gridSize) {
		Map<String, ExecutionContext> partitions = new HashMap<>();
		for (int i = 0; i < gridSize; i++) {
			ExecutionContext context = new ExecutionContext();
			context.putString(PARTITIONING, name());
			context.putInt(PARTITION, i);
			partitions.put(PARTITION + i, context);
		}
		return partitions;
	}

	/**
	 * Make a reader that restarts where it stopped.
	 * @param entityManagerFactory where to read from
	 * @param partition the partition's number
	 * @return the reader of that partition's reviews
	 */
	public JpaPagingItemReader<Review> reader(EntityManagerFactory entityManagerFactory, int partition) {
		return new JpaPagingItemReaderBuilder<Review>().name("reviews")
			.entityManagerFactory(entityManagerFactory)
			.queryString("select r from Review r where mod(%s, %d) = %d order by r.id".formatted(this.key, PARTITIONS,
					partition))
			.pageSize(CHUNK_SIZE)
			.build();
	}

}
