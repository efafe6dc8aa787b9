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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import javax.sql.DataSource;

import io.github.memoizedprefetch.oracle.LookupCase.Lookup;
import io.github.memoizedprefetch.oracle.LookupCase.LookupWriter;
import io.github.memoizedprefetch.oracle.LookupCase.Program;
import io.github.memoizedprefetch.oracle.LookupCase.Row;
import io.github.memoizedprefetch.oracle.LookupCase.Transactions;
import io.github.memoizedprefetch.oracle.model.Wares.Rack;
import io.github.memoizedprefetch.oracle.model.Wares.RackWare;
import io.github.memoizedprefetch.support.StatementCounter;
import org.hibernate.dialect.MariaDBDialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/**
 * Runs cases of rows that have keys, each once with a query for each key and once with
 * lookups, on the same data.
 */
final class LookupOracle implements AutoCloseable {

	private final DataSource dataSource;

	private final StatementCounter statements = new StatementCounter();

	private final SessionFactoryImplementor plain;

	private final SessionFactoryImplementor prefetched;

	private final boolean repeatable;

	LookupOracle(DataSource dataSource) {
		this.dataSource = dataSource;
		this.repeatable = OracleDatabase.inTransaction(dataSource,
				Connection::getTransactionIsolation) > Connection.TRANSACTION_READ_COMMITTED;
		this.plain = factory("create");
		this.prefetched = factory("none");
		if (!(this.plain.getJdbcServices().getDialect() instanceof MariaDBDialect)) {
			boolean postgres = this.plain.getJdbcServices().getDialect() instanceof PostgreSQLDialect;
			execute(postgres ? "alter table LooseWare alter column code type char(4)"
					: "alter table LooseWare alter column code set data type varchar_ignorecase(4)");
		}
	}

	private SessionFactoryImplementor factory(String schemaAction) {
		HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("lookups");
		for (WareKind kind : WareKind.values()) {
			configuration.managedClass(kind.type());
		}
		return configuration.managedClass(Rack.class)
			.property("jakarta.persistence.nonJtaDataSource", this.dataSource)
			.property("jakarta.persistence.schema-generation.database.action", schemaAction)
			.property("hibernate.session_factory.statement_inspector", this.statements)
			.createEntityManagerFactory()
			.unwrap(SessionFactoryImplementor.class);
	}

	/** What is different with lookups; nothing if all is well. */
	List<String> run(long seed) {
		LookupCase lookupCase = LookupCase.of(seed, this.repeatable);
		if (Boolean.getBoolean("oracle.changes")) {
			System.out.println(lookupCase + "\n" + lookupCase.rows());
		}
		Outcome plain = run(lookupCase, this.plain, false);
		Outcome looked = run(lookupCase, this.prefetched, true);
		List<String> differences = new ArrayList<>();
		if (!plain.lines.equals(looked.lines)) {
			for (int i = 0; i < Math.max(plain.lines.size(), looked.lines.size()); i++) {
				String expected = (i < plain.lines.size()) ? plain.lines.get(i) : "nothing";
				String actual = (i < looked.lines.size()) ? looked.lines.get(i) : "nothing";
				if (!expected.equals(actual)) {
					differences.add("line " + i + ": expected " + expected + "\n           but was " + actual);
				}
			}
		}
		plain.tables.forEach((table, rows) -> {
			if (!rows.equals(looked.tables.get(table))) {
				differences.add("table " + table + ": expected " + rows + "\n  but was " + looked.tables.get(table));
			}
		});
		differences.addAll(statements(lookupCase, plain, looked.statements));
		if (!differences.isEmpty()) {
			differences.add(0, lookupCase.toString());
			if (Boolean.getBoolean("oracle.sql")) {
				differences.add("without:\n    " + String.join("\n    ", plain.statements) + "\n  with:\n    "
						+ String.join("\n    ", looked.statements));
			}
		}
		return differences;
	}

	private record Outcome(List<String> lines, TreeMap<String, List<String>> tables, List<String> statements,
			int transactions) {

		private boolean failed() {
			return this.lines.stream().anyMatch((line) -> line.endsWith("Exception"));
		}

	}

	private Outcome run(LookupCase lookupCase, SessionFactoryImplementor factory, boolean prefetching) {
		fill(lookupCase);
		this.statements.reset();
		LookupRun run = new LookupRun(lookupCase, factory);
		List<String> lines = run.run(prefetching);
		List<String> issued = this.statements.statements();
		TreeMap<String, List<String>> tables = new TreeMap<>();
		tables(lookupCase).forEach((table) -> tables.put(table, read(table)));
		return new Outcome(lines, tables, issued, run.transactions());
	}

	private static List<String> statements(LookupCase lookupCase, Outcome plain, List<String> looked) {
		if (lookupCase.transactions() == Transactions.EXECUTOR && plain.failed()) {
			return List.of(); // how many of them had begun is up to the threads
		}
		if (lookupCase.windows().isAhead()) {
			return List.of(); // slices may be smaller than chunks
		}
		int most = plain.statements.size() + alone(lookupCase, plain.transactions);
		if (lookupCase.isMemoized() || lookupCase.isShared()) {
			// keys and rows are asked for one after the other
			return (looked.size() <= 2 * most) ? List.of()
					: List.of("statements: twice " + most + " expected, " + looked.size() + " with");
		}
		boolean exact = !plain.failed() && lookupCase.program() == Program.READ && !lookupCase.failing()
				&& lookupCase.writer() == LookupWriter.NONE && !lookupCase.racked()
				&& lookupCase.transactions() == Transactions.JPA && lookupCase.step() != StepKind.WINDOWS
				&& lookupCase.lookups()
					.stream()
					.allMatch((lookup) -> lookup.kind().isExact() && !lookup.way().isCreating());
		if (exact) {
			int expected = questions(lookupCase);
			return (looked.size() == expected) ? List.of()
					: List.of("statements: " + expected + " expected, " + looked.size() + " with");
		}
		if (lookupCase.program() == Program.WILDER) {
			// entities that queries have changed since they were loaded ahead are read
			// again
			looked = looked.stream().filter((statement) -> !statement.endsWith(".id=?")).toList();
		}
		return (looked.size() <= most) ? List.of()
				: List.of("statements: " + most + " without, " + looked.size() + " with");
	}

	/**
	 * Of keys that Java compares in another way than the database it may turn out that
	 * they have to be asked for alone; of entities that somebody else's query finds too,
	 * if the session has had them before. That is found out anew after a transaction
	 * within the chunk's.
	 */
	private static int alone(LookupCase lookupCase, int transactions) {
		return Math.max(transactions, lookupCase.rows().size() / lookupCase.chunkSize() + 1)
				* (lookupCase.interrupted() ? 2 : 1)
				* (int) lookupCase.lookups()
					.stream()
					.filter((lookup) -> !lookup.kind().isExact()
							|| (!lookup.way().isByAttribute() && !lookup.way().isValue()))
					.count();
	}

	/** One for each chunk and lookup that has anything to ask for. */
	private static int questions(LookupCase lookupCase) {
		int questions = 0;
		List<Row> rows = lookupCase.rows();
		for (int from = 0; from < rows.size(); from += lookupCase.chunkSize()) {
			List<Row> chunk = rows.subList(from, Math.min(from + lookupCase.chunkSize(), rows.size()));
			for (int i = 0; i < lookupCase.lookups().size(); i++) {
				int index = i;
				questions += chunk.stream().anyMatch((row) -> row.keys().get(index) != null) ? 1 : 0;
			}
		}
		return questions;
	}

	private static Set<String> tables(LookupCase lookupCase) {
		Set<String> tables = new LinkedHashSet<>();
		lookupCase.lookups().forEach((lookup) -> tables.add(lookup.kind().table()));
		tables.add("RackWare");
		tables.add("Rack");
		return tables;
	}

	private void fill(LookupCase lookupCase) {
		tables(lookupCase).forEach((table) -> execute("delete from " + table));
		Random random = new Random(lookupCase.seed());
		this.plain.inTransaction((session) -> {
			for (long id = 0; id < 3; id++) {
				session.persist(new Rack().number(id));
			}
			long id = 0;
			Set<WareKind> kinds = new LinkedHashSet<>();
			kinds.add(WareKind.RACKED);
			lookupCase.lookups().stream().map(Lookup::kind).forEach(kinds::add);
			for (WareKind kind : kinds) {
				for (int i = random.nextInt(8); i > 0; i--) {
					var ware = kind.make(id++, kind.codes().get(random.nextInt(kind.codes().size())),
							random.nextInt(4));
					session.persist(ware);
					if ((Object) ware instanceof RackWare racked && random.nextBoolean()) {
						racked.put(session.getReference(Rack.class, (long) random.nextInt(3)));
					}
				}
			}
		});
	}

	private void execute(String sql) {
		OracleDatabase.inTransaction(this.dataSource, (connection) -> {
			try (PreparedStatement statement = connection.prepareStatement(sql)) {
				return statement.execute();
			}
		});
	}

	/** But for versions: without a query for each key less is flushed. */
	private List<String> read(String table) {
		return OracleDatabase.inTransaction(this.dataSource, (connection) -> read(connection, table));
	}

	private static List<String> read(Connection connection, String table) throws SQLException {
		List<String> lines = new ArrayList<>();
		try (PreparedStatement statement = connection.prepareStatement("select * from " + table);
				ResultSet rows = statement.executeQuery()) {
			while (rows.next()) {
				StringBuilder line = new StringBuilder();
				for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
					String column = rows.getMetaData().getColumnName(i);
					if (!column.equalsIgnoreCase("version")) {
						line.append(column).append('=').append(rows.getObject(i)).append(' ');
					}
				}
				lines.add(line.toString());
			}
		}
		return lines.stream().sorted().toList();
	}

	@Override
	public void close() {
		this.plain.close();
		this.prefetched.close();
	}

}
