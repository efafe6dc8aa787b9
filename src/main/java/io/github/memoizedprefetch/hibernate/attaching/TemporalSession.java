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
package io.github.memoizedprefetch.hibernate.attaching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

import io.github.memoizedprefetch.hibernate.version.NewerHibernate;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Tells sessions that read tables as they were: {@code SessionBuilder.asOf(..)} and
 * {@code atChangeset(..)}, since Hibernate 7.4.
 */
final class TemporalSession {

	/** Null before 7.4, which the library is compiled for too. */
	private static final @Nullable MethodHandle TEMPORAL_IDENTIFIER = NewerHibernate.find(LoadQueryInfluencers.class,
			"getTemporalIdentifier", MethodType.methodType(Object.class));

	private TemporalSession() {
	}

	static boolean readsThePast(SessionImplementor session) {
		if (TEMPORAL_IDENTIFIER == null) {
			return false;
		}
		try {
			return TEMPORAL_IDENTIFIER.invoke(session.getLoadQueryInfluencers()) != null;
		}
		catch (Throwable ex) {
			throw NewerHibernate.thrown(ex);
		}
	}

}
