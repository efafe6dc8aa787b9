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

package io.github.memoizedprefetch.hibernate.codec;

import org.hibernate.bytecode.enhance.spi.interceptor.EnhancementAsProxyLazinessInterceptor;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

import static org.hibernate.engine.internal.ManagedTypeHelper.asPersistentAttributeInterceptable;
import static org.hibernate.engine.internal.ManagedTypeHelper.isPersistentAttributeInterceptable;

/**
 * The two kinds of proxies that there are: objects of their own, and enhanced instances.
 */
public final class EntityProxies {

	private EntityProxies() {
	}

	public static void initialize(@Nullable LazyInitializer proxy, @Nullable Object entity) {
		if (proxy != null && proxy.isUninitialized()) {
			proxy.setImplementation(entity);
		}
	}

	/** Whether it is an instance of an enhanced class that is its own proxy. */
	public static boolean isEnhancedProxy(Object entity) {
		return enhancedProxy(entity) != null;
	}

	/** What makes an instance its own proxy; null if it is none. */
	public static @Nullable EnhancementAsProxyLazinessInterceptor enhancedProxy(Object entity) {
		return (isPersistentAttributeInterceptable(entity) && asPersistentAttributeInterceptable(entity)
			.$$_hibernate_getInterceptor() instanceof EnhancementAsProxyLazinessInterceptor proxy) ? proxy : null;
	}

}
