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
package io.github.memoizedprefetch.samples.bookshop.catalogue;

import org.springframework.batch.infrastructure.item.file.FlatFileParseException;
import org.springframework.batch.infrastructure.item.file.separator.DefaultRecordSeparatorPolicy;

/**
 * Lets a quoted field go over several lines, but not over the rest of the file. Unlike
 * its superclass it does not take a backslash for the sign that a line is continued.
 */
final class QuotedRecordPolicy extends DefaultRecordSeparatorPolicy {

	static final String NOT_CLOSED = "a quoted field does not end";

	private static final int MAX_LENGTH = 100_000;

	QuotedRecordPolicy() {
		super("\"", "\0");
	}

	@Override
	public boolean isEndOfRecord(String record) {
		boolean end = super.isEndOfRecord(record);
		if (!end && record.length() > MAX_LENGTH) {
			throw new FlatFileParseException(NOT_CLOSED, record);
		}
		return end;
	}

}
