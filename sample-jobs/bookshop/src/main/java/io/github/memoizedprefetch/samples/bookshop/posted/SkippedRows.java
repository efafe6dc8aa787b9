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
package io.github.memoizedprefetch.samples.bookshop.posted;

/**
 * Counts the rows that make no review.
 */
public class SkippedRows {

	private long ofNoBook;

	private long ofSeveralBooks;

	void count(int books) {
		if (books == 0) {
			this.ofNoBook++;
		}
		else {
			this.ofSeveralBooks++;
		}
	}

	/**
	 * How many rows have an ISBN that no book has, or none.
	 * @return their number
	 */
	public long ofNoBook() {
		return this.ofNoBook;
	}

	/**
	 * How many rows have an ISBN that several books have.
	 * @return their number
	 */
	public long ofSeveralBooks() {
		return this.ofSeveralBooks;
	}

}
