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

/**
 * An association of an item has not been prefetched, and was touched. The message names
 * the item, the path and the remedy:
 * {@code review.book.publisher of Review#7 is not prefetched; add .paths("book.publisher")}.
 * <p>
 * In {@link StrictMode#FAIL} it is thrown to whoever touched the association, where a
 * session is open that would have loaded it. The association stays uninitialised, and the
 * session and its transaction as they were: skip or retry the item as for any exception
 * of a processor. Where no session is open Hibernate throws a
 * {@code LazyInitializationException} in any case; this one is added to it as
 * {@linkplain Throwable#getSuppressed() suppressed}.
 */
public class UnprefetchedAssociationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String item;

	private final String path;

	UnprefetchedAssociationException(String message, String item, String path) {
		super(message);
		this.item = item;
		this.path = path;
	}

	/**
	 * The first item of the chunk that leads to the association; others may, too.
	 * @return the entity's class and id ({@code Review#7}), or what else tells the item
	 */
	public String getItem() {
		return this.item;
	}

	/**
	 * The path from the item to the association.
	 * @return the path, as {@link MemoizedPrefetch.Builder#paths} takes it
	 */
	public String getPath() {
		return this.path;
	}

}
