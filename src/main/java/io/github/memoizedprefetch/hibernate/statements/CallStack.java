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

import java.util.List;

import org.jspecify.annotations.Nullable;

/** What the stack of a statement tells. */
final class CallStack {

	private static final StackWalker STACK = StackWalker.getInstance();

	private static final String LIBRARY = "io.github.memoizedprefetch.";

	/** The rooms that load. */
	private static final List<String> OWN = List.of("answer.", "chunk.", "lookup.", "memo.", "hibernate.asking.",
			"hibernate.attaching.", "hibernate.loading.", "hibernate.merging.");

	private static final String EVENTS = "org.hibernate.event.internal.Default";

	private boolean own;

	private boolean load;

	private boolean collection;

	private boolean merge;

	private boolean refresh;

	private boolean lock;

	private boolean uniqueKey;

	private boolean autoFlush;

	private @Nullable String reader;

	static CallStack now() {
		CallStack stack = new CallStack();
		STACK.forEach((frame) -> stack.add(frame.getClassName()));
		return stack;
	}

	private void add(String name) {
		if (name.startsWith(EVENTS)) {
			addEvent(name.substring(EVENTS.length()));
		}
		else if (name.startsWith(LIBRARY)) {
			String room = name.substring(LIBRARY.length());
			this.own |= OWN.stream().anyMatch(room::startsWith);
		}
		else if (name.endsWith("EntitySelectFetchByUniqueKeyInitializer")) {
			this.uniqueKey |= !this.load;
		}
		if (this.reader == null && name.endsWith("ItemReader")) {
			this.reader = name.substring(name.lastIndexOf('.') + 1);
		}
	}

	private void addEvent(String listener) {
		switch (listener) {
			case "LoadEventListener" -> this.load = true;
			case "InitializeCollectionEventListener" -> this.collection = true;
			case "MergeEventListener" -> this.merge = true;
			case "RefreshEventListener" -> this.refresh = true;
			case "LockEventListener" -> this.lock = true;
			case "AutoFlushEventListener" -> this.autoFlush = true;
			default -> {
			}
		}
	}

	/** Whether this library loads. */
	boolean isOwn() {
		return this.own;
	}

	boolean isLoad() {
		return this.load;
	}

	boolean isCollection() {
		return this.collection;
	}

	boolean isMerge() {
		return this.merge;
	}

	boolean isRefresh() {
		return this.refresh;
	}

	boolean isLock() {
		return this.lock;
	}

	/** Whether an EAGER association is loaded by another key than an id. */
	boolean isUniqueKey() {
		return this.uniqueKey;
	}

	/** Whether a query has the session flushed first. */
	boolean isAutoFlush() {
		return this.autoFlush;
	}

	/** The simple name of the reader that reads, as far as Spring Batch's are named. */
	@Nullable String reader() {
		return this.reader;
	}

}
