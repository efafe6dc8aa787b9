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

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What an import has left in the database.
 */
public class PostedTables {

	private static final int PAGE = 10_000;

	private static final String REVIEWS = """
			select v.id, b.isbn, r.email, v.rating, v.comment from posted_reviews v
			join books b on b.id = v.book_id join readers r on r.id = v.reader_id
			where v.id between ? and ? order by v.id""";

	private static final String READERS = "select id, email from readers where id between ? and ? order by id";

	private final JdbcTemplate jdbc;

	public PostedTables(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	public long reviews() {
		return number("select count(*) from posted_reviews");
	}

	public long readers() {
		return number("select count(*) from readers");
	}

	/**
	 * Compare with an import of the first rows of the same file. Ids are given one after
	 * the other.
	 * @param slice what that import has left
	 * @return whether these tables have all of its rows, and no others among them
	 */
	public boolean startsWith(PostedTables slice) {
		return startsWith(slice, REVIEWS, slice.number("select coalesce(max(id), 0) from posted_reviews"))
				&& startsWith(slice, READERS, slice.number("select coalesce(max(id), 0) from readers"));
	}

	private boolean startsWith(PostedTables slice, String query, long last) {
		for (long from = 1; from <= last; from += PAGE) {
			long to = Math.min(from + PAGE - 1, last);
			if (!rows(query, from, to).equals(slice.rows(query, from, to))) {
				return false;
			}
		}
		return true;
	}

	private List<Map<String, Object>> rows(String query, long from, long to) {
		return this.jdbc.queryForList(query, from, to);
	}

	private long number(String query) {
		return Objects.requireNonNull(this.jdbc.queryForObject(query, Long.class));
	}

}
