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
package io.github.memoizedprefetch.support;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;

import org.hibernate.bytecode.enhance.spi.DefaultEnhancementContext;
import org.hibernate.bytecode.enhance.spi.Enhancer;
import org.hibernate.bytecode.enhance.spi.UnloadedField;
import org.hibernate.bytecode.internal.BytecodeProviderInitiator;

/**
 * Enhances classes for lazy loading, as Hibernate's build plugins do, before they are
 * loaded.
 */
public final class Enhancement {

	private Enhancement() {
	}

	/**
	 * Load classes enhanced.
	 * @param neighbour a class of their package
	 * @param names their simple names; none of them may have been loaded
	 */
	public static void enhance(Class<?> neighbour, String... names) {
		Enhancer enhancer = BytecodeProviderInitiator.buildDefaultBytecodeProvider()
			.getEnhancer(new DefaultEnhancementContext() {

				@Override
				public boolean doBiDirectionalAssociationManagement(UnloadedField field) {
					return false;
				}

			});
		try {
			MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup());
			for (String name : names) {
				try (InputStream bytes = neighbour.getResourceAsStream(name + ".class")) {
					lookup.defineClass(enhancer.enhance(neighbour.getPackageName() + "." + name, bytes.readAllBytes()));
				}
			}
		}
		catch (IOException | IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
