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
package io.github.memoizedprefetch.samples.bookshop;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.samples.bookshop.console.StepProgress;
import io.github.memoizedprefetch.samples.bookshop.metrics.PrefetchListeners;
import io.github.memoizedprefetch.samples.bookshop.model.Book;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedFile;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedRow;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedRowProcessor;
import io.github.memoizedprefetch.samples.bookshop.posted.Reader;
import io.github.memoizedprefetch.samples.bookshop.posted.ReaderRepository;
import io.github.memoizedprefetch.samples.bookshop.posted.SkippedRows;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * With the library: lookups find books and readers.
 */
@Configuration(proxyBeanMethods = false)
@Profile("posted & prefetch")
class PostedLookupConfiguration {

	/** Editions may share an ISBN. */
	@Bean
	MemoizedLookup<String, Book> booksByIsbn() {
		return MemoizedLookup.many(Book.class, Book::getIsbn);
	}

	@Bean
	MemoizedLookup<String, Reader> readersByEmail() {
		return MemoizedLookup.one(Reader.class, Reader::getEmail);
	}

	@Bean
	MemoizedPrefetch postedPrefetch(EntityManagerFactory entityManagerFactory, MemoizedLookup<String, Book> booksByIsbn,
			MemoizedLookup<String, Reader> readersByEmail, PrefetchListeners listeners) {
		return MemoizedPrefetch.builder(entityManagerFactory)
			.itemType(PostedRow.class)
			.lookup(booksByIsbn, PostedRow::isbn)
			.lookup(readersByEmail, PostedRow::email)
			.listener(listeners.of(PostedConfiguration.STEP))
			.build();
	}

	@Bean
	Step postedStep(StepFactory steps, PostedFile file, MemoizedLookup<String, Book> booksByIsbn,
			MemoizedLookup<String, Reader> readersByEmail, ReaderRepository readers, SkippedRows skipped,
			EntityManagerFactory entityManagerFactory, StepProgress progress, MemoizedPrefetch postedPrefetch,
			PrefetchNotes notes) {
		PostedRowProcessor processor = new PostedRowProcessor(booksByIsbn::all, readersByEmail::find, readers::save,
				skipped);
		return PostedConfiguration.step(steps, file, processor, entityManagerFactory, progress)
			.listener(new MemoizedPrefetchItemReadListener<>(postedPrefetch))
			.listener(notes)
			.build();
	}

}
