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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Currency;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.keytypes.Keyed;
import io.github.memoizedprefetch.model.keytypes.Referrer;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.Server;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every basic type that an id can have, on databases with their own ideas of what is
 * equal: the same is served as is loaded without the library, and as by few statements.
 */
class KeyTypeTests {

	/**
	 * Its Hibernate type, its column, with that of foreign keys if another, and values.
	 */
	private record KeyType(String type, String column, Object... values) {

		String hbm(Server server) {
			String[] columns = this.column.split("/");
			String column = "sql-type=\"" + column(columns[0], server) + "\"/>";
			String foreign = "sql-type=\"" + column(columns[columns.length - 1], server) + "\"/>";
			String hbm = """
					<class name="io.github.memoizedprefetch.model.keytypes.Keyed" table="keyed" lazy="true">
						<id name="id" type="%1$s" access="field"><column name="id" %2$s</id>
						<property name="name" access="field"/>
						<set name="friends" table="friends" access="field">
							<key><column name="from_id" %3$s</key>
							<many-to-many class="io.github.memoizedprefetch.model.keytypes.Keyed">
								<column name="to_id" %3$s
							</many-to-many>
						</set>
						<set name="referrers" inverse="true" access="field">
							<key><column name="keyed_id" %3$s</key>
							<one-to-many class="io.github.memoizedprefetch.model.keytypes.Referrer"/>
						</set>
						<set name="words" table="words" access="field">
							<key><column name="word_of" %3$s</key>
							<element type="string" column="word"/>
						</set>
					</class>
					<class name="io.github.memoizedprefetch.model.keytypes.Referrer" table="referrer">
						<id name="id" type="long" access="field"/>
						<many-to-one name="keyed" access="field"
							class="io.github.memoizedprefetch.model.keytypes.Keyed">
							<column name="keyed_id" %3$s
						</many-to-one>
					</class>
					""".formatted(this.type, column, foreign);
			// InnoDB compares the bytes of decimals
			return (server == Server.MARIADB && columns.length > 1)
					? hbm.replaceAll("<(key|many-to-one|many-to-many)(?=[ >])", "<$1 foreign-key=\"none\"") : hbm;
		}

		private static String column(String column, Server server) {
			if (server == Server.POSTGRESQL) {
				return switch (column) {
					case "varbinary(20)", "binary(3)" -> "bytea";
					case "double" -> "double precision";
					case "tinyint" -> "smallint";
					default -> column;
				};
			}
			if (server == Server.MARIADB) {
				return switch (column) {
					case "timestamp(6)", "timestamp(6) with time zone" -> "datetime(6)";
					default -> column;
				};
			}
			return column;
		}

		@Override
		public String toString() {
			return this.type + " as " + this.column;
		}

	}

	static Stream<Arguments> keys() {
		List<KeyType> types = List.of(new KeyType("long", "bigint", 1L, 2L, 3L),
				new KeyType("integer", "integer", 1, 2, 3),
				new KeyType("short", "smallint", (short) 1, (short) 2, (short) 3),
				new KeyType("byte", "tinyint", (byte) 1, (byte) 2, (byte) 3),
				new KeyType("string", "varchar(20)", "a", "b ", "C"),
				new KeyType("string", "char(5)", "a    ", "b    ", "C    "),
				new KeyType("character", "char(1)", 'a', 'b', 'C'), new KeyType("boolean", "boolean", true, false),
				new KeyType("big_decimal", "numeric(10,2)", new BigDecimal("1.10"), new BigDecimal("2.25"),
						new BigDecimal("3.00")),
				new KeyType("big_decimal", "numeric(10,2)/numeric(12,4)", new BigDecimal("1.10"),
						new BigDecimal("2.25"), new BigDecimal("3.00")),
				new KeyType("big_decimal", "numeric(20,0)", new BigDecimal("1"), new BigDecimal("20"),
						new BigDecimal("3")),
				new KeyType("big_integer", "numeric(20,0)", BigInteger.ONE, BigInteger.TEN, BigInteger.TWO),
				new KeyType("double", "double", 1.1, 2.25, 1e10), new KeyType("float", "real", 1.1f, 2.25f, 3f),
				new KeyType("timestamp", "timestamp(6)", Timestamp.valueOf("2020-01-01 00:00:00.123456"),
						Timestamp.valueOf("2020-01-02 00:00:00"), Timestamp.valueOf("2020-01-03 01:02:03.5")),
				new KeyType("LocalDateTime", "timestamp(6)", LocalDateTime.parse("2020-01-01T00:00:00.123456"),
						LocalDateTime.parse("2020-01-02T00:00:00"), LocalDateTime.parse("2020-01-03T01:02:03.5")),
				new KeyType("instant", "timestamp(6) with time zone", Instant.parse("2020-01-01T00:00:00.123456Z"),
						Instant.parse("2020-01-02T00:00:00Z"), Instant.parse("2020-01-03T01:02:03.5Z")),
				new KeyType("OffsetDateTime", "timestamp(6) with time zone",
						OffsetDateTime.parse("2020-01-01T00:00:00.123456+02:00"),
						OffsetDateTime.of(2020, 1, 2, 0, 0, 0, 0, ZoneOffset.UTC)),
				new KeyType("calendar", "timestamp(6)", new GregorianCalendar(2020, Calendar.JANUARY, 1),
						new GregorianCalendar(2020, Calendar.MAY, 1, 1, 2, 3)),
				new KeyType("date", "date", java.sql.Date.valueOf("2020-01-01"), java.sql.Date.valueOf("2020-01-02")),
				new KeyType("LocalDate", "date", LocalDate.parse("2020-01-01"), LocalDate.parse("2020-01-02")),
				new KeyType("time", "time(0)", java.sql.Time.valueOf("01:02:03"), java.sql.Time.valueOf("23:02:03")),
				new KeyType("LocalTime", "time(6)", LocalTime.parse("01:02:03.123456"), LocalTime.parse("01:02:03")),
				new KeyType("Duration", "numeric(21,0)", Duration.ofSeconds(1), Duration.ofNanos(5)),
				new KeyType("uuid", "uuid", UUID.fromString("00000000-0000-0000-0000-000000000001"),
						UUID.fromString("f0000000-0000-0000-0000-000000000001")),
				new KeyType("uuid-char", "char(36)", UUID.fromString("00000000-0000-0000-0000-000000000001"),
						UUID.fromString("f0000000-0000-0000-0000-000000000001")),
				new KeyType("binary", "varbinary(20)", new byte[] { 1 }, new byte[] { 2, 3 }),
				new KeyType("binary", "binary(3)", new byte[] { 1, 0, 0 }, new byte[] { 2, 3, 0 }),
				new KeyType("yes_no", "char(1)", true, false), new KeyType("numeric_boolean", "integer", true, false),
				new KeyType("locale", "varchar(20)", Locale.ENGLISH, Locale.GERMANY),
				new KeyType("currency", "varchar(20)", Currency.getInstance("EUR"), Currency.getInstance("USD")),
				new KeyType("url", "varchar(20)", url("http://a"), url("http://b")));
		return types.stream()
			.flatMap((type) -> Arrays.stream(Server.values()).map((server) -> Arguments.of(type, server)));
	}

	private static Object url(String url) {
		try {
			return URI.create(url).toURL();
		}
		catch (java.net.MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	@ParameterizedTest
	@MethodSource("keys")
	void should_serve_keys_of_every_type(KeyType key, Server server) {
		try (Database database = server.open(key.hbm(server))) {
			populate(database, key);
			Chunks<Keyed> owners = new Chunks<>(database, Keyed.class, 2, (keyed) -> names(keyed));
			compare(database, owners, Keyed.class, "friends", "referrers", "words");
			Chunks<Referrer> referrers = new Chunks<>(database, Referrer.class, 4,
					(referrer) -> referrer.getKeyed().getName() + names(referrer.getKeyed()));
			compare(database, referrers, Referrer.class, "keyed.friends", "keyed.referrers", "keyed.words");
		}
	}

	private static <T> void compare(Database database, Chunks<T> chunks, Class<T> type, String... paths) {
		List<String> plain = chunks.plain();
		for (var way : chunks.ways()) {
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(type)
				.paths(paths)
				.build();
			Chunks.Result cold = way.apply(prefetch);
			assertThat(cold.lines()).isEqualTo(plain);
			assertThat(cold.lazy()).isEmpty();
			Chunks.Result warm = way.apply(prefetch);
			assertThat(warm.lines()).isEqualTo(plain);
			assertThat(warm.lazy()).isEmpty();
			assertThat(warm.prefetched()).containsOnly(0);
		}
	}

	private static void populate(Database database, KeyType key) {
		database.inTransaction((entityManager) -> {
			List<Keyed> all = new ArrayList<>();
			for (int i = 0; i < key.values().length; i++) {
				Keyed keyed = new Keyed(key.values()[i], "name " + i);
				keyed.getWords().add("word " + i);
				keyed.getWords().add("word");
				entityManager.persist(keyed);
				all.add(keyed);
			}
			for (int i = 0; i < 3 * all.size(); i++) {
				entityManager.persist(new Referrer(i, all.get(i % all.size())));
			}
			all.get(0).getFriends().addAll(all);
			all.get(1).getFriends().add(all.get(0));
		});
	}

	private static String names(Keyed keyed) {
		TreeSet<String> names = new TreeSet<>(keyed.getWords());
		keyed.getFriends().forEach((friend) -> names.add("friend " + friend.getName()));
		keyed.getReferrers().forEach((referrer) -> names.add("referrer " + referrer.getId()));
		return names.toString();
	}

}
