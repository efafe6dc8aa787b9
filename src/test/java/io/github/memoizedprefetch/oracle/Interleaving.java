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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedPrefetch;
import jakarta.persistence.EntityNotFoundException;
import org.hibernate.ObjectNotFoundException;
import org.hibernate.metamodel.mapping.ForeignKeyDescriptor;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;

/**
 * Another transaction of the same factory commits within the library's loading of a
 * chunk, at every point in turn. That chunk may read what was there before or after, and
 * each later chunk must read what was there after.
 */
final class Interleaving implements AutoCloseable {

	private static final int CASES_PER_DATA = 10;

	private final OracleDatabase database;

	private final Attributes attributes;

	/** References by foreign keys of the other side. */
	private final Pattern inverse;

	private final List<String> failed = new ArrayList<>();

	private int runs;

	private long dataSeed = Long.MIN_VALUE;

	private Map<String, TableContent> data = Map.of();

	Interleaving(String databaseName, String isolation) {
		this.database = OracleDatabase.open(databaseName, isolation);
		this.attributes = new Attributes(this.database.prefetched());
		Set<String> inverse = new TreeSet<>();
		this.database.prefetched()
			.getMappingMetamodel()
			.forEachEntityDescriptor((persister) -> this.attributes.of(persister).forEach((attribute) -> {
				if (attribute instanceof ToOneAttributeMapping toOne
						&& toOne.getSideNature() == ForeignKeyDescriptor.Nature.TARGET) {
					inverse.add(attribute.getAttributeName());
				}
			}));
		this.inverse = Pattern.compile("\\b(" + String.join("|", inverse) + ")=\\S+ ");
	}

	/**
	 * Run cases with consecutive seeds.
	 * @return what failed: seeds and points
	 */
	List<String> run(long seed, int cases) {
		for (int i = 0; i < cases; i++) {
			try {
				run(seed + i);
			}
			catch (RuntimeException ex) {
				this.failed.add(seed + i + ": " + ex.getMessage());
				System.out.println("FAILED seed " + (seed + i) + " " + Oracle.trace(ex));
			}
		}
		System.out.println("interleaving: " + cases + " cases, " + this.runs + " runs, " + this.failed.size()
				+ " failed " + this.failed);
		return this.failed;
	}

	private void run(long seed) {
		OracleCase oracleCase = OracleCase.ofInterleaving(seed, this.attributes);
		if (oracleCase.isWritingByItself()) {
			return; // there are more states than two
		}
		Map<String, TableContent> content = data(Math.floorDiv(seed, CASES_PER_DATA));
		this.database.tables().write(content);
		States before = new States(oracleCase, this.attributes);
		before.read();
		Commit commit = new Commit(oracleCase, this.attributes);
		if (!commit.run()) {
			return;
		}
		States after = new States(oracleCase, this.attributes);
		after.read();
		this.database.tables().write(content);
		List<Integer> points = points(oracleCase);
		List<Integer> loading = IntStream.range(0, points.size())
			.filter((chunk) -> points.get(chunk) > 0)
			.boxed()
			.toList();
		if (loading.isEmpty()) {
			return;
		}
		int chunk = loading.get((int) Math.floorMod(seed, loading.size()));
		for (int point = 0; point < points.get(chunk); point++) {
			this.database.tables().write(content);
			Commit other = new Commit(oracleCase, this.attributes);
			Outcome outcome = run(oracleCase, chunk, point, other);
			check(oracleCase, outcome, chunk, point, before, after);
			this.runs++;
		}
	}

	/** How many there are in each chunk if nobody commits. */
	private List<Integer> points(OracleCase oracleCase) {
		List<Integer> points = new ArrayList<>();
		AtomicInteger reached = new AtomicInteger();
		new CaseRun(oracleCase, this.database, this.attributes, false, (prefetch) -> Several.around(prefetch, () -> {
			reached.set(0);
			this.database.points().listen(reached::getAndIncrement);
		}, () -> {
			this.database.points().ignore();
			points.add(reached.get());
		})).run(true);
		return points;
	}

	private Outcome run(OracleCase oracleCase, int chunk, int point, Commit commit) {
		AtomicInteger chunks = new AtomicInteger();
		AtomicInteger reached = new AtomicInteger();
		UnaryOperator<MemoizedPrefetch> watched = (prefetch) -> Several.around(prefetch, () -> {
			if (chunks.getAndIncrement() == chunk) {
				this.database.points().listen(() -> {
					if (reached.getAndIncrement() == point) {
						this.database.points().ignore();
						commit.runElsewhere();
					}
				});
			}
		}, this.database.points()::ignore);
		return new CaseRun(oracleCase, this.database, this.attributes, false, watched).run(true);
	}

	private void check(OracleCase oracleCase, Outcome outcome, int chunk, int point, States before, States after) {
		List<String> differences = new ArrayList<>();
		// as without the library
		boolean missing = outcome.failure instanceof EntityNotFoundException
				|| outcome.failure instanceof ObjectNotFoundException;
		if (outcome.failure != null && !(missing && after.lacksSomeOf(before))) {
			differences.add(Oracle.trace(outcome.thrown));
		}
		for (int i = 0; i < outcome.items.size(); i++) {
			int current = i / oracleCase.chunkSize();
			List<States> allowed = (current < chunk) ? List.of(before)
					: ((current > chunk) ? List.of(after) : List.of(before, after));
			new StateCheck(this.inverse, allowed, differences).check("item " + i, outcome.items.get(i));
		}
		if (!differences.isEmpty()) {
			this.failed.add(oracleCase.seed() + "@" + point);
			if (Boolean.getBoolean("oracle.sql")) {
				outcome.statements.forEach((statement) -> System.out.println("    " + statement));
			}
			System.out.println("FAILED " + oracleCase + "\n  commit at point " + point + " of chunk " + chunk);
			differences.forEach((difference) -> System.out.println("  " + difference));
		}
	}

	private Map<String, TableContent> data(long seed) {
		if (seed != this.dataSeed) {
			this.data = new DataGenerator(this.database, this.attributes).generate(seed);
			this.dataSeed = seed;
		}
		return this.data;
	}

	@Override
	public void close() {
		this.database.close();
	}

	public static void main(String[] args) {
		try (Interleaving interleaving = new Interleaving(args[2], (args.length > 3) ? args[3] : null)) {
			interleaving.run(Long.parseLong(args[0]), Integer.parseInt(args[1]));
		}
	}

}
