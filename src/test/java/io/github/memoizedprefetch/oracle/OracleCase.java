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
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.memoizedprefetch.oracle.model.Crates;
import io.github.memoizedprefetch.oracle.model.Kind;
import io.github.memoizedprefetch.oracle.model.Model;
import io.github.memoizedprefetch.oracle.model.Stored;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Everything that is random about one case but its data, which the seed makes too.
 *
 * @param seed what determines it all
 * @param kind what is special about the items
 * @param itemType the items
 * @param configured the paths that are prefetched
 * @param touched the paths that the processor reads
 * @param reader how items are read
 * @param step what runs the chunks
 * @param chunkSize the size of chunks
 * @param pageSize the size of the reader's pages
 * @param cacheSize the memo's size
 * @param strict whether the processor lets exceptions through
 * @param repeated whether some items are twice in a chunk, and some null
 * @param writer what is written
 * @param mutating whether the processor changes what it reads
 * @param options the options of one target
 * @param items what items are to the library
 * @param forgetful whether something is evicted between the chunks
 * @param intruded whether something else changes rows between the chunks
 * @param vandalised whether what only the library can serve is spoiled after its chunk
 * @param windows what is read ahead, in steps that do so
 * @param readOnly the target that is read-only, which nothing changes; null if none is
 */
record OracleCase(long seed, Kind kind, Class<? extends Stored> itemType, Set<String> configured, Set<String> touched,
		ReaderKind reader, StepKind step, int chunkSize, int pageSize, int cacheSize, boolean strict, boolean repeated,
		WriterKind writer, boolean mutating, TargetOptions options, ItemKind items, boolean forgetful, boolean intruded,
		boolean vandalised, Windows windows, Class<? extends Stored> readOnly) {

	/** Kinds in which the step's transaction writes rows that no writer does. */
	private static final Set<Kind> WRITING = EnumSet.of(Kind.CALLBACKS, Kind.ACCESSORS, Kind.VALUES, Kind.INCREMENTS);

	/** Kinds in which loading a target may write it, so that it matters whether it is. */
	private static final Set<Kind> CHANGED_BY_LOADING = EnumSet.of(Kind.CALLBACKS, Kind.ACCESSORS);

	/** Collections whose rows hold references. */
	private static final Pattern UNORDERED = Pattern.compile("\\b(slips|stamps|prices)\\b");

	static OracleCase of(long seed, Attributes attributes) {
		RandomValues random = new RandomValues(new Random(seed * 7919 + 17));
		Kind kind = Kinds.of(seed);
		boolean base = kind.types().isEmpty();
		List<Class<? extends Stored>> types = (random.chance(80) || !base) ? kind.itemTypes() : Model.ABSTRACT;
		PathGenerator paths = new PathGenerator(attributes, random);
		Class<? extends Stored> itemType = random.oneOf(types);
		Set<String> configured = paths.paths(itemType, random.between(1, 6));
		while (configured.isEmpty()) {
			itemType = random.oneOf(types);
			configured = paths.paths(itemType, 3);
		}
		Set<String> touched = paths.paths(itemType, random.between(0, 3));
		if (kind == Kind.ANY && seed % 2 == 0) {
			configured = Set.of(configured.iterator().next());
			touched.clear();
			touched.addAll(configured);
		}
		else if (kind == Kind.ANY && itemType == Crates.Crate.class) {
			// elements that have companions, of few owners
			configured.add("slip." + random.oneOf(List.of("elements", "stamps", "prices")));
		}
		WriterKind writer = random.chance(50) ? WriterKind.NONE : random.oneOf(WriterKind.USUAL);
		if (!Oracle.MERGES.equals("false") && writer != WriterKind.PERSIST) {
			writer = WriterKind.MERGE;
		}
		if (writer == WriterKind.JDBC && WRITING.contains(kind)) {
			writer = WriterKind.NONE; // would wait for what the step has flushed of these
		}
		// whether a reference is initialised matters to persist(), with the library or
		// without
		boolean few = CHANGED_BY_LOADING.contains(kind) && Math.floorMod(seed, 2) == 0;
		if (writer == WriterKind.PERSIST || (random.chance(80) && !few) || kind.isAboutChanges()) {
			touched.addAll(configured);
		}
		ReaderKind reader = random.oneOf(ReaderKind.usual());
		if (kind == Kind.IDS) {
			reader = ReaderKind.STEP_IDS;
		}
		if (reader == ReaderKind.STEP_NEW) {
			touched.addAll(configured); // it matters to merge() of new items too
		}
		int chunkSize = random.between(1, kind.isAboutChanges() ? 2 : 5);
		// new items hold references of the session that they are read in
		int pageSize = (reader == ReaderKind.STEP_NEW) ? chunkSize : random.between(1, 6);
		if (reader == ReaderKind.STEP_READ_ONLY && writer == WriterKind.MERGE
				&& hasMap(configured, attributes.entity(itemType))) {
			// merging a detached item marks its maps as changed if they are initialised,
			// unlike other collections, which a read-only session refuses
			pageSize = chunkSize;
		}
		if (kind.isAboutChanges() && random.chance(80)) {
			pageSize = chunkSize;
		}
		if (few && writer.isMerging()) {
			// of a page's later chunks what is prefetched is merged, come to or not; of
			// the first, which has its session still, only what is come to is loaded
			pageSize = chunkSize;
		}
		boolean mutating = random.chance((kind == Kind.INCREMENTS) ? 80 : 40);
		if (kind == Kind.INCREMENTS && reader == ReaderKind.CURSOR) {
			mutating = false; // its transaction would keep the locks until the step ends
		}
		if (kind == Kind.REMOVALS && reader != ReaderKind.STEP_NEW) {
			writer = WriterKind.REMOVE;
		}
		if (kind == Kind.DELETIONS) {
			configured.add("peers");
			touched.addAll(configured);
			writer = WriterKind.NONE;
			mutating = false;
			chunkSize = random.between(2, 5); // one collection is read with its elements
			pageSize = chunkSize;
			reader = random.oneOf(List.of(ReaderKind.STEP, ReaderKind.STEP_FILTERED, ReaderKind.STEP_READ_ONLY,
					ReaderKind.PAGING, ReaderKind.CURSOR));
		}
		if (kind == Kind.TRANSACTIONS) {
			// nothing that another transaction would have to wait for
			writer = WriterKind.NONE;
			mutating = false;
			pageSize = chunkSize;
			if (readsCommitted(kind, seed)) {
				touched.clear(); // what is not prefetched is as old as the transaction
			}
			touched.addAll(configured);
			reader = random.chance(70) ? random.oneOf(List.of(ReaderKind.STEP, ReaderKind.STEP_FILTERED,
					ReaderKind.STEP_REFERENCES, ReaderKind.STEP_READ_ONLY)) : reader;
		}
		StepKind step = (random.chance(80) || kind == Kind.SEVERAL || kind == Kind.TRANSACTIONS
				|| kind == Kind.DELETIONS) ? StepKind.LOOP : random.oneOf(List.of(StepKind.values()));
		if (step == StepKind.PARTITIONS && (mutating || writer != WriterKind.NONE || WRITING.contains(kind))) {
			step = StepKind.LOOP;
		}
		boolean loop = step == StepKind.LOOP;
		ItemKind items = (loop && random.chance(20)) ? random.oneOf(List.of(ItemKind.values())) : ItemKind.ENTITY;
		if (kind == Kind.IDS) {
			items = ItemKind.ENTITY;
		}
		boolean aligned = chunkSize % pageSize == 0;
		// the library has to notice changes of collections that it remembers
		boolean recurring = !RecurringCollections.of(itemType, configured, attributes).isEmpty();
		boolean intruded = loop && aligned && touched.containsAll(configured)
				&& random.chance((kind.isAboutChanges() || kind == Kind.TRANSACTIONS || kind == Kind.DELETIONS) ? 90
						: (recurring ? 60 : 15));
		if (kind == Kind.ANY && seed % 2 == 0) {
			intruded = false;
			mutating = false;
		}
		boolean vandalised = loop && aligned && reader.isDetached() && !intruded && !mutating
				&& (writer == WriterKind.NONE || writer == WriterKind.JDBC);
		int cacheSize = random.chance(50) ? 100 : random.between(1, 4);
		boolean strict = random.chance(15);
		boolean repeated = loop && random.chance(15);
		TargetOptions options = TargetOptions.of((base || random.chance(20)) ? Model.CONCRETE : kind.types(),
				attributes, random);
		if (kind == Kind.FETCHES) {
			String path = random.oneOf(List.copyOf(configured));
			options = new GraphGenerator(attributes, random).graph(itemType, path);
			if (options.kind() == TargetOptions.Kind.GRAPH) {
				options.fetched().forEach((fetched) -> touched.add(path + "." + fetched));
			}
		}
		boolean forgetful = loop && random.chance(10);
		if (options.isFetching() && reader == ReaderKind.PAGING_DETACHED) {
			intruded = false; // what is fetched along stays in its session as it was
		}
		return new OracleCase(seed, kind, itemType, configured, touched, reader, step, chunkSize, pageSize, cacheSize,
				strict, repeated, writer, mutating, options, items, forgetful, intruded, vandalised,
				(step == StepKind.WINDOWS) ? AheadCases.windows(seed, reader, chunkSize, pageSize, writer,
						mutating || WRITING.contains(kind), false) : Windows.ofChunks(chunkSize),
				null);
	}

	/**
	 * Whether the items of a stateless session are those of one cursor, which does not
	 * see what changes meanwhile.
	 */
	boolean isStatelessCursor() {
		boolean changing = this.writer != WriterKind.NONE || this.mutating || isWritingByItself();
		return this.reader == ReaderKind.STATELESS && !this.intruded && (!changing || this.seed % 2 == 0);
	}

	/** Whether items are read before the chunk before theirs is written. */
	boolean readsSeveralChunks() {
		return this.windows.size() > this.chunkSize;
	}

	/** Whether transactions write rows by reading them. */
	boolean isWritingByItself() {
		return WRITING.contains(this.kind);
	}

	/** A case in which nothing but one other transaction changes anything. */
	static OracleCase ofInterleaving(long seed, Attributes attributes) {
		OracleCase any = of(seed, attributes);
		RandomValues random = new RandomValues(new Random(seed));
		int chunkSize = random.between(1, 3);
		return new OracleCase(seed, any.kind, any.itemType, any.configured, any.configured,
				random.oneOf(List.of(ReaderKind.STEP, ReaderKind.STEP_REFERENCES, ReaderKind.CLOSED, ReaderKind.CLEARED,
						ReaderKind.CLOSED_REFERENCES)),
				StepKind.LOOP, chunkSize, chunkSize, any.cacheSize, false, false, WriterKind.NONE, false, any.options,
				ItemKind.ENTITY, false, false, false, Windows.ofChunks(chunkSize), null);
	}

	/** Whether others change rows between the reading of a chunk and its prefetch. */
	boolean changesAfterReading() {
		return (this.kind == Kind.TRANSACTIONS || this.kind == Kind.DELETIONS) && this.intruded;
	}

	/** The isolation level of the step's transactions; 0 for the connections' default. */
	int isolation() {
		return isolation(this.kind, this.seed);
	}

	private static int isolation(Kind kind, long seed) {
		return (kind == Kind.TRANSACTIONS) ? List
			.of(Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ,
					Connection.TRANSACTION_SERIALIZABLE)
			.get((int) Math.floorMod(seed / 3, 3)) : 0;
	}

	/**
	 * Whether the library is told to leave transactions alone that repeat their reads.
	 */
	boolean keepsRepeatableReads() {
		return keepsRepeatableReads(this.kind, this.seed);
	}

	private static boolean keepsRepeatableReads(Kind kind, long seed) {
		return kind == Kind.TRANSACTIONS && seed % 3 == 0;
	}

	/**
	 * Whether the library reads what is committed although the step's transaction does
	 * not.
	 */
	boolean readsCommitted() {
		return readsCommitted(this.kind, this.seed);
	}

	private static boolean readsCommitted(Kind kind, long seed) {
		return isolation(kind, seed) > Connection.TRANSACTION_READ_COMMITTED && !keepsRepeatableReads(kind, seed);
	}

	private static boolean hasMap(Set<String> paths, EntityPersister itemType) {
		return paths.stream()
			.map((path) -> itemType.findAttributeMapping(path.split("\\.")[0]))
			.anyMatch((attribute) -> attribute instanceof PluralAttributeMapping plural
					&& Map.class.isAssignableFrom(plural.getJavaType().getJavaTypeClass()));
	}

	/**
	 * Whether the processor reads all that is prefetched, so that nothing is for nothing.
	 */
	boolean touchesAll() {
		return this.touched.containsAll(this.configured);
	}

	/**
	 * Whether it reads more: with that Hibernate may load what is prefetched, later than
	 * the library, but for nothing.
	 */
	boolean touchesMore() {
		return this.touched.stream()
			.anyMatch((path) -> this.configured.stream().noneMatch((other) -> (other + ".").startsWith(path + ".")));
	}

	/**
	 * Whether detached items of several chunks share references, which the library
	 * initialises with the first of them, and rows change in between.
	 */
	boolean agesDetached() {
		return (this.writer != WriterKind.NONE || this.mutating || this.intruded || WRITING.contains(this.kind))
				&& (this.chunkSize % this.pageSize != 0 || readsSeveralChunks() || isStatelessCursor());
	}

	/**
	 * Whether items of a chunk are parts of several graphs, or a graph has items of
	 * several chunks, of which some are detached.
	 */
	boolean sharesDetached() {
		return !isStatelessCursor() && switch (this.reader) {
			// detached one by one, from a session that goes on to load for all pages
			case PAGING_DETACHED -> true;
			// each page is detached once the next is read
			case PAGING -> this.pageSize % this.chunkSize != 0 || readsSeveralChunks();
			default -> this.reader.isDetaching()
					&& (this.chunkSize % this.pageSize != 0 || (this.reader.isStep() && readsSeveralChunks()));
		};
	}

	/** The same, but each chunk is a page, which is detached as a whole if at all. */
	OracleCase withoutSharing() {
		return with(this.touched, (this.reader == ReaderKind.PAGING_DETACHED) ? ReaderKind.CLEARED : this.reader,
				this.chunkSize, Windows.within(this.seed, this.chunkSize, this.windows.isAhead()));
	}

	/** The same, but detached items come from one session. */
	OracleCase inSession() {
		return with(this.touched, (this.reader == ReaderKind.STATELESS) ? ReaderKind.CLOSED : this.reader,
				isStatelessCursor() ? 1 : this.pageSize, this.windows);
	}

	/**
	 * The same, but what is read is what is configured. What the library has initialised
	 * of items that are detached one by one leads on in a session that goes on: to more
	 * than plain Hibernate comes to, which that session has for later pages then.
	 */
	OracleCase touchingConfigured() {
		return with(this.configured, this.reader, this.pageSize, this.windows);
	}

	private OracleCase with(Set<String> touched, ReaderKind reader, int pageSize, Windows windows) {
		return new OracleCase(this.seed, this.kind, this.itemType, this.configured, touched, reader, this.step,
				this.chunkSize, pageSize, this.cacheSize, this.strict, this.repeated, this.writer, this.mutating,
				this.options, this.items, this.forgetful, this.intruded, this.vandalised, windows, this.readOnly);
	}

	/** The same with a read-only target, into which nothing is merged. */
	OracleCase readOnly(Class<? extends Stored> target) {
		return new OracleCase(this.seed, this.kind, this.itemType, this.configured, this.touched, this.reader,
				this.step, this.chunkSize, this.pageSize, this.cacheSize, this.strict, this.repeated,
				this.writer.isMerging() ? WriterKind.NONE : this.writer, this.mutating, this.options, this.items,
				this.forgetful, this.intruded, this.vandalised,
				this.reader.isStep() ? Windows.within(this.seed, this.chunkSize, this.windows.isAhead()) : this.windows,
				target);
	}

	/** The same in a step whose reader has windows, where nobody else does anything. */
	OracleCase inWindows(ReaderKind reader, int pageSize, WriterKind writer, Windows windows) {
		return new OracleCase(this.seed, this.kind, this.itemType, this.configured, this.touched, reader,
				StepKind.WINDOWS, this.chunkSize, pageSize, this.cacheSize, this.strict, false, writer, this.mutating,
				this.options, ItemKind.ENTITY, false, false, false, windows, this.readOnly);
	}

	/**
	 * Whether the read-only target is in the session of the step's transaction, which
	 * nobody waits for until it is committed.
	 */
	boolean isReadOnlyInStep() {
		return this.readOnly != null && this.reader.name().startsWith("STEP") && this.writer == WriterKind.NONE;
	}

	boolean isReadOnly(Object entity) {
		return this.readOnly != null && this.readOnly.isInstance(entity);
	}

	/**
	 * Whether rows change, or items are detached one by one out of a session that knows
	 * what others refer to, and the library has loaded more than the processor has read
	 * by then.
	 */
	boolean dependsOnWhatIsLoaded() {
		boolean early = this.mutating;
		boolean more = !touchesAll()
				&& (this.writer != WriterKind.NONE || this.mutating || this.reader == ReaderKind.PAGING_DETACHED);
		// what a callback or a setter changes of a detached target is merged; elements
		// are proxies where there were proxies before; what refers to a removed row is
		// refused if it is loaded; and an EAGER bag is repeated where it is joined to
		// rows of which several lead to its owner, unless that was loaded before
		return early || more || this.kind == Kind.REMOVALS
				|| (CHANGED_BY_LOADING.contains(this.kind) && this.reader.isDetached()) || this.kind == Kind.TWINS
				|| this.kind == Kind.BAGS || this.kind == Kind.ANY;
	}

	/**
	 * Whether what callbacks have made of a detached entity is merged if it is loaded. Of
	 * a proxy that Hibernate refuses to initialise nothing is merged, though the same
	 * proxy is once {@code hibernate.enable_lazy_load_no_trans} lets Hibernate initialise
	 * it.
	 */
	boolean mergesWhatIsLoaded() {
		return this.kind == Kind.CALLBACKS && this.writer.isMerging();
	}

	/**
	 * Whether the memo has room for what a chunk needs: what was loaded to be attached
	 * when it is touched, and paths that are not declared, would drive out others.
	 */
	boolean remembersChunks() {
		return this.cacheSize >= 100;
	}

	/**
	 * Whether the library must not need more statements than Hibernate. Changes of one
	 * item may lead another one's paths elsewhere, before they are read.
	 */
	boolean isThrifty() {
		// what depends on other tables is read in each chunk; what these hide is asked
		// for
		// in vain, and then by Hibernate
		return this.kind != Kind.DEPENDENT && touchesAll() && !this.windows.isAhead()
				&& !(this.mutating && (this.chunkSize > 1 || this.reader == ReaderKind.STEP_IDS))
				&& !this.options.isCostly() && !this.forgetful && this.step != StepKind.PARTITIONS
				// the session that goes on may have read the row of an item that is
				// detached, or of what is selected with a target
				&& !((this.kind == Kind.TWINS || this.kind == Kind.ANY) && this.reader == ReaderKind.PAGING_DETACHED)
				// what is touched besides may bring twins that were asked for one by one
				&& !(this.kind == Kind.TWINS && this.chunkSize == 1 && touchesMore())
				// a memo of one entry has forgotten what comes along later in the chunk,
				// and
				// one that is cleared after each chunk what came along earlier
				&& !(this.kind == Kind.COMPANIONS && (this.cacheSize == 1 || this.writer == WriterKind.JDBC))
				// rows of new items with assigned ids are looked for together, in vain
				&& !(Oracle.MERGES.equals("true") && this.reader == ReaderKind.STEP_NEW);
	}

	/**
	 * Whether all is read in one order, with the library or without, so that the same
	 * references are proxies: not where a statement brings several rows that nothing
	 * orders.
	 */
	boolean isOrdered() {
		return this.configured.size() == 1 && this.touched.equals(this.configured) && !this.intruded && !this.mutating
				&& !UNORDERED.matcher(this.configured.iterator().next()).find();
	}

	/**
	 * How many paths there are to find out, those on the way included. Each may take a
	 * statement in vain: of two paths to the same row the wrong one may be taken.
	 */
	int touchedPaths() {
		Set<String> paths = new HashSet<>();
		for (String path : this.touched) {
			for (int end = path.indexOf('.'); end > 0; end = path.indexOf('.', end + 1)) {
				paths.add(path.substring(0, end));
			}
			paths.add(path);
		}
		return paths.size();
	}

	/**
	 * Whether the processor may remove entities. Not where a later item of the chunk may
	 * refer to them: Hibernate refuses to load what has been removed, but the library has
	 * loaded it before. Nor where collections are initialised without being read: of
	 * those Hibernate does not delete the rows that a restriction hides.
	 */
	boolean isRemoving() {
		return this.chunkSize == 1 && touchesAll();
	}

}
