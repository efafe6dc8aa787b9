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
import java.lang.invoke.MethodType;

import org.hibernate.property.access.spi.Getter;
import org.jspecify.annotations.Nullable;

/**
 * Reads an attribute of very many entities, very often: nothing tells of a setter.
 */
public interface KeyReader {

	/**
	 * Find the next entity that has not got its key any more.
	 * @return its index, or {@code to} if there is none
	 */
	int nextOther(Object[] entities, @Nullable Object[] keys, int from, int to);

	/** Compiled for the getter where that is possible. */
	static KeyReader of(Getter getter) {
		MethodHandle handle = Compiled.handle(getter);
		KeyReader compiled = (handle == null) ? null : Compiled.load(CompiledKeyReader.class, KeyReader.class,
				handle.asType(MethodType.methodType(Object.class, Object.class)));
		return (compiled != null) ? compiled : new Reflective(getter);
	}

	/** As Hibernate reads it. */
	record Reflective(Getter getter) implements KeyReader {

		@Override
		public int nextOther(Object[] entities, @Nullable Object[] keys, int from, int to) {
			for (int i = from; i < to; i++) {
				Object key = this.getter.get(entities[i]);
				if (key != keys[i] && (key == null || !key.equals(keys[i]))) {
					return i;
				}
			}
			return to;
		}

	}

}
