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
package io.github.memoizedprefetch.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what to do about the causes of a step. */
final class Remedies {

	private static final String PROPERTY = "spring.jpa.properties.hibernate.";

	/** What is proposed where nothing is set. */
	private static final int BATCH = 50;

	private static final String SERVED = "others are prefetched: these have no row, or the log says why";

	private final StepFacts facts;

	/** Phases and entities. */
	private final Set<String> prefetched;

	/** The entities that are inserted, by how their factory sends them. */
	private final Map<BatchSettings, Set<String>> inserted;

	Remedies(StepFacts facts, List<Tally.Count> counts) {
		this.facts = facts;
		this.prefetched = counts.stream()
			.filter((count) -> count.cause().kind() == Kind.PREFETCHED)
			.map((count) -> count.phase() + count.cause().entity())
			.collect(Collectors.toSet());
		this.inserted = counts.stream()
			.filter((count) -> count.cause().kind() == Kind.INSERT)
			.collect(Collectors.groupingBy(this::settings,
					Collectors.mapping((count) -> count.cause().entity(), Collectors.toSet())));
	}

	private BatchSettings settings(Tally.Count count) {
		return Objects.requireNonNullElse(count.settings(), this.facts.settings());
	}

	Remedy of(Tally.Count count) {
		Cause cause = count.cause();
		Advice advice = count.advice();
		if (advice != null) {
			return advice.isRemedy() && !isServed(count) ? aChunk(advice.text(), count.number() - count.withoutRow())
					: reason(isServed(count) ? SERVED : advice.text(), count.number());
		}
		return switch (cause.kind()) {
			case LAZY -> aChunk(lazy(cause), count.number());
			case EAGER -> aChunk(eager(cause), count.number());
			case MERGE -> merge(count);
			case INSERT, UPDATE, DELETE -> change(cause, count.number(), settings(count));
			case SEQUENCE -> sequence(cause, count.number());
			default -> Remedy.NONE;
		};
	}

	/** The rest of what is found by ids that are keys. */
	private boolean isServed(Tally.Count count) {
		return count.cause().kind() == Kind.FIND && this.prefetched.contains(count.phase() + count.cause().entity());
	}

	/** It takes a statement a chunk then. */
	private Remedy aChunk(String text, long number) {
		return Remedy.of(text, number - this.facts.chunks());
	}

	private Remedy reason(String text, long number) {
		return (number > this.facts.chunks()) ? new Remedy(text, 0) : Remedy.NONE;
	}

	private static String lazy(Cause cause) {
		return cause.attributes().isEmpty() ? "memoized-prefetch.mode=automatic" : paths(cause.attributes());
	}

	private static String eager(Cause cause) {
		if (cause.via().startsWith("path ")) {
			String path = cause.via().substring("path ".length());
			return paths(path.substring(path.indexOf('.') + 1));
		}
		if (cause.via().equals("RepositoryItemReader")) {
			return "@EntityGraph on the reader's method, and " + paths("*eager");
		}
		String hints = "EagerAssociations.lazy(entityManagerFactory, %s.class)".formatted(cause.entity());
		return (cause.via().isEmpty() ? hints + ".forEach(query::setHint)"
				: "hintValues(" + hints + ") and " + paths("*eager"));
	}

	/** {@code @MemoizedPrefetchPaths({ "product", "purchase.member" })}. */
	static String paths(String paths) {
		String quoted = Stream.of(paths.split(", "))
			.map((path) -> "\"" + path + "\"")
			.collect(Collectors.joining(", "));
		return "@MemoizedPrefetchPaths(" + (paths.contains(", ") ? "{ " + quoted + " }" : quoted) + ")";
	}

	private Remedy merge(Tally.Count count) {
		if (2 * count.withoutRow() > count.number()) {
			return aChunk("%s implements Persistable: its isNew() saves the select of what is new"
				.formatted(count.cause().entity()), count.withoutRow());
		}
		return aChunk(
				(count.phase() == Phase.WRITER) ? "new MergePrefetchItemWriter<>(writer, entityManagerFactory)"
						: "MergePrefetch.of(entityManagerFactory).load(..) before it",
				count.number() - count.withoutRow());
	}

	private Remedy change(Cause cause, long number, BatchSettings settings) {
		long afterwards = this.facts.chunks() * (1 + (number / this.facts.chunks() - 1) / BATCH);
		if (cause.via().equals("IDENTITY")) {
			return Remedy.of(
					"IDENTITY ids cannot be batched: @GeneratedValue(strategy = SEQUENCE), with"
							+ " @SequenceGenerator(allocationSize = " + BATCH + ")",
					number - afterwards - number / BATCH);
		}
		if (!settings.isBatching()) {
			return Remedy.of(PROPERTY + "jdbc.batch_size=" + BATCH + order(cause.kind(), settings, true),
					number - afterwards);
		}
		if (number <= 2 * this.facts.chunks()) {
			return Remedy.NONE;
		}
		if (!cause.via().isEmpty()) {
			return reason("queries flush it before the batch is full: see theirs", number);
		}
		String order = order(cause.kind(), settings, false);
		return order.isEmpty() ? Remedy.NONE : Remedy.of(order, number - afterwards);
	}

	private String order(Kind kind, BatchSettings settings, boolean more) {
		boolean mixed = this.inserted.getOrDefault(settings, Set.of()).size() > 1;
		boolean missing = (kind == Kind.INSERT) ? mixed && !settings.orderInserts()
				: kind == Kind.UPDATE && !more && !settings.orderUpdates();
		String property = PROPERTY + ((kind == Kind.INSERT) ? "order_inserts" : "order_updates") + "=true";
		return missing ? (more ? " and " : "") + property : "";
	}

	private static Remedy sequence(Cause cause, long number) {
		return cause.via().equals("1")
				? Remedy.of("@SequenceGenerator(allocationSize = " + BATCH + ")", number - 1 - number / BATCH)
				: Remedy.NONE;
	}

}
