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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.memoizedprefetch.oracle.model.Kind;

/**
 * Runs cases, each once without the library and once with it, on the same data.
 */
final class Oracle implements AutoCloseable {

	/**
	 * Whether the memo has to be fresh by itself. If not, it is cleared after each chunk,
	 * which tells a stale memo from other defects.
	 */
	static final boolean FRESHNESS = !"false".equals(System.getProperty("oracle.freshness"));

	/**
	 * Whether most cases merge their items: {@code true}, loaded at once before, or
	 * {@code alone}, to tell what merging alone makes different.
	 */
	static final String MERGES = System.getProperty("oracle.merges", "false");

	/**
	 * Which cases are run once more, with paths that the library has to find out:
	 * {@code true} for all, {@code false} for none; some by default.
	 */
	private static final String AUTOMATIC = System.getProperty("oracle.automatic", "some");

	/**
	 * So many cases in a row share their data, which takes longer to make than to load.
	 */
	private static final int CASES_PER_DATA = 10;

	/** What may follow from another merge. */
	private static final Pattern MERGED = Pattern
		.compile("table |failure: |items: |changes: |.*" + Pattern.quote(Comparison.FRESH));

	private final String databaseName;

	private final OracleDatabase database;

	private final Attributes attributes;

	private final Attributes prefetchedAttributes;

	/** Null until there is a case that nobody hears of. */
	private Attributes unheardAttributes;

	private Attributes plainUnheard;

	/** At READ COMMITTED; null if all are. */
	private final Attributes committed;

	private final Statements statements;

	/** Null until there is a case of it. */
	private LookupOracle lookups;

	/** Whether cases are those of {@link SharedTargets}. */
	private boolean sharing = SharedTargets.ONLY;

	/** Whether a target of each case is read-only. */
	private boolean readOnly = Boolean.getBoolean("oracle.readonly");

	/** Whether threads load ahead in each case that they can. */
	private boolean ahead = Boolean.getBoolean("oracle.ahead");

	private final List<Long> failed = new ArrayList<>();

	/** What the last run with the library came to; null if it was not as without it. */
	private Outcome same;

	private long dataSeed = Long.MIN_VALUE;

	private Map<String, TableContent> data = Map.of();

	Oracle(String databaseName) {
		this(databaseName, Boolean.getBoolean("oracle.eager"));
	}

	/**
	 * @param eagerLeftOut whether the readers of runs with the library leave out what is
	 * EAGER in the items
	 */
	Oracle(String databaseName, boolean eagerLeftOut) {
		this.databaseName = databaseName;
		this.database = OracleDatabase.open(databaseName);
		this.database.leaveOutEager(eagerLeftOut);
		this.attributes = new Attributes(this.database.plain());
		this.prefetchedAttributes = new Attributes(this.database.prefetched());
		this.committed = (this.database.committed() != null) ? new Attributes(this.database.committed()) : null;
		this.statements = new Statements(this.attributes);
	}

	/** Have a target of each case read-only. */
	Oracle readOnly() {
		this.readOnly = true;
		return this;
	}

	/** Have threads load ahead in each case that they can. */
	Oracle ahead() {
		this.ahead = true;
		return this;
	}

	/**
	 * Run cases with consecutive seeds.
	 * @return the seeds of those that failed
	 */
	List<Long> run(long seed, int cases) {
		for (int i = 0; i < cases; i++) {
			List<String> differences = run(seed + i);
			if (!differences.isEmpty()) {
				report(seed + i, differences);
				this.failed.add(seed + i);
			}
			if ((i + 1) % 1_000 == 0) {
				System.out.println("oracle: " + (i + 1) + " cases so far, " + this.failed.size() + " failed");
			}
		}
		return this.failed;
	}

	private List<String> run(long seed) {
		if (Kinds.of(seed) == Kind.LOOKUPS && !this.sharing) {
			return lookups(seed);
		}
		return run(caseOf(seed));
	}

	private OracleCase caseOf(long seed) {
		OracleCase any = anyCaseOf(seed);
		return this.ahead ? AheadCases.of(any) : any;
	}

	private OracleCase anyCaseOf(long seed) {
		if (this.sharing) {
			return SharedTargets.of(seed, this.attributes);
		}
		OracleCase any = OracleCase.of(seed, this.attributes);
		return this.readOnly ? new ReadOnlyCases(this.attributes).of(any) : any;
	}

	/** From now on, have cases that share targets. */
	Oracle sharing() {
		this.sharing = true;
		return this;
	}

	private List<String> lookups(long seed) {
		try {
			if (this.lookups == null) {
				this.lookups = new LookupOracle(this.database.dataSource());
			}
			List<String> differences = this.lookups.run(seed);
			if (this.database.connectionsInUse() > 0) {
				throw new IllegalStateException("A connection was not given back");
			}
			return differences;
		}
		catch (RuntimeException ex) {
			return List.of(trace(ex));
		}
	}

	private List<String> run(OracleCase oracleCase) {
		List<String> differences = run(oracleCase, false);
		if (differences.isEmpty() && isAutomatic(oracleCase)) {
			Outcome declared = this.same;
			differences = run(oracleCase, true).stream().map((difference) -> "automatic: " + difference).toList();
			if (differences.isEmpty() && declared != null && this.same != null) {
				differences = new Comparison(oracleCase, this.statements, declared, this.same)
					.learning(oracleCase.touchedPaths());
				differences = differences.isEmpty() ? steady(oracleCase, declared) : differences;
			}
		}
		return differences;
	}

	/**
	 * A step begins with what its last execution has learnt. A path that few items come
	 * to is left then, too.
	 */
	private List<String> steady(OracleCase oracleCase, Outcome declared) {
		if (oracleCase.step().isLoop()) {
			return List.of();
		}
		List<String> differences = run(oracleCase, true);
		if (differences.isEmpty() && this.same != null) {
			differences = new Comparison(oracleCase, this.statements, declared, this.same)
				.learning(oracleCase.touchedPaths());
		}
		return differences.stream().map((difference) -> "automatic, once more: " + difference).toList();
	}

	private static boolean isAutomatic(OracleCase oracleCase) {
		return AUTOMATIC.equals("true") || (AUTOMATIC.equals("some") && oracleCase.seed() % 8 == 3);
	}

	private List<String> run(OracleCase oracleCase, boolean automatic) {
		try {
			Map<String, TableContent> content = data(Math.floorDiv(oracleCase.seed(), CASES_PER_DATA));
			this.database.tables().write(content);
			Outcome plain = new CaseRun(oracleCase, this.database, plain(oracleCase)).run(false);
			this.database.tables().write(content);
			Outcome prefetched = with(oracleCase, prefetched(oracleCase), automatic).run(true);
			List<String> differences = differences(oracleCase, plain, prefetched);
			this.same = differences.isEmpty() ? prefetched : null;
			if (Boolean.getBoolean("oracle.changes")) {
				System.out.println(oracleCase + "\n  " + prefetched.changes + plain.failureText());
				if (Boolean.getBoolean("oracle.sql")) {
					System.out.println(String.join("\n", prefetched.statements));
				}
			}
			boolean inTables = areInTables(differences);
			boolean lucky = oracleCase.touchesMore() && areStatements(differences);
			if (!differences.isEmpty() && (oracleCase.dependsOnWhatIsLoaded() || lucky)) {
				this.database.tables().write(content);
				Outcome initialised = new CaseRun(oracleCase, this.database, plain(oracleCase)).runInitialised(null);
				List<String> others = differences(oracleCase, initialised, prefetched);
				if (others.isEmpty()
						|| isAsServed(oracleCase, content, automatic, List.of(plain, initialised), prefetched)) {
					return List.of();
				}
				inTables |= areInTables(others);
			}
			boolean ordered = oracleCase.kind() == Kind.LOADING || oracleCase.kind().hasCompanions()
					|| plain.isOfMissingRow() || areStatements(differences);
			if (!differences.isEmpty() && ordered && isAsByPaths(oracleCase, content, plain, prefetched)) {
				return List.of();
			}
			if (!differences.isEmpty() && automatic && oracleCase.dependsOnWhatIsLoaded()) {
				this.database.tables().write(content);
				Outcome initialised = new CaseRun(oracleCase, this.database, plain(oracleCase))
					.runInitialisedAutomatically();
				if (differences(oracleCase, initialised, prefetched).isEmpty()) {
					return List.of();
				}
			}
			boolean more = (inTables && oracleCase.mergesWhatIsLoaded()) || isUnmergeable(oracleCase, prefetched)
					|| oracleCase.writer() == WriterKind.REMOVE;
			if (!differences.isEmpty() && isMergeOfUnloaded(oracleCase, plain)
					&& (more || oracleCase.sharesDetached())) {
				// what a config hides is merged as it was
				Served hidden = oracleCase.options().isHiding() ? served(oracleCase, content, automatic) : null;
				this.database.tables().write(content);
				Outcome detached = new CaseRun(oracleCase, this.database,
						new Attributes(this.database.detached(isHeard(oracleCase))))
					.runDetached(hidden);
				if (new Comparison(oracleCase, this.statements, detached, prefetched).sameTables()
						|| (automatic && isAsFoundOut(oracleCase, content, plain, prefetched))
						|| (detached.isMergeOfSeveral() && prefetched.isMergeOfOthers()
								&& (more || isBySharing(oracleCase, automatic, differences)))) {
					return List.of();
				}
			}
			if (!differences.isEmpty() && isMergeOfUnloaded(oracleCase, plain)
					&& isAsInSession(oracleCase, content, automatic, prefetched, differences)) {
				return List.of();
			}
			if (!differences.isEmpty() && this.committed != null) {
				// the library reads what is committed, whatever the step's transaction
				// sees
				this.database.tables().write(content);
				Outcome committed = new CaseRun(oracleCase, this.database, this.committed).run(false);
				if (differences(oracleCase, committed, prefetched).isEmpty()
						|| isSameCommitted(oracleCase, content, automatic, committed)) {
					return List.of();
				}
			}
			if (!differences.isEmpty() && oracleCase.readsCommitted()) {
				this.database.tables().write(content);
				Outcome committed = new CaseRun(oracleCase, this.database, plain(oracleCase)).atReadCommitted()
					.run(false);
				if (differences(oracleCase, committed, prefetched).isEmpty()
						|| isSameAtReadCommitted(oracleCase, content, automatic, committed)) {
					return List.of();
				}
			}
			if (!differences.isEmpty() && oracleCase.reader() == ReaderKind.PAGING_DETACHED
					&& !oracleCase.touched().equals(oracleCase.configured())
					&& run(oracleCase.touchingConfigured(), automatic).isEmpty()) {
				return List.of();
			}
			for (Outcome outcome : List.of(plain, prefetched)) {
				if (!differences.isEmpty() && outcome.thrown != null) {
					differences.add(((outcome == plain) ? "without: " : "with: ") + trace(outcome.thrown));
				}
			}
			if (!differences.isEmpty()) {
				differences.add("changes: " + prefetched.changes);
				if (Boolean.getBoolean("oracle.sql")) {
					differences.add("without:\n    " + String.join("\n    ", plain.statements) + "\n  with:\n    "
							+ String.join("\n    ", prefetched.statements));
				}
			}
			return differences;
		}
		catch (RuntimeException ex) {
			return List.of(trace(ex));
		}
	}

	/**
	 * Half of the cases whose entities nobody but themselves changes, so that the library
	 * puts them into sessions at once.
	 */
	private static boolean isHeard(OracleCase oracleCase) {
		return oracleCase.kind() == Kind.CALLBACKS || Math.floorDiv(oracleCase.seed(), 8) % 2 == 0;
	}

	private Attributes prefetched(OracleCase oracleCase) {
		if (isHeard(oracleCase)) {
			return this.prefetchedAttributes;
		}
		this.unheardAttributes = (this.unheardAttributes != null) ? this.unheardAttributes
				: new Attributes(this.database.unheard());
		return this.unheardAttributes;
	}

	/** What to compare with: the same without the library. */
	private Attributes plain(OracleCase oracleCase) {
		if (isHeard(oracleCase)) {
			return this.attributes;
		}
		this.plainUnheard = (this.plainUnheard != null) ? this.plainUnheard
				: new Attributes(this.database.plainUnheard());
		return this.plainUnheard;
	}

	/**
	 * Whether Hibernate does the same once it has loaded what the library has, and no
	 * more. Of a collection that it leaves, because an element is hidden from it, the
	 * library has loaded the others, as no other run would; but whether an element is a
	 * proxy or an instance depends in Hibernate on what was read before it. So it does on
	 * the order of rows that nothing orders: whether the first of two rows that refers to
	 * the second comes first. A database that plans joins reads them in another order
	 * with the join table alone, and even with the same statement once its planner is set
	 * otherwise. And what a config fetches along is loaded before what comes later, with
	 * proxies of all that it refers to.
	 */
	private boolean isAsServed(OracleCase oracleCase, Map<String, TableContent> content, boolean automatic,
			List<Outcome> others, Outcome prefetched) {
		Served served = served(oracleCase, content, automatic);
		this.database.tables().write(content);
		Outcome plain = new CaseRun(oracleCase, this.database, plain(oracleCase)).runInitialised(served);
		return differences(oracleCase, plain, prefetched).isEmpty()
				|| (oracleCase.options().isHiding()
						&& differences(oracleCase, plain, Undecided.decide(prefetched, plain, others)).isEmpty())
				|| (oracleCase.kind() == Kind.ANY
						&& differences(oracleCase, plain, Undecided.decide(prefetched, plain, others)).isEmpty())
				|| (oracleCase.kind() == Kind.TWINS
						&& (!this.database.isOrderingRows() || oracleCase.options().isHiding()
								|| oracleCase.options().isFetching())
						&& differences(oracleCase, plain, Undecided.all(prefetched, plain)).isEmpty());
	}

	/**
	 * Whether Hibernate does the same once it has read path by path. A collection brings
	 * what another path would have asked for, and companions, or what custom loading
	 * hides of other paths: which is read first decides. A collection that holds what
	 * somebody has touched before in vain fails.
	 */
	private boolean isAsByPaths(OracleCase oracleCase, Map<String, TableContent> content, Outcome plain,
			Outcome prefetched) {
		Comparator<String> shallow = Comparator.comparing((path) -> path.chars().filter((each) -> each == '.').count());
		List<Outcome> others = Stream.of(shallow, shallow.reversed()).map((order) -> {
			this.database.tables().write(content);
			return new CaseRun(oracleCase, this.database, plain(oracleCase)).runInitialisedByPath(order);
		}).toList();
		return others.stream().anyMatch((other) -> differences(oracleCase, other, prefetched).isEmpty())
				|| (oracleCase.kind() == Kind.LOADING && oracleCase.writer() == WriterKind.NONE
						&& new Comparison(oracleCase, this.statements, plain, prefetched).sameTables()
						&& Undecided.isAnyOf(prefetched, Stream.concat(Stream.of(plain), others.stream()).toList()));
	}

	private Served served(OracleCase oracleCase, Map<String, TableContent> content, boolean automatic) {
		Served served = new Served(oracleCase, prefetched(oracleCase));
		this.database.tables().write(content);
		new CaseRun(oracleCase, this.database, prefetched(oracleCase), automatic, served::watch).run(true);
		return served;
	}

	private CaseRun with(OracleCase oracleCase, Attributes attributes, boolean automatic) {
		return new CaseRun(oracleCase, this.database, attributes, automatic, UnaryOperator.identity());
	}

	private List<String> differences(OracleCase oracleCase, Outcome plain, Outcome prefetched) {
		return new Comparison(oracleCase, this.statements, plain, prefetched).differences();
	}

	/**
	 * Whether Hibernate does the same to the database once it may load what is detached
	 * and has loaded what automatic mode finds out, which may be more than what is
	 * declared: what the processor comes to by changing an item with a session is learnt,
	 * and prefetched and merged for detached items too.
	 */
	private boolean isAsFoundOut(OracleCase oracleCase, Map<String, TableContent> content, Outcome plain,
			Outcome prefetched) {
		this.database.tables().write(content);
		Outcome detached = new CaseRun(oracleCase, this.database,
				new Attributes(this.database.detached(isHeard(oracleCase))))
			.runInitialisedAutomatically();
		// which loads what is touched before it is found out, too, as nobody else does
		return new Comparison(oracleCase, this.statements, detached, prefetched).sameTables()
				|| prefetched.tables.keySet().stream().allMatch((table) -> areOf(table, prefetched, plain, detached));
	}

	private static boolean areOf(String table, Outcome prefetched, Outcome plain, Outcome other) {
		List<String> rows = prefetched.tables.get(table).lines();
		Set<String> known = new HashSet<>(plain.tables.get(table).lines());
		known.addAll(other.tables.get(table).lines());
		return rows.size() == plain.tables.get(table).lines().size() && known.containsAll(rows);
	}

	/**
	 * Whether more is merged where Hibernate may load what is detached. What a callback
	 * made of it is; what refers to a removed item is refused if it is merged. And the
	 * items of a page share references: what these are initialised with for the items of
	 * one chunk leads to other instances of the items of a later chunk, which nobody has
	 * shown to the library by then, and is merged as it was.
	 */
	private static boolean isMergeOfUnloaded(OracleCase oracleCase, Outcome plain) {
		return oracleCase.writer().isMerging()
				&& (!oracleCase.touchesAll() || plain.items.stream().anyMatch(Node::holdsLazy));
	}

	/**
	 * Whether both do the same at READ COMMITTED, where a cursor's transaction, or one
	 * that has read what is deleted then, has seen rows as they were before they changed:
	 * what the library leaves to Hibernate is read from that snapshot, the rest as it is
	 * committed, and no run without it reads such a mixture.
	 */
	private boolean isSameCommitted(OracleCase oracleCase, Map<String, TableContent> content, boolean automatic,
			Outcome committed) {
		boolean snapshot = oracleCase.reader() == ReaderKind.CURSOR || oracleCase.kind() == Kind.DELETIONS;
		if (!snapshot || committed.changes.isEmpty()) {
			return false;
		}
		this.database.tables().write(content);
		return differences(oracleCase, committed, with(oracleCase, this.committed, automatic).run(true)).isEmpty();
	}

	/**
	 * Whether both do the same at READ COMMITTED, where a row is gone that the library
	 * leaves to Hibernate, whose transaction sees it, or automatic mode leaves what it
	 * has not learnt: the rest it takes as it is committed.
	 */
	private boolean isSameAtReadCommitted(OracleCase oracleCase, Map<String, TableContent> content, boolean automatic,
			Outcome committed) {
		if (!automatic && !committed.isOfMissingRow() && committed.items.stream().noneMatch(Comparison::isBroken)) {
			return false;
		}
		this.database.tables().write(content);
		return differences(oracleCase, committed,
				with(oracleCase, prefetched(oracleCase), automatic).atReadCommitted().run(true))
			.isEmpty();
	}

	/** Nobody can merge a collection whose getter is a view of it, once it is loaded. */
	private static boolean isUnmergeable(OracleCase oracleCase, Outcome prefetched) {
		return oracleCase.kind() == Kind.ACCESSORS && prefetched.failure instanceof UnsupportedOperationException;
	}

	/**
	 * Whether Hibernate does the same to the database once the reader has loaded what the
	 * library has, so that references to items of the chunk lead to these. Merging one of
	 * them merges its collections, with which their elements are loaded: what refers to a
	 * removed item is refused then, and so are collections that a getter protects.
	 */
	private boolean isAsInSession(OracleCase oracleCase, Map<String, TableContent> content, boolean automatic,
			Outcome prefetched, List<String> differences) {
		// the chunk in which a page ends that outlives its session has detached items and
		// managed ones, to which detached references do not lead
		boolean several = oracleCase.writer() == WriterKind.REMOVE || prefetched.isMergeOfOthers()
				|| oracleCase.reader().isStep();
		if (several && oracleCase.sharesDetached()) {
			return isBySharing(oracleCase, automatic, differences);
		}
		if (!oracleCase.reader().isDetached()) {
			return false;
		}
		Served served = served(oracleCase, content, automatic);
		this.database.tables().write(content);
		Outcome inSession = new CaseRun(oracleCase.inSession(), this.database, plain(oracleCase))
			.runInitialisedInSession(served);
		return new Comparison(oracleCase, this.statements, inSession, prefetched).sameTables();
	}

	/**
	 * Whether there is no difference but in what is merged, or in what is read after
	 * something else was removed, and none at all once each chunk is a page.
	 */
	private boolean isBySharing(OracleCase oracleCase, boolean automatic, List<String> differences) {
		return (oracleCase.writer() == WriterKind.REMOVE
				|| differences.stream().allMatch((difference) -> MERGED.matcher(difference).lookingAt()))
				&& run(oracleCase.withoutSharing(), automatic).isEmpty();
	}

	private static boolean areStatements(List<String> differences) {
		return differences.stream().allMatch((difference) -> difference.startsWith("statements: "));
	}

	/** A fresh session reads what is in the tables by then. */
	private static boolean areInTables(List<String> differences) {
		return !differences.isEmpty() && differences.stream()
			.allMatch((difference) -> difference.startsWith("table ") || difference.contains(Comparison.FRESH));
	}

	static String trace(Throwable thrown) {
		StringWriter trace = new StringWriter();
		thrown.printStackTrace(new PrintWriter(trace));
		return trace.toString();
	}

	private Map<String, TableContent> data(long seed) {
		if (seed != this.dataSeed) {
			this.data = new DataGenerator(this.database, this.attributes).generateUnreadable(seed);
			this.dataSeed = seed;
		}
		return this.data;
	}

	private void report(long seed, List<String> differences) {
		OracleCase oracleCase = caseOf(seed);
		System.out.println("FAILED " + ((oracleCase.kind() == Kind.LOOKUPS) ? seed : oracleCase));
		differences.forEach((difference) -> System.out.println("  " + difference));
		System.out.println("  alone: mvn -q verify -Poracle -Doracle.cases=1 -Doracle.seed=" + seed + " -Doracle.db="
				+ this.databaseName + " -Doracle.kinds=" + oracleCase.kind()
				+ (this.sharing ? " -Doracle.shared=true" : "") + (this.readOnly ? " -Doracle.readonly=true" : "")
				+ (this.ahead ? " -Doracle.ahead=true" : ""));
	}

	@Override
	public void close() {
		if (this.lookups != null) {
			this.lookups.close();
		}
		this.database.close();
	}

	public static void main(String[] args) {
		long start = System.currentTimeMillis();
		try (Oracle oracle = new Oracle(args[2])) {
			List<Long> failed = oracle.run(Long.parseLong(args[0]), Integer.parseInt(args[1]));
			System.out.println("oracle: " + args[1] + " cases, " + failed.size() + " failed in "
					+ (System.currentTimeMillis() - start) + " ms " + failed);
			if (oracle.readOnly) {
				System.out.println("oracle: " + ReadOnlyWriter.changed() + " values of read-only entities not written");
			}
		}
	}

}
