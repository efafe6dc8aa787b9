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

import java.nio.file.Path;

/**
 * A file of posted reviews.
 *
 * @param path where it is
 * @param rows how many of its rows are meant, the first
 */
public record PostedFile(Path path, int rows) {

	/**
	 * The same file, but fewer rows of it.
	 * @param mostRows how many rows at most
	 * @return its first rows
	 */
	public PostedFile first(int mostRows) {
		return new PostedFile(this.path, Math.min(this.rows, mostRows));
	}

}
