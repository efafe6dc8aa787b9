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
package io.github.memoizedprefetch.autoconfigure;

import io.github.memoizedprefetch.autoconfigure.properties.PathTargets;
import org.jspecify.annotations.Nullable;

/**
 * A {@link MemoizedPrefetchPaths} of a step.
 *
 * @param paths the annotation
 * @param itemType the class of the items; null if it is not known
 * @param source what items it is for
 */
record OptIn(MemoizedPrefetchPaths paths, @Nullable Class<?> itemType, Source source) {

	enum Source {

		/** The items that the step reads. */
		READ,

		/** What processors have made of them, if they are not the same. */
		PROCESSED,

		/** The items that the step writes. */
		WRITTEN

	}

	/** With the class of what the step reads, if its own says nothing. */
	OptIn orItemType(@Nullable Class<?> readType) {
		return (this.itemType == null && this.source == Source.READ) ? new OptIn(this.paths, readType, Source.READ)
				: this;
	}

	/** Whether it is for something else than the step reads and a processor hands on. */
	boolean isOfOtherItems(@Nullable Class<?> readType) {
		return this.source == Source.PROCESSED && this.itemType != null && readType != null
				&& !PathTargets.related(this.itemType, readType);
	}

	/** Whether one prefetch can serve both. */
	boolean fits(OptIn other) {
		return this.itemType == other.itemType
				&& this.paths.entityManagerFactory().equals(other.paths.entityManagerFactory());
	}

}
