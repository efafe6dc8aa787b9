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

package io.github.memoizedprefetch.oracle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.oracle.model.Stored;
import org.hibernate.Hibernate;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.SessionImplementor;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What of each item's paths the library has left to nobody else: not what its transaction
 * has changed, or a restriction hides, which Hibernate reads later, when the processor
 * asks for it.
 */
final class Served {

	private final OracleCase oracleCase;

	private final Attributes attributes;

	private final PathTree paths;

	private final Map<String, Set<String>> references = new ConcurrentHashMap<>();

	Served(OracleCase oracleCase, Attributes attributes) {
		this.oracleCase = oracleCase;
		this.attributes = attributes;
		this.paths = PathTree.ordered(oracleCase.configured());
	}

	/** Note what is there after each chunk's prefetch. */
	MemoizedPrefetch watch(MemoizedPrefetch prefetch) {
		return (MemoizedPrefetch) Proxy.newProxyInstance(Served.class.getClassLoader(),
				new Class<?>[] { MemoizedPrefetch.class }, (proxy, method, arguments) -> {
					try {
						Object result = method.invoke(prefetch, arguments);
						if (method.getName().startsWith("process")) {
							((Iterable<?>) arguments[0]).forEach(this::note);
						}
						return result;
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	private void note(Object seen) {
		Object item = (this.oracleCase.reader() == ReaderKind.STEP_IDS) ? managed(seen) : seen;
		if (item instanceof Collection<?> items) {
			items.forEach(this::note);
		}
		else if (item instanceof Stored) {
			Set<String> initialised = this.references.computeIfAbsent(label(item),
					(key) -> ConcurrentHashMap.newKeySet());
			new Renderer(this.attributes, false, this.oracleCase.options(), true).only((reference) -> {
				boolean there = Hibernate.isInitialized(reference);
				if (there) {
					initialised.add(label(reference));
				}
				return there;
			}).entity(item, this.paths);
		}
		else if (item != null) {
			note(new BeanWrapperImpl(item).getPropertyValue("content"));
		}
	}

	/** The entity of an id, if the step's session has it. */
	private Object managed(Object id) {
		for (Object resource : TransactionSynchronizationManager.getResourceMap().values()) {
			if (id != null && resource instanceof EntityManagerHolder holder
					&& holder.getEntityManager() instanceof SessionImplementor session) {
				return session.getPersistenceContext()
					.getEntity(session.generateEntityKey(id, this.attributes.entity(this.oracleCase.itemType())));
			}
		}
		return null;
	}

	/** Whether it was there before the item was processed. */
	boolean holds(Object item, Object reference) {
		return this.references.getOrDefault(label(item), Set.of()).contains(label(reference));
	}

	private String label(Object reference) {
		if (reference instanceof PersistentCollection<?> collection) {
			return collection.getRole() + " " + collection.getKey();
		}
		if (!(reference instanceof Stored stored)) {
			return ""; // was never lazy
		}
		String label = this.attributes.label(reference);
		return label.endsWith("#null") ? label + stored.serial() : label;
	}

}
