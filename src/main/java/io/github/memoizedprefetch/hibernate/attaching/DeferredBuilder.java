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

import java.util.List;

import io.github.memoizedprefetch.hibernate.deferred.Deferrals;
import io.github.memoizedprefetch.hibernate.deferred.DeferredCollection;
import io.github.memoizedprefetch.hibernate.deferred.DeferredEntity;
import io.github.memoizedprefetch.hibernate.deferred.Validity;
import io.github.memoizedprefetch.hibernate.events.ChangeEvents;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Builds what was deferred, if its session still reads the rows that were found.
 */
final class DeferredBuilder implements Deferrals.Builder {

	private final ChangeEvents changes;

	DeferredBuilder(ChangeEvents changes) {
		this.changes = changes;
	}

	@Override
	public void build(DeferredEntity entity, SessionImplementor session, Deferrals deferrals) {
		ItemSession itemSession = open(session, deferrals);
		if (itemSession != null && isUnchanged(entity.validity(), itemSession)) {
			itemSession.findOrBuild(entity.snapshot(), null, null);
		}
	}

	@Override
	public void fill(PersistentCollection<?> collection, DeferredCollection content, SessionImplementor session,
			Deferrals deferrals) {
		ItemSession itemSession = open(session, deferrals);
		if (itemSession == null || !isUnchanged(content.validity(), itemSession)) {
			return;
		}
		List<EntityReference> elements = elements(content, itemSession);
		if (elements == null || elements.stream().allMatch((element) -> element.entity() != null)) {
			itemSession.fill(collection, content.mapping(), content.state(), elements);
		}
	}

	/** In the session, as far as they are there. */
	private static @Nullable List<EntityReference> elements(DeferredCollection content, ItemSession itemSession) {
		EntityMapping target = content.mapping().element();
		if (content.elements() == null || target == null) {
			return null;
		}
		List<EntityReference> references = content.elements()
			.stream()
			.map((element) -> reference(element, itemSession))
			.toList();
		content.state().asRead(references).forEach((element) -> element.attach(target));
		return references;
	}

	private static EntityReference reference(DeferredCollection.Element element, ItemSession itemSession) {
		EntityReference reference = new EntityReference(element.key(), itemSession);
		reference.resolve(isUnchanged(element.validity(), itemSession) ? element.snapshot() : null);
		return reference;
	}

	private static boolean isUnchanged(Validity validity, ItemSession itemSession) {
		return itemSession.isUnchanged(validity.dependencies());
	}

	/** Null if its settings are others by now. */
	private @Nullable ItemSession open(SessionImplementor session, Deferrals deferrals) {
		try {
			SessionSettings.requireDefaults(session);
			return ItemSession.ofStep(this.changes, session, deferrals);
		}
		catch (UnservableReferenceException ex) {
			return null;
		}
	}

}
