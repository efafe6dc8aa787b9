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

import java.util.List;

import io.github.memoizedprefetch.oracle.model.Author;
import io.github.memoizedprefetch.oracle.model.Crates.Box;
import io.github.memoizedprefetch.oracle.model.Crates.Jar;
import io.github.memoizedprefetch.oracle.model.Stored;
import org.hibernate.Session;

/**
 * Rows that are removed although others refer to them.
 */
final class MissingRows {

	private MissingRows() {
	}

	/**
	 * What {@code @NotFound} or an EAGER reference finds missing is null to others of the
	 * same session too, who would otherwise have a proxy: that depends on the order in
	 * which Hibernate meets them.
	 */
	static void forget(Session session, Object row) {
		if (row instanceof Author author) {
			for (String statement : List.of("update Note n set n.witness = null where n.witness = :author",
					"update Article n set n.reviewer = null where n.reviewer = :author",
					"update Category n set n.curator = null where n.curator = :author")) {
				session.createMutationQuery(statement).setParameter("author", author).executeUpdate();
			}
		}
		if (row instanceof Box || row instanceof Jar) {
			forgetAny(session, (Stored) row);
		}
		if (row instanceof Box) {
			for (String reference : List.of("Slip.chosen", "Jar.lid", "Slip_stamps.box", "Slip_prices.box")) {
				String[] words = reference.split("\\.");
				update(session, words[0], "update " + words[0] + " set " + words[1] + "_id = null where " + words[1]
						+ "_id = " + ((Stored) row).serial());
			}
		}
	}

	/** Whether a row may be removed without that. */
	static boolean isRemovable(Object row) {
		return !(row instanceof Box || row instanceof Jar);
	}

	private static void forgetAny(Session session, Stored row) {
		String type = "_type = '" + ((row instanceof Box) ? "B" : "J") + "' and ";
		for (String reference : List.of("Slip.before", "Slip.eager", "Slip.inner", "Slip.lazy", "Slip_inks.source",
				"Slip_stamps.shown", "Slip_stamps.source", "Slip_prices.shown", "Slip_prices.source")) {
			String[] words = reference.split("\\.");
			update(session, words[0], "update " + words[0] + " set " + words[1] + "_type = null, " + words[1]
					+ "_id = null where " + words[1] + type + words[1] + "_id = " + row.serial());
		}
		for (String table : List.of("Slip_others", "Slip_elements")) {
			update(session, table, "delete from " + table + " where element" + type + "element_id = " + row.serial());
		}
	}

	private static void update(Session session, String table, String statement) {
		session.createNativeQuery(statement).addSynchronizedQuerySpace(table).executeUpdate();
	}

}
