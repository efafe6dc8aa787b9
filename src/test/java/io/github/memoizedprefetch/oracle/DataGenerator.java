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

package io.github.memoizedprefetch.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.memoizedprefetch.oracle.model.Blots;
import io.github.memoizedprefetch.oracle.model.Crates;
import io.github.memoizedprefetch.oracle.model.Kind;
import io.github.memoizedprefetch.oracle.model.Model;
import io.github.memoizedprefetch.oracle.model.Stored;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Makes random data for all entities of the model, by walking their mappings.
 */
final class DataGenerator {

	/** The id of no category and of no author. */
	static final int NO_ROW = 777;

	private final OracleDatabase database;

	private final Attributes attributes;

	DataGenerator(OracleDatabase database, Attributes attributes) {
		this.database = database;
		this.attributes = attributes;
	}

	/**
	 * The content of all tables; the tables hold it afterwards.
	 */
	Map<String, TableContent> generate(long seed) {
		RandomValues random = new RandomValues(new Random(seed));
		this.database.tables().clear();
		List<Stored> instances = instances(Kind.BASE, Model.CONCRETE, random);
		new Linker(this.attributes, instances, random).link(List.copyOf(instances));
		// what is made of the shapes does not depend on the kinds
		RandomValues other = new RandomValues(new Random(seed * 31 + 7));
		for (Kind kind : Kind.values()) {
			List<Stored> special = instances(kind, kind.types(), other);
			instances.addAll(special);
			new Linker(this.attributes, instances, other).link(special);
		}
		this.attributes.factory().inTransaction((session) -> instances.forEach(session::persist));
		OracleDatabase.inTransaction(this.database.dataSource(), (connection) -> spoil(connection, random));
		OracleDatabase.inTransaction(this.database.dataSource(), this::spoilSpecial);
		return this.database.tables().read();
	}

	private List<Stored> instances(Kind kind, List<Class<? extends Stored>> types, RandomValues random) {
		List<Stored> instances = new ArrayList<>();
		Map<String, Integer> numbers = new HashMap<>();
		for (Class<? extends Stored> type : types) {
			EntityPersister persister = this.attributes.entity(type);
			// few that many refer to, so that chunks have some in common
			boolean few = kind.isAboutChanges() && type != types.get(types.size() - 1);
			boolean more = type == Crates.Box.class || type == Crates.Jar.class;
			int count = persister.isMutable() ? random.between(2, few ? (more ? 5 : 3) : 7) : 0;
			for (int i = 0; i < count; i++) {
				Stored instance = (Stored) persister.getRepresentationStrategy().getInstantiator().instantiate();
				instance.number(numbers.merge(persister.getRootEntityName(), 1, Integer::sum) - 1);
				instances.add(instance);
			}
		}
		return instances;
	}

	private Void spoilSpecial(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("update Label set text = concat('  ', text, ' ') where mod(serial, 2) = 0");
			statement.execute("update Desk set total_id = serial");
			statement.execute("update Essay_Topic set deleted = true where topics_id = 1");
			statement.execute("update Slip set eager_type = null, eager_id = null where serial = 2");
			statement.execute("update Slip set lazy_type = null, lazy_id = null where serial = 1");
			statement.execute("update Slip_inks set source_type = null, source_id = null where mod(inks_KEY, 3) = 1");
			if (isTemporal(connection)) {
				for (String removed : List.of("Team_Player where players_id = 1",
						"Team_names where mod(Team_id, 2) = 0", "Contract where mod(id, 3) = 1")) {
					statement.execute(
							"update " + removed.replace(" where ", " set effective = timestamp '2020-01-01 00:00:00',"
									+ " superseded = timestamp '2020-01-02 00:00:00' where "));
				}
			}
			if (this.database.ignoresCase()) {
				statement.execute("update Ring set nick_id = upper(nick_id) where mod(serial, 2) = 0");
				statement.execute("update Ring_Nick set nicks_id = upper(nicks_id) where nicks_id <> 'Nick1'");
			}
		}
		return null;
	}

	/** The same, with rows that Hibernate cannot read, or refuses to: {@link Blots}. */
	Map<String, TableContent> generateUnreadable(long seed) {
		generate(seed);
		OracleDatabase.inTransaction(this.database.dataSource(), (connection) -> {
			try (Statement statement = connection.createStatement()) {
				statement.execute("update Blot set grade = 'none' where serial = 3");
				statement.execute("update Blot set ordered_ORDER = null where serial = 0");
				statement.execute("update Smear set stain_id = 1 where serial in (3, 4)");
				statement.execute("update Sheet_grades set grades = concat('no ', grades) where Sheet_id = 1");
			}
			return null;
		});
		return this.database.tables().read();
	}

	/** Since Hibernate 7.4. */
	private static boolean isTemporal(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet columns = statement.executeQuery("select count(*) from information_schema.columns"
						+ " where lower(table_name) = 'contract' and lower(column_name) = 'superseded'")) {
			return columns.next() && columns.getInt(1) > 0;
		}
	}

	/**
	 * What Hibernate would not write: foreign keys without a row, rows deleted softly.
	 */
	private Void spoil(Connection connection, RandomValues random) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("update Coupon set deleted = true where serial = 1");
			if (random.chance(20)) {
				statement
					.execute("update Work set translator_id = " + NO_ROW + " where serial = " + random.between(0, 5));
				statement.execute("update Note set witness_id = 778 where serial = " + random.between(0, 5));
			}
			if (random.chance(10)) {
				statement.execute("update work_category set categories_id = " + NO_ROW + " where categories_id = 1");
				statement.execute("update Shop_Author set staff_id = " + NO_ROW + " where staff_id = 1");
			}
		}
		return null;
	}

}
