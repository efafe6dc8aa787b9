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

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.keytypes.Keyed;
import io.github.memoizedprefetch.model.keytypes.Referrer;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.Server;
import org.hibernate.Hibernate;
import org.hibernate.ObjectNotFoundException;
import org.hibernate.proxy.HibernateProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Foreign keys that the database takes for an id, although they are not equal in Java.
 */
class LooseKeyTests {

	private static final String HBM = """
			<class name="io.github.memoizedprefetch.model.keytypes.Keyed" table="keyed" lazy="true">
				<id name="id" type="%1$s" access="field"><column name="id" sql-type="%2$s"/></id>
				<property name="name" access="field"/>
				<set name="friends" table="friends" access="field">
					<key foreign-key="none"><column name="from_id" sql-type="%3$s"/></key>
					<many-to-many class="io.github.memoizedprefetch.model.keytypes.Keyed" foreign-key="none">
						<column name="to_id" sql-type="%3$s"/>
					</many-to-many>
				</set>
				<set name="referrers" inverse="true" access="field">
					<key foreign-key="none"><column name="keyed_id" sql-type="%3$s"/></key>
					<one-to-many class="io.github.memoizedprefetch.model.keytypes.Referrer"/>
				</set>
				<set name="words" table="words" access="field">
					<key foreign-key="none"><column name="word_of" sql-type="%3$s"/></key>
					<element type="string" column="word"/>
				</set>
			</class>
			<class name="io.github.memoizedprefetch.model.keytypes.Referrer" table="referrer">
				<id name="id" type="long" access="field"/>
				<many-to-one name="keyed" access="field" foreign-key="none"
					class="io.github.memoizedprefetch.model.keytypes.Keyed">
					<column name="keyed_id" sql-type="%3$s"/>
				</many-to-one>
			</class>
			""";

	/** Rows with ids, and foreign keys of six referrers, one of which has no row. */
	static Stream<Arguments> keys() {
		List<String> ids = List.of("ABC", "def", "Ghi");
		List<String> cases = List.of("ABC", "abc", "DEF", "def", "aBC", "none");
		List<String> padded = List.of("ABC", "ABC  ", "def ", "def", "ABC ", "none");
		return Stream.of(
				Arguments.of(Server.H2, "string", "varchar_ignorecase(5)", "varchar_ignorecase(5)", ids, cases),
				Arguments.of(Server.HSQLDB, "string", "varchar_ignorecase(5)", "varchar_ignorecase(5)", ids, cases),
				Arguments.of(Server.HSQLDB, "string", "varchar_ignorecase(5)", "varchar(5)", ids, cases),
				Arguments.of(Server.H2, "string", "char(5)", "varchar(5)", ids, padded),
				Arguments.of(Server.HSQLDB, "string", "char(5)", "varchar(5)", ids, padded),
				Arguments.of(Server.HSQLDB, "string", "varchar(5)", "char(5)", ids, padded),
				Arguments.of(Server.POSTGRESQL, "string", "char(5)", "varchar(5)", ids, padded),
				Arguments.of(Server.POSTGRESQL, "string", "varchar(5)", "char(5)", ids, padded),
				Arguments.of(Server.POSTGRESQL, "character", "char(1)", "char(1)", List.of(" ", "a"),
						List.of(" ", "a", " ", "b", "a", " ")),
				Arguments.of(Server.H2, "character", "char(1)", "char(1)", List.of(" ", "a"),
						List.of(" ", "a", " ", "b", "a", " ")),
				Arguments.of(Server.MARIADB, "string", "varchar(5)", "varchar(5)", ids, cases),
				Arguments.of(Server.MARIADB, "string", "varchar(5)", "varchar(5)", ids, padded),
				Arguments.of(Server.MARIADB, "string", "char(5)", "varchar(5)", ids, cases),
				Arguments.of(Server.MARIADB, "string", "char(5)", "varchar(5)", ids, padded),
				Arguments.of(Server.MARIADB, "string", "varchar(5)", "char(5)", ids, padded),
				Arguments.of(Server.MARIADB, "character", "char(1)", "char(1)", List.of(" ", "a"),
						List.of(" ", "a", " ", "b", "A", " ")));
	}

	@ParameterizedTest
	@MethodSource("keys")
	void should_lead_to_the_row_that_the_database_finds(Server server, String type, String id, String foreign,
			List<String> ids, List<String> keys) {
		try (Database database = server.open(HBM.formatted(type, id, foreign))) {
			populate(database, ids, keys);
			for (int size : new int[] { 2, 6 }) {
				Chunks<Referrer> chunks = chunks(database, size);
				List<String> plain = chunks.plain();
				for (boolean all : new boolean[] { false, true }) {
					MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
						.itemType(Referrer.class)
						.paths("keyed.friends", "keyed.referrers", "keyed.words")
						.config(MemoizedPrefetchConfig.of(Keyed.class).prefetchAll(all))
						.build();
					for (int i = 0; i < 2; i++) {
						assertThat(chunks(database, size).managed(prefetch::processChunk).lines()).isEqualTo(plain);
						Chunks.Result detached = chunks(database, size).detached(prefetch::processChunk);
						assertThat(detached.lines()).isEqualTo(plain);
					}
					for (Chunks.Result warm : List.of(chunks(database, size).managed(prefetch::processChunk),
							chunks(database, size).detached(prefetch::processChunk))) {
						assertThat(warm.lines()).isEqualTo(plain);
						assertThat(warm.lazy()).hasSizeLessThanOrEqualTo(Collections.frequency(plain, "none"));
					}
				}
			}
		}
	}

	@ParameterizedTest
	@MethodSource("keys")
	void should_serve_detached_references_at_once(Server server, String type, String id, String foreign,
			List<String> ids, List<String> keys) {
		try (Database database = server.open(HBM.formatted(type, id, foreign))) {
			populate(database, ids, keys);
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Referrer.class)
				.paths("keyed.friends", "keyed.referrers", "keyed.words")
				.build();
			assertThat(chunks(database, 6).detached(prefetch::processChunk).lines())
				.isEqualTo(chunks(database, 6).plain());
		}
	}

	@Test
	void should_notice_a_change_of_a_row_that_was_found_by_another_key() {
		try (Database database = Server.H2
			.open(HBM.formatted("string", "varchar_ignorecase(5)", "varchar_ignorecase(5)"))) {
			populate(database, List.of("ABC"), List.of("ABC", "abc"));
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Referrer.class)
				.paths("keyed")
				.build();
			Chunks<Referrer> chunks = new Chunks<>(database, Referrer.class, 2,
					(referrer) -> referrer.getKeyed().getName());
			assertThat(chunks.managed(prefetch::processChunk).lines()).containsOnly("name ABC");
			database.inTransaction((entityManager) -> entityManager.find(Keyed.class, "ABC").setName("changed"));
			assertThat(chunks.managed(prefetch::processChunk).lines()).containsOnly("changed");
		}
	}

	private static Chunks<Referrer> chunks(Database database, int size) {
		Map<Object, Integer> instances = new IdentityHashMap<>();
		return new Chunks<>(database, Referrer.class, size, (referrer) -> describe(referrer, instances));
	}

	private static String describe(Referrer referrer, Map<Object, Integer> instances) {
		try {
			Keyed keyed = referrer.getKeyed();
			TreeSet<String> names = new TreeSet<>(keyed.getWords());
			keyed.getFriends().forEach((friend) -> names.add("friend " + friend.getName() + number(friend, instances)));
			keyed.getReferrers().forEach((other) -> names.add("referrer " + other.getId()));
			Object id = HibernateProxy.extractLazyInitializer(keyed).getInternalIdentifier();
			return id + "=" + keyed.getName() + number(keyed, instances) + names;
		}
		catch (ObjectNotFoundException | jakarta.persistence.EntityNotFoundException
				| org.hibernate.LazyInitializationException ex) {
			return "none";
		}
	}

	private static int number(Object entity, Map<Object, Integer> instances) {
		return instances.computeIfAbsent(Hibernate.unproxy(entity), (first) -> instances.size());
	}

	private static void populate(Database database, List<String> ids, List<String> keys) {
		for (String id : ids) {
			insert(database, "insert into keyed (id, name) values ('" + id + "', 'name " + id + "')");
			insert(database, "insert into words (word_of, word) values ('" + id + "', 'word " + id + "')");
		}
		int number = 0;
		for (String key : keys) {
			insert(database, "insert into referrer (id, keyed_id) values (" + number++ + ", '" + key + "')");
			if (number < 4) {
				insert(database, "insert into words (word_of, word) values ('" + key + "', 'also " + number + "')");
				insert(database, "insert into friends (from_id, to_id) values ('" + ids.get(number % ids.size())
						+ "', '" + key + "')");
			}
		}
	}

	private static void insert(Database database, String sql) {
		try {
			database.execute(sql);
		}
		catch (IllegalStateException ex) {
			// the same row for the database
		}
	}

}
