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

package io.github.memoizedprefetch.hibernate.events;

import org.hibernate.engine.spi.EntityEntryExtraState;
import org.jspecify.annotations.Nullable;

/**
 * What a read-only entity was loaded with, of which Hibernate keeps nothing. Goes with
 * the entity's entry, as it leads to its session.
 */
final class LoadedState implements EntityEntryExtraState {

	private @Nullable Object @Nullable [] values;

	private @Nullable EntityEntryExtraState next;

	LoadedState(@Nullable Object[] values) {
		this.values = values;
	}

	/** Null if the entity was written since. */
	@Nullable Object @Nullable [] values() {
		return this.values;
	}

	void forget() {
		this.values = null;
	}

	@Override
	public void addExtraState(EntityEntryExtraState extraState) {
		if (this.next == null) {
			this.next = extraState;
		}
		else {
			this.next.addExtraState(extraState);
		}
	}

	@Override
	public <T extends EntityEntryExtraState> @Nullable T getExtraState(Class<T> extraStateType) {
		if (this.next == null) {
			return null;
		}
		return extraStateType.isInstance(this.next) ? extraStateType.cast(this.next)
				: this.next.getExtraState(extraStateType);
	}

}
