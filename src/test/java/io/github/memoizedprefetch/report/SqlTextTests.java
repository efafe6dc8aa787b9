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
package io.github.memoizedprefetch.report;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is seen of statements as Hibernate writes them for its databases. */
class SqlTextTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					insert into review (book_id,id) values (?,?) | INSERT | review
					insert into "Review" ("id") values (next value for s) | INSERT | review
					update review set stars=? where id=? | UPDATE | review
					delete from review where id=? | DELETE | review
					merge into review as t using (select ? id) s on (t.id=s.id) when not matched then insert (id) values (?) | UPDATE | review
					call next value for reviews_seq | SEQUENCE | reviews_seq
					select next value for reviews_seq | SEQUENCE | reviews_seq
					select nextval('reviews_seq') | SEQUENCE | reviews_seq
					select nextval(shop.reviews_seq) | SEQUENCE | shop.reviews_seq
					select reviews_seq.nextval from dual | SEQUENCE | reviews_seq
					select count(*) from review r1_0 | COUNT | review
					select count(r1_0.id) from review r1_0 where r1_0.book_id=? | COUNT | review
					/* load */ select r1_0.id from [shop].[review] r1_0 where r1_0.id=? | QUERY | shop.review
					select (select max(a.id) from author a),r1_0.id from review r1_0 | QUERY | review
					with c as (select id from book) select r1_0.id from review r1_0 | QUERY | review
					truncate table review | OTHER | ''
					""")
	void should_see_what_a_statement_is_about(String sql, Kind kind, String table) {
		SqlText text = SqlText.of(sql);
		assertThat(text.kind()).isEqualTo(kind);
		assertThat(text.table()).isEqualTo(table);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			select p1_0.id,p1_0.sku from product p1_0 where p1_0.sku=? | true
			select p1_0.id from product p1_0 where p1_0.sku=? order by p1_0.id | true
			select p1_0.id from product p1_0 where p1_0.sku like ? | false
			select p1_0.id from product p1_0 where p1_0.sku=? and p1_0.price>? | false
			select p1_0.id from product p1_0 where p1_0.sku=? or p1_0.id=? | false
			select p1_0.id from product p1_0 join seat s1_0 on s1_0.product_id=p1_0.id where p1_0.sku=? | false
			select sum(p1_0.price) from product p1_0 where p1_0.sku=? | false
			select p1_0.id from product p1_0 where p1_0.sku=? fetch first ? rows only | false
			select p1_0.id from product p1_0 where p1_0.sku=? for update | false
			select p1_0.id from product p1_0 | false
			""")
	void should_see_whether_rows_are_asked_for_by_a_key(String sql, boolean byKey) {
		assertThat(SqlText.of(sql).byKey()).isEqualTo(byKey);
	}

	@Test
	void should_see_columns_of_the_first_table_only() {
		assertThat(SqlText
			.of("select a.id from review a join book b on a.book_id=b.id where a.STARS>? and b.isbn=? and a.lang in (?,?)")
			.columns()).isEqualTo(new java.util.LinkedHashSet<>(List.of("stars", "lang")));
	}

}
