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
package io.github.memoizedprefetch.strict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The items of a chunk that one thread works on. Another thread may look, and see more or
 * less of them.
 */
final class ThreadItems {

	private final List<Object> read = new ArrayList<>();

	private List<?> written = List.of();

	private @Nullable Object current;

	/** Whether the chunk is read. */
	private boolean used;

	/** Whether what the thread is about to read begins a chunk. */
	synchronized boolean reading() {
		boolean begins = this.used;
		if (begins) {
			clear();
		}
		return begins;
	}

	synchronized void read(Object item) {
		this.read.add(item);
	}

	synchronized void processing(Object item) {
		this.current = item;
		this.used = true;
	}

	synchronized void writing(List<?> items) {
		this.written = items;
		this.current = null;
		this.used = true;
	}

	synchronized void clear() {
		this.read.clear();
		this.written = List.of();
		this.current = null;
		this.used = false;
	}

	/** What is processed now. */
	synchronized @Nullable Object current() {
		return this.current;
	}

	synchronized int size() {
		return this.read.size() + this.written.size();
	}

	synchronized List<Object> read() {
		return List.copyOf(this.read);
	}

	/** What is written and of other classes than what was read, which leads to it. */
	synchronized List<Object> made() {
		Set<Class<?>> types = new HashSet<>();
		this.read.forEach((item) -> types.add(item.getClass()));
		List<Object> made = new ArrayList<>(this.written);
		made.removeIf((item) -> types.contains(item.getClass()));
		return made;
	}

}
