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
package io.github.memoizedprefetch.plan;

import io.github.memoizedprefetch.message.Warnings;
import org.jspecify.annotations.Nullable;

/**
 * Whether an EAGER association was loaded with its owner, or left out by a fetch graph of
 * the reader's query: known when the first of its references is met. Thread-safe.
 */
public final class Lateness {

	private final String reason;

	private volatile boolean served;

	private volatile boolean late;

	Lateness(String reason) {
		this.reason = reason;
	}

	/** A reference that is there already, or not. */
	void met(boolean there) {
		if (there) {
			this.late = true;
		}
		else {
			this.served = true;
		}
	}

	/** To be called after each chunk. */
	public static void report(Plan plan, Warnings warnings) {
		plan.stages().forEach((stage) -> stage.nodes().forEach((node) -> {
			Lateness lateness = node.lateness();
			if (lateness != null) {
				warnings.loadedWithOwner(node.path(), lateness.reason());
			}
		}));
	}

	/** Why prefetching comes too late; null if it does not. */
	@Nullable String reason() {
		return (this.late && !this.served) ? this.reason : null;
	}

}
