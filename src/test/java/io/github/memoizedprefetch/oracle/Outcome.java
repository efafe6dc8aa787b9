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
import java.util.regex.Pattern;

import org.hibernate.HibernateException;
import org.hibernate.ObjectNotFoundException;
import org.hibernate.StaleObjectStateException;
import org.hibernate.TransientPropertyValueException;

/**
 * What one run of a case came to.
 */
final class Outcome {

	/**
	 * What differs from run to run: where a database keeps rows, what arrays are called.
	 */
	private static final Pattern NUMBER = Pattern.compile("/\\* key:\\d+ \\*/|\\(conn=\\d+\\)|\\[B@[0-9a-f]+");

	/** What the processor has read. */
	final List<Node> items = new ArrayList<>();

	/** What the processor has changed. */
	final List<String> changes = new ArrayList<>();

	/** What a fresh session read in its place, as far as that may differ. */
	final List<Node> fresh = new ArrayList<>();

	/** The root cause of a failure; null if there was none. */
	Throwable failure;

	Throwable thrown;

	List<String> statements = List.of();

	/** How many of them may be more than without the library. */
	int more;

	Map<String, TableContent> tables = Map.of();

	void fail(Throwable thrown) {
		this.thrown = thrown;
		this.failure = thrown;
		while (this.failure.getCause() != null && this.failure.getCause() != this.failure) {
			this.failure = this.failure.getCause();
		}
	}

	/** What another thread has come to. */
	void append(Outcome other) {
		if (this.failure == null) {
			this.items.addAll(other.items);
			this.changes.addAll(other.changes);
			this.fresh.addAll(other.fresh);
			this.failure = other.failure;
			this.thrown = other.thrown;
		}
	}

	Outcome copy() {
		Outcome copy = new Outcome();
		copy.append(this);
		copy.failure = this.failure;
		copy.thrown = this.thrown;
		copy.statements = this.statements;
		copy.more = this.more;
		copy.tables = this.tables;
		return copy;
	}

	/** Whether one graph that was merged had several instances of one row. */
	boolean isMergeOfSeveral() {
		return this.failure instanceof IllegalStateException
				&& String.valueOf(this.failure.getMessage()).startsWith("Multiple representations of the same entity");
	}

	boolean isOfMissingRow() {
		return this.failure instanceof ObjectNotFoundException;
	}

	/** Whether the merge has met another instance of what it or a chunk has merged. */
	boolean isMergeOfOthers() {
		return isMergeOfSeveral() || this.failure instanceof StaleObjectStateException;
	}

	String failureText() {
		// of an exception that it often throws the JVM leaves out the message; and
		// which of several references to a removed entity is found first, or of several
		// collections that a read-only session refuses, depends on the order in which
		// they were loaded
		if (this.failure instanceof NullPointerException || this.failure instanceof TransientPropertyValueException
				|| (this.failure instanceof HibernateException
						&& this.failure.getMessage().startsWith("Immutable collection "))) {
			return this.failure.getClass().getName();
		}
		// which one is found first
		if (isMergeOfSeveral()) {
			return "multiple representations";
		}
		return (this.failure != null) ? this.failure.getClass().getName() + ": "
				+ NUMBER.matcher(String.valueOf(this.failure.getMessage())).replaceAll("") : "none";
	}

}
