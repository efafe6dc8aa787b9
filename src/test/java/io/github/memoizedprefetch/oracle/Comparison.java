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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.memoizedprefetch.oracle.model.Kind;
import org.hibernate.LazyInitializationException;
import org.hibernate.NonUniqueObjectException;
import org.hibernate.PersistentObjectException;
import org.hibernate.SessionException;
import org.hibernate.StaleObjectStateException;
import org.hibernate.exception.ConstraintViolationException;

/**
 * What must be the same with the library as without.
 */
final class Comparison {

	private static final Pattern CONTAINED = Pattern.compile("\\[(true|false|null)[, truefalsn]*]$");

	/** What plain Hibernate has refused to read. */
	static final String FRESH = " as a fresh session reads it";

	/** What the renderer says of an EAGER reference that is a proxy. */
	private static final String UNINITIALISED = "{?}";

	private static final Pattern BAG = Pattern.compile("select .* from (Nest_words|Flock_Wood) \\w+ .*");

	private final OracleCase oracleCase;

	private final Outcome plain;

	private final Outcome prefetched;

	private final List<String> differences = new ArrayList<>();

	private final Statements statements;

	/** The position of the item that is compared. */
	private int item;

	Comparison(OracleCase oracleCase, Statements statements, Outcome plain, Outcome prefetched) {
		this.oracleCase = oracleCase;
		this.statements = statements;
		this.plain = plain;
		this.prefetched = prefetched;
	}

	List<String> differences() {
		if (isMergeOfMissingRow() || isFetchOfMissingRow()) {
			return this.differences;
		}
		boolean served = isRefusal(this.plain.failure);
		if (!served || this.prefetched.items.size() < this.plain.items.size()) {
			if (!isSecondInstance()) {
				equal("failure", this.plain.failureText(), this.prefetched.failureText());
			}
			equal("items", completed(this.plain), completed(this.prefetched));
		}
		if (!served && this.plain.failure == null) {
			equal("changes", this.plain.changes, this.prefetched.changes);
		}
		for (int i = 0; i < Math.min(this.plain.items.size(), this.prefetched.items.size()); i++) {
			Node fresh = (i < this.plain.fresh.size() && !this.oracleCase.agesDetached()) ? this.plain.fresh.get(i)
					: null;
			this.item = i;
			node("item " + i, this.plain.items.get(i), this.prefetched.items.get(i), fresh);
			// persist() takes uninitialised references over into the writer's session,
			// in which they are loaded later than the library has loaded them
			if (this.oracleCase.writer() == WriterKind.PERSIST && this.plain.items.get(i).holdsLazy()) {
				break;
			}
		}
		if (!served) {
			tables();
			statements();
		}
		return this.differences;
	}

	/** A chunk that fails may fail before its first item has been processed. */
	private int completed(Outcome outcome) {
		int items = outcome.items.size();
		boolean same = this.plain.failureText().equals(this.prefetched.failureText());
		return (this.plain.failure != null && same) ? items / this.oracleCase.chunkSize() : items;
	}

	/**
	 * Two instances of one row are refused by persist() if its session has loaded the
	 * row, and by the database if it has not.
	 */
	private boolean isSecondInstance() {
		return this.oracleCase.writer() == WriterKind.PERSIST
				&& this.plain.thrown instanceof ConstraintViolationException
				&& this.prefetched.failure instanceof NonUniqueObjectException;
	}

	/** Hibernate would have needed what the library has loaded. */
	private static boolean isRefusal(Throwable failure) {
		return failure instanceof LazyInitializationException || failure instanceof SessionException
				|| (failure instanceof PersistentObjectException
						&& failure.getMessage().startsWith("Uninitialized proxy passed to persist"));
	}

	private void node(String where, Node expected, Node actual, Node fresh) {
		if (expected.lazy()) {
			if (!actual.lazy() && fresh != null && !expected.aged()) {
				served(where, actual, fresh);
			}
			return;
		}
		if (!text(expected).equals(text(actual)) && isOfEarlierPage(actual)) {
			return;
		}
		if (!Companion.isSame(text(expected), text(actual)) && !isInitialisedByOtherRows(expected, actual)) {
			equal(where, withoutRemoved(text(expected)), withoutRemoved(text(actual)));
		}
		// a fresh session says nothing about what is behind a changed entity
		Node unchanged = (fresh != null && fresh.text().equals(expected.text())) ? fresh : null;
		equal(where + " attributes", expected.children().keySet(), actual.children().keySet());
		expected.children().forEach((key, child) -> {
			Node other = actual.children().get(key);
			boolean ofEarlier = other != null && !child.children().keySet().equals(other.children().keySet())
					&& isOfEarlierPage(actual);
			if (other != null && !ofEarlier) {
				node(where + "." + key, child, other, (unchanged != null) ? unchanged.children().get(key) : null);
			}
		});
	}

	/**
	 * Whether the session of items that are detached one by one has loaded a row for an
	 * earlier page, and others have changed it since. What was loaded there by then
	 * depends on what is left to Hibernate.
	 */
	private boolean isOfEarlierPage(Node node) {
		return this.oracleCase.reader() == ReaderKind.PAGING_DETACHED && this.oracleCase.intruded()
				&& Stream.of(this.plain, this.prefetched)
					.flatMap((outcome) -> outcome.items.stream().limit(this.item))
					.anyMatch((earlier) -> holds(earlier, label(node)));
	}

	/**
	 * Whether the processor has made an EAGER reference lead to a proxy, which plain
	 * Hibernate initialises when it reads a collection whose rows are joined to it,
	 * although the session has their entities. The library builds nothing for these, and
	 * the proxy is loaded when it is asked.
	 */
	private boolean isInitialisedByOtherRows(Node expected, Node actual) {
		return this.oracleCase.mutating() && actual.text().contains(UNINITIALISED)
				&& Pattern.matches(Stream.of(actual.text().split(Pattern.quote(UNINITIALISED), -1))
					.map(Pattern::quote)
					.collect(Collectors.joining("\\{.*\\}")), expected.text());
	}

	/**
	 * References of detached items lead back to items of the chunk, as in one session,
	 * and a processor may have changed these by then, or others their rows since they
	 * were read.
	 */
	private boolean isChangedItem(Node node) {
		return isOfChangedItem((item) -> label(item).equals(label(node)));
	}

	/** The same of what comes with a node. */
	private boolean comesWithChangedItem(Node node) {
		return isOfChangedItem((item) -> node.text().contains("=" + label(item) + "{"));
	}

	private boolean isOfChangedItem(Predicate<Node> condition) {
		boolean changed = (this.oracleCase.mutating() || this.oracleCase.changesAfterReading())
				&& this.oracleCase.chunkSize() > 1;
		return changed && this.prefetched.items.stream()
			.flatMap((item) -> Stream.concat(Stream.of(item), item.children().values().stream()))
			.anyMatch(condition);
	}

	/**
	 * References of items that are detached one by one lead to what the reader's session
	 * has loaded for earlier pages, as items or behind them.
	 */
	private boolean leadsToLastingSession(Node node) {
		boolean behind = this.oracleCase.intruded();
		return this.oracleCase.reader() == ReaderKind.PAGING_DETACHED && this.prefetched.items.stream()
			.anyMatch((item) -> behind ? holds(item, label(node)) : label(item).equals(label(node)));
	}

	private static boolean holds(Node tree, String label) {
		return label(tree).equals(label) || tree.children().values().stream().anyMatch((child) -> holds(child, label));
	}

	private static String label(Node node) {
		return node.text().split(" ", 2)[0];
	}

	/**
	 * Plain Hibernate has refused: what the library serves is what a fresh session reads.
	 */
	private void served(String where, Node actual, Node fresh) {
		if (actual.lazy() || isChangedItem(actual) || leadsToLastingSession(actual)) {
			return;
		}
		// proxies or instances depend on what that session has loaded before
		if (!comesWithChangedItem(actual)) {
			equal(where + FRESH, decided(fresh),
					isMissing(actual) && isMissing(fresh) ? decided(fresh) : decided(actual));
		}
		equal(where + " attributes", fresh.children().keySet(), actual.children().keySet());
		actual.children().forEach((key, child) -> {
			if (fresh.children().containsKey(key)) {
				served(where + "." + key, child, fresh.children().get(key));
			}
		});
	}

	/** Without a session Hibernate cannot say which row. */
	private static boolean isMissing(Node node) {
		return node.text().startsWith("!No row with ") || node.text().equals(Renderer.ROW_IS_MISSING);
	}

	/** Whether a row was missing there or behind it. */
	static boolean isBroken(Node node) {
		return isMissing(node) || node.children().values().stream().anyMatch(Comparison::isBroken);
	}

	private String text(Node node) {
		return this.oracleCase.isOrdered() ? node.text() : Marks.without(node.text());
	}

	/**
	 * What a note is about is null in Hibernate if the session has found the row missing
	 * before, and a proxy if not.
	 */
	private String withoutRemoved(String text) {
		String without = text;
		for (String change : hasMissingRows() ? this.prefetched.changes : List.<String>of()) {
			if (change.startsWith("remove ")) {
				without = without.replace(" subject=" + change.substring("remove ".length()) + " ", " subject=null ");
			}
		}
		return without;
	}

	private static String decided(Node node) {
		return Marks.without(CONTAINED.matcher(node.text()).replaceAll(""));
	}

	/** Whether both have done the same to the database, and failed or not. */
	boolean sameTables() {
		equal("failure", this.plain.failureText(), this.prefetched.failureText());
		tables();
		return this.differences.isEmpty();
	}

	private void tables() {
		for (Map.Entry<String, TableContent> table : this.plain.tables.entrySet()) {
			List<String> expected = table.getValue().lines();
			List<String> actual = this.prefetched.tables.get(table.getKey()).lines();
			if (!expected.equals(actual)) {
				List<String> missing = new ArrayList<>(expected);
				actual.forEach(missing::remove);
				List<String> more = new ArrayList<>(actual);
				expected.forEach(more::remove);
				this.differences.add("table " + table.getKey() + table.getValue().columns() + ": expected " + missing
						+ ", but was " + more);
			}
		}
	}

	private void statements() {
		if (isComparable()) {
			String excess = this.statements.excess(this.plain.statements, withoutBags(this.prefetched.statements),
					this.prefetched.more);
			if (excess != null) {
				this.differences.add(excess);
			}
		}
	}

	/**
	 * Compare what declared paths have taken, in the place of no library, with what it
	 * takes to find them out.
	 * @param more how many statements more that may be. A chunk of one item tells little
	 * of the next one's, and references are loaded one by one until something is learnt.
	 */
	List<String> learning(int more) {
		String excess = (isComparable() && this.oracleCase.remembersChunks() && this.oracleCase.chunkSize() > 1
				&& !this.oracleCase.reader().isReferences())
						? this.statements.excessOfLearning(withoutBags(this.plain.statements),
								withoutBags(this.prefetched.statements), more)
						: null;
		return (excess != null) ? List.of(excess) : List.of();
	}

	/** Nothing is saved where the processor does not read what was prefetched. */
	private boolean isComparable() {
		return this.oracleCase.isThrifty() && !hasMissingRows() && !hasRemovedRows() && this.plain.failure == null
				&& this.plain.items.stream().noneMatch(Node::holdsLazy);
	}

	/**
	 * Where rows that were joined have repeated the elements of an EAGER bag, the library
	 * reads the bag again, by one statement a role and load.
	 */
	private List<String> withoutBags(List<String> statements) {
		return (this.oracleCase.kind() != Kind.BAGS) ? statements
				: statements.stream().filter((statement) -> !BAG.matcher(statement).matches()).toList();
	}

	/**
	 * Merging a detached item loads it, with an inner join over an association that is
	 * mandatory and cascades; an item that is no more than a proxy is not merged.
	 */
	private boolean isMergeOfMissingRow() {
		return this.oracleCase.writer().isMerging() && hasMissingRows()
				&& this.prefetched.failure instanceof StaleObjectStateException
				&& this.plain.items.stream().anyMatch(Node::holdsLazy);
	}

	private boolean isFetchOfMissingRow() {
		return this.oracleCase.options().isFetching() && (hasMissingRows() || this.plain.isOfMissingRow());
	}

	/** The library asks for a missing row in each chunk, and then Hibernate does. */
	private boolean hasMissingRows() {
		return this.oracleCase.intruded()
				&& this.prefetched.changes.stream().anyMatch((change) -> change.startsWith("remove "));
	}

	/**
	 * The processor or the writer has removed what items refer to that were read before.
	 */
	private boolean hasRemovedRows() {
		if (this.oracleCase.writer() == WriterKind.REMOVE && this.plain.items.stream().anyMatch(Comparison::isBroken)) {
			return true;
		}
		return this.oracleCase.mutating()
				&& (this.oracleCase.pageSize() > this.oracleCase.chunkSize() || this.oracleCase.readsSeveralChunks())
				&& this.prefetched.changes.stream().anyMatch((change) -> change.startsWith("remove "));
	}

	private void equal(String what, Object expected, Object actual) {
		if (!expected.equals(actual)) {
			this.differences
				.add(what + ": expected " + expected + "\n" + " ".repeat(what.length()) + "   but was " + actual);
		}
	}

}
