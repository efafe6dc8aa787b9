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
package io.github.memoizedprefetch.lookup;

import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the shared targets of one prefetch have in common. Thread-safe.
 */
public final class Sharing {

	private final List<Target> targets;

	/** Two threads must not make two instances of one row. */
	private final Lock lock = new ReentrantLock();

	Sharing(List<Target> targets) {
		this.targets = targets;
	}

	/** Moves with each change that makes a shared target forget something. */
	public long version() {
		long version = 0;
		for (Target target : this.targets) {
			version += target.memo().version();
		}
		return version;
	}

	/** To be held while instances are built. */
	public Lock lock() {
		return this.lock;
	}

}
