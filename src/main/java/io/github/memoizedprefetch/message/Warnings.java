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
package io.github.memoizedprefetch.message;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once what is left as Hibernate made it. Thread-safe.
 */
public final class Warnings {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private final boolean silent;

	private final Set<String> said = ConcurrentHashMap.newKeySet();

	public Warnings() {
		this(false);
	}

	private Warnings(boolean silent) {
		this.silent = silent;
	}

	/** For a trial. */
	public static Warnings none() {
		return new Warnings(true);
	}

	public void loadedWithOwner(String path, @Nullable String reason) {
		if (reason != null) {
			once(path, "Prefetching '{}' comes too late, the reader loads it with its owner: {}.", reason);
		}
	}

	public void unsupported(String path, @Nullable String reason) {
		if (reason != null) {
			once(path, "'{}' is not prefetched: {}.", reason);
		}
	}

	public void left(String path, @Nullable String reason) {
		once(path, "A reference at '{}' is left as Hibernate made it: {}.", reason);
	}

	/**
	 * The ids of a key are left as they are.
	 * @param lookup what finds them without a session; null if nothing does
	 */
	public void keysLeft(String path, @Nullable String reason, @Nullable String lookup) {
		once(path, "The entities of '{}' are not put into the session of the step: {}.", (lookup != null)
				? reason + ". A lookup finds them wherever it is asked, by a statement a chunk: " + lookup : reason);
	}

	/** Its instances belong to a session. */
	public void notShared(String path) {
		once(path, "'{}' is not shared between chunks: {}.",
				"a session manages the item, and what it leads to; shared(true) is for the items of a stateless session,"
						+ " and for others that are detached");
	}

	public void unreached(Class<?> target) {
		once(target.getSimpleName(), "The config of {} has no effect: {}.", "no path leads to it");
	}

	public void noTenant(@Nullable String reason) {
		once("items", "Some {} are not prefetched, because it is not known for which tenant: {}.", reason);
	}

	/** An item whose key cannot be read. */
	public void notAnnounced(String lookup, String reason) {
		once(lookup, "The lookup {} asks for the keys of some items one by one, because they could not be read: {}.",
				reason);
	}

	/** Values of a lookup that were to be. */
	public void notKept(String lookup, String reason) {
		once(lookup, "The lookup {} remembers nothing beyond a chunk: {}.", reason);
	}

	/** Changes may go unnoticed. */
	public void notRemembered(String what, @Nullable String reason) {
		if (reason != null) {
			once(what, "{} is not remembered beyond a chunk, and never loaded whole: {}. A statement a chunk loads it.",
					reason);
		}
	}

	/** Hibernate makes no object of one of the rows. */
	public void unreadableRow(String what, @Nullable String reason) {
		once(what, "{} could not be loaded together, and is left to Hibernate for a chunk: {}", reason);
	}

	/** A custom loader uses another session. */
	public void foreign(String what) {
		once(what, "{} is not remembered beyond a chunk: {}.",
				"its loader returns entities of another session than that of the EntityManager that it is given, which"
						+ " may have read what is not committed; use the one that it is given,"
						+ " as in loader((ids, entityManager) -> entityManager.createQuery(..))");
	}

	/** The reader delivers items that are no items of the configured class. */
	public void otherItem(Class<?> type, Class<?> itemType) {
		once(type.getName(),
				"Items of {} are left as they are, because the itemType is {}; leave itemType out if items of"
						+ " several classes are to be prefetched.",
				itemType.getName());
	}

	/** What a prefetch reads is not what the step's transaction would. */
	public void isolation(String level) {
		once("transactions", "The {} of a step are {}, but associations are prefetched as READ COMMITTED would read"
				+ " them: as others have committed them since. keepRepeatableReads(true) leaves them to Hibernate.",
				level);
	}

	/** Items are written where no session can have their rows. */
	public void noStepSession() {
		once("merges", "The {} of a step stay one select an item: {}.",
				"no session of the EntityManagerFactory is in a transaction on the thread that writes; give the step a"
						+ " JpaTransactionManager of this EntityManagerFactory, and put the MergePrefetchItemWriter"
						+ " right around the writer that merges, inside of an AsyncItemWriter");
	}

	/** A path that may concern items to come. */
	public void notYet(String path, @Nullable String mistake) {
		once(path, "Path '{}' fits no item so far: {}. Other entities have it; unless they are items too, correct it.",
				mistake);
	}

	/** Which paths concern a class of items. */
	public void concerned(Class<?> itemType, Collection<?> paths) {
		if (paths.isEmpty() && this.said.add(itemType.getName())) {
			logger.info("Items of {} are left as they are: no path concerns them.", itemType.getName());
		}
	}

	private void once(String path, String message, @Nullable String reason) {
		if (!this.silent && this.said.add(path + reason)) {
			logger.warn(message, path, reason);
		}
	}

}
