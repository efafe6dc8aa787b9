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

import java.util.Objects;

import io.github.memoizedprefetch.hibernate.merging.MergeLoader;
import io.github.memoizedprefetch.message.Warnings;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;

/**
 * Loads what merging a chunk of detached items would load item by item: their rows, those
 * of all that {@code CascadeType.MERGE} reaches, and collections whose elements are
 * replaced, with a statement for each class and collection instead of one an item. Then
 * {@code merge}, {@code save} and {@code saveAll} find them in the session.
 * <p>
 * The rows are loaded into the session that will merge them, in its transaction, as they
 * are now, never from a memo: versions are compared as without this. Nothing is flushed.
 * Items that are new, managed already, or no entities are left, and so is whatever cannot
 * be loaded together as each alone would be.
 * <p>
 * A writer that merges needs no code: see {@code MergePrefetchItemWriter}. Thread-safe.
 */
public final class MergePrefetch {

	private final MergeLoader loader;

	private final Warnings warnings = new Warnings();

	private MergePrefetch(MergeLoader loader) {
		this.loader = loader;
	}

	/**
	 * For the sessions of a factory.
	 * @param entityManagerFactory Hibernate's, or a proxy that unwraps to it
	 * @return a new one, to be used for all chunks
	 * @throws IllegalArgumentException if it is not Hibernate's
	 */
	public static MergePrefetch of(EntityManagerFactory entityManagerFactory) {
		return new MergePrefetch(new MergeLoader(Objects.requireNonNull(entityManagerFactory, "entityManagerFactory")));
	}

	/**
	 * Load what merging the items needs, into the session of the thread's transaction,
	 * that of a {@code JpaTransactionManager}. Without one nothing is loaded, and that is
	 * said once.
	 * @param items what is merged next, entities or lists of them; null items and others
	 * are skipped
	 */
	public void load(Iterable<?> items) {
		if (!this.loader.load(items)) {
			this.warnings.noStepSession();
		}
	}

	/**
	 * Load what merging the items needs, into an EntityManager. Without a transaction
	 * nothing is loaded, and that is said once.
	 * @param entityManager what merges them next
	 * @param items what is merged next, entities or lists of them; null items and others
	 * are skipped
	 * @throws IllegalArgumentException if it is of another factory
	 */
	public void load(EntityManager entityManager, Iterable<?> items) {
		if (!this.loader.load(entityManager, items)) {
			this.warnings.noStepSession();
		}
	}

}
