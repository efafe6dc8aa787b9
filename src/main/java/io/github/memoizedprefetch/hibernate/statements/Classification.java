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
package io.github.memoizedprefetch.hibernate.statements;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.memoizedprefetch.report.Advice;
import io.github.memoizedprefetch.report.Cause;
import io.github.memoizedprefetch.report.Kind;
import io.github.memoizedprefetch.report.Phase;
import io.github.memoizedprefetch.report.Place;
import io.github.memoizedprefetch.report.SqlText;
import org.jspecify.annotations.Nullable;

/** Finds the cause of a statement. Thread-safe. */
final class Classification {

	/** Statements that are generated again and again are not kept all. */
	private static final int MOST = 2_000;

	private final EntityTables tables;

	private final Map<String, SqlText> texts = new ConcurrentHashMap<>();

	Classification(EntityTables tables) {
		this.tables = tables;
	}

	/**
	 * What was found.
	 *
	 * @param advice what is known to be done about it
	 * @param phase what it belongs to, if that is not where the thread is
	 */
	record Found(Cause cause, @Nullable Supplier<@Nullable Advice> advice, @Nullable Phase phase) {

		Found(Cause cause, @Nullable Supplier<@Nullable Advice> advice) {
			this(cause, advice, null);
		}

		static Found of(Cause cause) {
			return new Found(cause, null);
		}

		/**
		 * A listener may prefetch before the report hears that the first item is
		 * processed.
		 */
		static Found prefetched(String entity, Place place, CallStack stack) {
			boolean isRead = place.phase() == Phase.READER && stack.reader() == null;
			return new Found(Cause.of(Kind.PREFETCHED, entity), null, isRead ? Phase.PROCESSOR : null);
		}

	}

	Found of(String sql, Place place) {
		SqlText text = text(sql);
		return switch (text.kind()) {
			case INSERT, UPDATE, DELETE -> Found.of(change(text));
			case SEQUENCE ->
				Found.of(Cause.of(Kind.SEQUENCE, text.table()).withVia(this.tables.increment(text.table())));
			case QUERY, COUNT -> select(text, place);
			default -> Found.of(Cause.of(Kind.OTHER, sql.split("\\s", 2)[0]));
		};
	}

	private SqlText text(String sql) {
		SqlText known = this.texts.get(sql);
		if (known == null) {
			known = SqlText.of(sql);
			if (this.texts.size() < MOST) {
				this.texts.put(sql, known);
			}
		}
		return known;
	}

	private Cause change(SqlText text) {
		Cause cause = Cause.of(text.kind(), this.tables.name(text.table()));
		if (text.kind() == Kind.INSERT && this.tables.isIdentity(text.table())) {
			return cause.withVia("IDENTITY");
		}
		return CallStack.now().isAutoFlush() ? cause.withVia("flushed by queries") : cause;
	}

	private Found select(SqlText text, Place place) {
		CallStack stack = CallStack.now();
		String entity = this.tables.name(text.table());
		if (stack.isOwn()) {
			return Found.prefetched(entity, place, stack);
		}
		if (stack.isMerge()) {
			Frame merge = Work.current().outermost(place, (frame) -> frame.what() == Frame.What.MERGE);
			return Found.of(Cause.of(Kind.MERGE, (merge != null) ? EntityTables.shortName(merge.name()) : entity));
		}
		if (stack.isUniqueKey()) {
			return eager(entity, place, stack);
		}
		Frame load = load(place, stack);
		if (load != null) {
			return load(load, place, stack);
		}
		if (stack.isRefresh() || stack.isLock()) {
			return Found.of(Cause.of(stack.isRefresh() ? Kind.REFRESH : Kind.LOCK, entity));
		}
		return query(text, entity, place, stack);
	}

	private static @Nullable Frame load(Place place, CallStack stack) {
		return (stack.isLoad() || stack.isCollection()) ? Work.current()
			.innermost(place,
					(frame) -> (stack.isLoad() && frame.isLoad()) || (stack.isCollection() && frame.isCollection()))
				: null;
	}

	private Found load(Frame load, Place place, CallStack stack) {
		String name = EntityTables.shortName(load.name());
		return switch (load.what()) {
			case LAZY, LAZY_COLLECTION -> Found.of(lazy(name, load.path()));
			case EAGER, EAGER_COLLECTION -> eager(name, place, stack);
			default -> found(name, load, place);
		};
	}

	private static Cause lazy(String name, @Nullable String path) {
		Cause cause = Cause.of(Kind.LAZY, name);
		return (path != null) ? cause.withSubject(path).withAttributes(path.substring(path.indexOf('.') + 1)) : cause;
	}

	private static Found found(String name, Frame load, Place place) {
		Cause cause = Cause.of(Kind.FIND, name);
		return (place.paths() != null && load.id() != null)
				? new Found(cause, place.tally().found(cause, load.id(), place.paths())) : Found.of(cause);
	}

	/** Behind what is loaded itself, or by the latest query. */
	private Found eager(String name, Place place, CallStack stack) {
		Frame behind = Work.current()
			.innermost(place, (frame) -> frame.what() == Frame.What.LAZY || frame.what() == Frame.What.FIND
					|| frame.what() == Frame.What.LAZY_COLLECTION);
		String selected = Work.current().selected();
		String owner = (behind != null) ? EntityTables.shortName(behind.name()) : (selected != null) ? selected : "";
		String attributes = String.join(", ", this.tables.eager(owner, name));
		Cause cause = new Cause(Kind.EAGER, attributes.isEmpty() ? name : attributes + " of " + owner, owner,
				attributes, "");
		if (behind != null) {
			return Found.of(cause.withVia((behind.path() != null) ? "path " + behind.path() : "find"));
		}
		Frame repository = repository(place);
		if (repository != null && stack.reader() == null) {
			return new Found(cause.withVia(repository.name()), repository.advice());
		}
		return Found.of(cause.withVia((stack.reader() != null) ? stack.reader() : ""));
	}

	private static @Nullable Frame repository(Place place) {
		return Work.current().innermost(place, (frame) -> frame.what() == Frame.What.REPOSITORY);
	}

	private Found query(SqlText text, String entity, Place place, CallStack stack) {
		Work.current().selected(entity);
		if (place.phase() == Phase.READER || (place.phase() == Phase.STEP && stack.reader() != null)) {
			return Found.of(Cause.of((text.kind() == Kind.COUNT) ? Kind.COUNT : Kind.READ, entity));
		}
		String keys = String.join(", ", this.tables.attributes(text.table(), text.columns()));
		Cause cause = Cause.of(text.kind(), entity)
			.withSubject(keys.isEmpty() ? entity : entity + " by " + keys)
			.withAttributes(keys);
		Frame repository = repository(place);
		if (repository != null) {
			return new Found(cause.withVia(repository.name()), repository.advice());
		}
		String type = text.byKey() ? this.tables.typeOf(text.table(), text.columns()) : "";
		return type.isEmpty() ? Found.of(cause) : new Found(cause,
				() -> new Advice("MemoizedLookup.many(%s.class, \"%s\", %s.class)".formatted(entity, keys, type),
						true));
	}

}
