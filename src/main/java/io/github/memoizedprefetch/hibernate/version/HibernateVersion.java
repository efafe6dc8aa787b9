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
package io.github.memoizedprefetch.hibernate.version;

import java.util.List;
import java.util.Set;

import io.github.memoizedprefetch.message.LoggerName;
import org.hibernate.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses a version of Hibernate that does not have what this package uses, before
 * anything of it is needed in the middle of a step.
 */
public final class HibernateVersion {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	/** The minor versions that the tests run with. */
	private static final List<String> TESTED = List.of("7.2", "7.4");

	private static boolean checked;

	private HibernateVersion() {
	}

	/**
	 * Check the version that is there, once.
	 * @param user the class that uses it, with all that its package and those below use
	 * @throws IllegalStateException if it lacks something
	 */
	public static synchronized void check(Class<?> user) {
		if (!checked) {
			check(Version.getVersionString(), HibernateVersion.class.getClassLoader(), user);
			checked = true;
		}
	}

	public static void check(String version, ClassLoader hibernate, Class<?> user) {
		if (TESTED.stream().anyMatch((minor) -> version.startsWith(minor + "."))) {
			return;
		}
		Set<String> missing = new MissingLinks(hibernate, user).find();
		if (!missing.isEmpty()) {
			throw new IllegalStateException("Hibernate ORM " + version + " cannot be used: it does not have "
					+ String.join(", ", missing) + "; use one of the versions that are tested, " + TESTED);
		}
		logger.warn("Hibernate ORM {} is none of the versions that are tested, {}; what is needed of it is there.",
				version, TESTED);
	}

}
