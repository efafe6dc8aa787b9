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
package io.github.memoizedprefetch.hibernate.loading;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.persistence.EntityNotFoundException;
import org.hibernate.ObjectNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Hibernate does not make an object of one of the rows: another row that it needs is
 * missing, there are two of it where there should be one, or a value is none of its
 * attribute's. A step that does not come to that row does not fail.
 */
public final class UnreadableRowException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** Where Hibernate reads the rows of a statement that has succeeded. */
	private static final String READING = "org.hibernate.sql.results.";

	/**
	 * The class of SQL states for values that cannot be had as the type that is asked
	 * for.
	 */
	private static final String DATA = "22";

	/**
	 * The JVM leaves out the trace of those that it has thrown very often at one place.
	 */
	private static final Set<Class<?>> TRACELESS = Set.of(NullPointerException.class, ClassCastException.class,
			ArrayIndexOutOfBoundsException.class, ArrayStoreException.class, ArithmeticException.class);

	private final String problem;

	private UnreadableRowException(@Nullable String message, @Nullable RuntimeException cause, String problem) {
		super(message, cause);
		this.problem = problem;
	}

	/** Two rows where there should be one. */
	static UnreadableRowException repeated(String entity, String attribute) {
		String problem = "two rows of " + entity.substring(entity.lastIndexOf('.') + 1) + " have the same '" + attribute
				+ "', where the mapping has one";
		return new UnreadableRowException(problem, null, problem);
	}

	/**
	 * What to throw instead of what a load has thrown.
	 * @param custom whether users may have thrown it
	 */
	public static RuntimeException of(RuntimeException cause, boolean custom) {
		boolean missing = cause instanceof ObjectNotFoundException || cause instanceof EntityNotFoundException;
		boolean unreadable = !isOfDatabase(cause) && isOfReading(cause);
		if (missing && !custom) {
			return new UnreadableRowException(cause.getMessage(), cause, "a row is missing that others refer to");
		}
		return unreadable ? new UnreadableRowException(cause.toString(), cause, "Hibernate cannot read one of its rows")
				: cause;
	}

	private static boolean isOfReading(RuntimeException thrown) {
		return Arrays.stream(thrown.getStackTrace()).anyMatch((frame) -> frame.getClassName().startsWith(READING))
				|| (thrown.getStackTrace().length == 0 && TRACELESS.contains(thrown.getClass()));
	}

	/** Errors of the database fail the step, but for those of a value. */
	private static boolean isOfDatabase(RuntimeException thrown) {
		return Stream.iterate((Throwable) thrown, (cause) -> cause != null, Throwable::getCause)
			.anyMatch((cause) -> cause instanceof SQLException sql
					&& (sql.getSQLState() == null || !sql.getSQLState().startsWith(DATA)));
	}

	/** In words: what is the matter with a row. */
	public String problem() {
		return this.problem;
	}

}
