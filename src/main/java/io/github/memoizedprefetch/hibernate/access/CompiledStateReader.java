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
package io.github.memoizedprefetch.hibernate.access;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

import io.github.memoizedprefetch.hibernate.version.NewerHibernate;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.Status;
import org.jspecify.annotations.Nullable;

/**
 * Is loaded anew for each class of entities, so that the compiler sees its attributes.
 */
final class CompiledStateReader implements StateReader {

	private static final MethodHandle COMPARISON;

	static {
		try {
			COMPARISON = MethodHandles.classData(MethodHandles.lookup(), Compiled.CONSTANT, MethodHandle.class);
		}
		catch (IllegalAccessException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	@Override
	public boolean areAsLoaded(Object[] entities, EntityEntry[] entries, Object[] @Nullable [] states, int size) {
		for (int i = 0; i < size; i++) {
			Object[] loaded = entries[i].getLoadedState();
			boolean managed = loaded != null && loaded == states[i];
			if (managed ? !isAsLoaded(entities[i], loaded) : !isAsLoaded(entities[i], entries[i])) {
				return false;
			}
		}
		return true;
	}

	@Override
	public boolean areAs(Object[] entities, @Nullable Object[] copies, int width, int size) {
		for (int i = 0; i < size; i++) {
			if (!isAs(entities[i], copies, i * width)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isAsLoaded(Object entity, EntityEntry entry) {
		return entry.getStatus() == Status.READ_ONLY
				|| (entry.getStatus() == Status.MANAGED && isAsLoaded(entity, entry.getLoadedState()));
	}

	private static boolean isAsLoaded(Object entity, Object @Nullable [] loaded) {
		return loaded != null && isAs(entity, loaded, 0);
	}

	private static boolean isAs(Object entity, @Nullable Object[] states, int from) {
		try {
			return (boolean) COMPARISON.invokeExact(entity, states, from);
		}
		catch (Throwable ex) {
			throw NewerHibernate.thrown(ex);
		}
	}

}
