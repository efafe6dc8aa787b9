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
package io.github.memoizedprefetch.hibernate.events;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.hibernate.query.spi.QueryPlan;
import org.hibernate.query.spi.SelectQueryPlan;
import org.hibernate.query.sql.spi.NativeSelectQueryPlan;
import org.hibernate.query.sqm.internal.SimpleDeleteQueryPlan;
import org.hibernate.query.sqm.mutation.internal.DeleteHandler;

/**
 * What kind of query the current thread is executing. Hibernate's events do not tell,
 * only the stack does.
 */
enum QueryKind {

	/** Changes no row. */
	SELECT,

	/** A {@code returning}, a function or a procedure of it may change rows. */
	NATIVE_SELECT,

	/** Inserts, or native: of that Hibernate knows the tables at most. */
	UPDATE,

	DELETE;

	private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

	private static final Set<QueryKind> CHANGES = Set.of(UPDATE, DELETE);

	static QueryKind current() {
		List<Class<?>> plans = STACK.walk((frames) -> frames.map(StackWalker.StackFrame::getDeclaringClass)
			.filter((type) -> QueryPlan.class.isAssignableFrom(type) || DeleteHandler.class.isAssignableFrom(type))
			.collect(Collectors.toList()));
		if (plans.isEmpty() || SelectQueryPlan.class.isAssignableFrom(plans.get(0))) {
			boolean isNative = !plans.isEmpty() && NativeSelectQueryPlan.class.isAssignableFrom(plans.get(0));
			return isNative ? NATIVE_SELECT : SELECT;
		}
		return plans.stream().anyMatch(QueryKind::mayDelete) ? DELETE : UPDATE;
	}

	private static boolean mayDelete(Class<?> plan) {
		return DeleteHandler.class.isAssignableFrom(plan) || SimpleDeleteQueryPlan.class.isAssignableFrom(plan);
	}

	/** Whether it is meant to change rows. */
	boolean isMutation() {
		return CHANGES.contains(this);
	}

}
