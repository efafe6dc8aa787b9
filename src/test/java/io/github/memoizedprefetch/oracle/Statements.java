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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.memoizedprefetch.hibernate.codec.FetchTypes;
import org.hibernate.engine.FetchTiming;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ForeignKeyDescriptor;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;

/**
 * Compares how many statements were issued.
 */
final class Statements {

	private static final Pattern LIMITED = Pattern
		.compile("(.*?)(( offset \\?.*)? fetch first \\? rows only| limit \\?(,\\?)?)");

	/** What reads the ids of a table, whose rows are read by them then. */
	private static final Pattern IDS = Pattern.compile("select (\\w+)\\.id from \\w+ \\1 .*");

	private static final Pattern BY_ID = Pattern
		.compile("(?s).* from (\\w+) (\\w+)( .*)? where .*\\b\\2\\.id( in \\(|=\\?| = any \\().*");

	private static final Pattern BY_IDS = Pattern
		.compile("(?s).* from (\\w+) (\\w+)( .*)? where .*\\b\\2\\.id( in| = any) \\(.*");

	/** Whose ids differ from those of their rows in case or padding. */
	private static final Set<String> LOOSE = Set.of("Pad", "Nick");

	private final Pattern companion;

	/**
	 * What comes with its owner by a statement of its own, in which the library asks for
	 * several at once.
	 */
	private final Set<String> chosen;

	Statements(Attributes attributes) {
		this.companion = Pattern.compile(attributes.factory()
			.getMappingMetamodel()
			.streamEntityDescriptors()
			.flatMap((persister) -> attributes.of(persister).stream())
			.flatMap(Statements::companions)
			.map((companion) -> companion.getEntityPersister().getMappedTableDetails().getTableName())
			.distinct()
			.collect(Collectors.joining("|", ".* from (", ") \\w+( left join .*)? where \\w+\\.\\w+=\\?")));
		this.chosen = attributes.factory()
			.getMappingMetamodel()
			.streamEntityDescriptors()
			.flatMap((persister) -> attributes.of(persister).stream())
			.filter((attribute) -> attribute instanceof DiscriminatedAssociationModelPart any
					&& FetchTypes.isEager(any))
			.flatMap((any) -> FetchTypes.targets(any).stream())
			.map((target) -> target.getEntityPersister().getMappedTableDetails().getTableName())
			.collect(Collectors.toSet());
	}

	private static Stream<? extends EntityMappingType> companions(AttributeMapping attribute) {
		if (attribute instanceof ToOneAttributeMapping toOne && comesWithOwner(toOne)) {
			return Stream.of(toOne.getAssociatedEntityMappingType());
		}
		return (attribute instanceof DiscriminatedAssociationModelPart any && FetchTypes.isEager(attribute))
				? FetchTypes.targets(any).stream() : Stream.of();
	}

	private static boolean comesWithOwner(ToOneAttributeMapping toOne) {
		return toOne.getMappedFetchOptions().getTiming() == FetchTiming.IMMEDIATE
				|| toOne.getSideNature() == ForeignKeyDescriptor.Nature.TARGET || !toOne.isReferenceToPrimaryKey()
				|| !toOne.getAssociatedEntityMappingType().getEntityPersister().hasProxy();
	}

	/**
	 * Reads of whole tables: in a step two a table at most. Cases have one or two steps.
	 */
	private static long wholeTables(List<String> statements) {
		Map<String, Long> reads = statements.stream()
			.map(LIMITED::matcher)
			.filter((limited) -> limited.matches() && !limited.group().contains(" order by "))
			.collect(Collectors.groupingBy((limited) -> limited.group(1), Collectors.counting()));
		return reads.entrySet()
			.stream()
			.mapToLong((read) -> Math.min(read.getValue(), 4) * (IDS.matcher(read.getKey() + " ").matches() ? 2 : 1))
			.sum();
	}

	/**
	 * What is asked for together although collections bring it, which Hibernate reads
	 * first if they are touched first; ids of text too, which may be other ones in the
	 * row, and are asked for alone then; and what comes with its owner, which is asked
	 * for again as a target. Not what is asked for one by one.
	 */
	private long inVain(List<String> plain, List<String> prefetched) {
		Map<String, Long> alone = count(BY_ID, plain);
		Map<String, Long> all = count(BY_ID, prefetched);
		return count(BY_IDS, prefetched).entrySet()
			.stream()
			.filter((reads) -> LOOSE.contains(reads.getKey()) || this.chosen.contains(reads.getKey())
					|| isBroughtByCollections(reads.getKey(), plain))
			.mapToLong((reads) -> Math.min(reads.getValue(),
					Math.max(0, all.get(reads.getKey()) - alone.getOrDefault(reads.getKey(), 0L))))
			.sum();
	}

	private static Map<String, Long> count(Pattern reads, List<String> statements) {
		return statements.stream()
			.map(reads::matcher)
			.filter(Matcher::matches)
			.collect(Collectors.groupingBy((read) -> read.group(1), Collectors.counting()));
	}

	/** As elements, or as what is joined to them. */
	private static boolean isBroughtByCollections(String table, List<String> statements) {
		Pattern collection = Pattern.compile("(?s).* from (\\w+) (\\w+)( .*)? where \\2\\.(?!id=)\\w+=\\?.*");
		return statements.stream()
			.map(collection::matcher)
			.anyMatch((read) -> read.matches()
					&& (read.group(1).equals(table) || read.group().contains(" join " + table + " ")));
	}

	/**
	 * Say what is too much. Not that what Hibernate loads with a target by a statement of
	 * its own, it loads again in each loading session, but only once in a reader's
	 * session that lives longer. Nor that a table is loaded whole when misses keep
	 * coming: that pays with those that come later, if any.
	 * @return a message, or null if all is well
	 */
	String excess(List<String> plain, List<String> prefetched, int more) {
		long companions = prefetched.stream().filter(this.companion.asMatchPredicate()).count();
		return (prefetched.size() - companions - wholeTables(prefetched) - inVain(plain, prefetched) <= plain.size()
				+ more) ? null
						: "statements: " + plain.size() + " without, " + prefetched.size() + " with" + byTable(plain)
								+ "\n  with" + byTable(prefetched);
	}

	/**
	 * Say what finding out the paths takes too much, compared with declaring them, with
	 * whole tables and what comes along, and without.
	 * @return a message, or null if all is well
	 */
	String excessOfLearning(List<String> declared, List<String> learning, int more) {
		return (learning.size() <= declared.size() || own(learning) <= own(declared) + more) ? null
				: "statements: " + declared.size() + " declared, " + learning.size() + " found out" + byTable(declared)
						+ "\n  found out" + byTable(learning);
	}

	private long own(List<String> statements) {
		return statements.size() - statements.stream().filter(this.companion.asMatchPredicate()).count()
				- wholeTables(statements);
	}

	private static String byTable(List<String> statements) {
		Map<String, Integer> counts = new TreeMap<>();
		for (String statement : statements) {
			counts.merge(statement.replaceAll("(?s)^(\\w+) .* from ", "$1 "), 1, Integer::sum);
		}
		StringBuilder text = new StringBuilder();
		counts.forEach((statement, count) -> text.append("\n    ").append(count).append(" x ").append(statement));
		return text.toString();
	}

}
