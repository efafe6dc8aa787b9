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

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.hibernate.codec.EntityProxies;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * What is referred to by proxies, which are initialised once it is there.
 */
abstract class Proxied extends Passing {

	private @Nullable LazyInitializer proxy;

	private @Nullable List<LazyInitializer> otherProxies;

	/** The entity; null as long as it is not there. */
	abstract @Nullable Object entity();

	void add(LazyInitializer proxy) {
		if (this.proxy == null) {
			this.proxy = proxy;
		}
		else if (this.proxy != proxy) {
			this.otherProxies = (this.otherProxies != null) ? this.otherProxies : new ArrayList<>();
			this.otherProxies.add(proxy);
		}
		if (entity() != null) {
			initializeProxies();
		}
	}

	/** The session's own is initialised by now; a detached one is not. */
	final void initializeProxies() {
		Object entity = entity();
		if (entity == null) {
			return;
		}
		EntityProxies.initialize(this.proxy, entity);
		if (this.otherProxies != null) {
			for (LazyInitializer other : this.otherProxies) {
				EntityProxies.initialize(other, entity);
			}
		}
	}

}
