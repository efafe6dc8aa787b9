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

import java.util.Objects;

import io.github.memoizedprefetch.MergePrefetch;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Around a writer that merges its items, such as {@code JpaItemWriter},
 * {@code RepositoryItemWriter} or one that calls {@code saveAll}: loads the rows of all
 * items of a chunk with a few statements before they are written, so that merging selects
 * none of them by itself. See {@link MergePrefetch}. The chunk's transaction has to be
 * that of a {@code JpaTransactionManager} of the same factory.
 * <p>
 * Put it right around the writer that merges: inside of an {@code AsyncItemWriter}, and
 * around one of a {@code CompositeItemWriter}'s delegates rather than all. If the
 * delegate is a {@code StepListener} too, register it with the step. Thread-safe if the
 * delegate is.
 *
 * @param <T> the items
 */
public class MergePrefetchItemWriter<T> implements ItemStreamWriter<T> {

	private final ItemWriter<? super T> delegate;

	private final MergePrefetch prefetch;

	/**
	 * Create a writer.
	 * @param delegate what merges the items; if it is an {@code ItemStream}, it is
	 * opened, updated and closed
	 * @param entityManagerFactory the factory whose entities it merges
	 */
	public MergePrefetchItemWriter(ItemWriter<? super T> delegate, EntityManagerFactory entityManagerFactory) {
		this.delegate = Objects.requireNonNull(delegate, "delegate");
		this.prefetch = MergePrefetch.of(entityManagerFactory);
	}

	@Override
	public void write(Chunk<? extends T> chunk) throws Exception {
		this.prefetch.load(chunk.getItems());
		this.delegate.write(chunk);
	}

	@Override
	public void open(ExecutionContext executionContext) {
		if (this.delegate instanceof ItemStream stream) {
			stream.open(executionContext);
		}
	}

	@Override
	public void update(ExecutionContext executionContext) {
		if (this.delegate instanceof ItemStream stream) {
			stream.update(executionContext);
		}
	}

	@Override
	public void close() {
		if (this.delegate instanceof ItemStream stream) {
			stream.close();
		}
	}

}
