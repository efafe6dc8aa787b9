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
package io.github.memoizedprefetch.autoconfigure.step;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.util.ClassUtils;

/**
 * Looks behind proxies without a call through them, which would resolve a scoped or lazy
 * bean before its time.
 */
public final class Proxies {

	private Proxies() {
	}

	/**
	 * The object behind a proxy.
	 * @return what was given if it is no proxy; null if the proxy looks for its target
	 * with each call
	 */
	public static @Nullable Object target(Object bean) {
		Object current = bean;
		while (current instanceof Advised) {
			current = AopProxyUtils.getSingletonTarget(current);
		}
		return current;
	}

	/** The same, where the call that resolves a scoped bean is due. */
	public static @Nullable Object resolve(Object bean) {
		return (bean instanceof ScopedObject scoped) ? target(scoped.getTargetObject()) : target(bean);
	}

	/** The class that is known without a call, maybe a superclass. */
	public static Class<?> type(Object bean) {
		Object target = target(bean);
		return ClassUtils.getUserClass((target != null) ? target : bean);
	}

}
