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
package io.github.memoizedprefetch.hibernate.asking;

import org.jspecify.annotations.Nullable;

/**
 * An entity that is a key: any instance of it is the same one.
 *
 * @param root the name of the entity's hierarchy
 * @param id its id
 * @param entity an instance, which queries take; null if none is to be kept
 */
public record EntityId(String root, Object id, @Nullable Object entity) {

	/** What stands for it longer than its session. */
	public EntityId alone() {
		return new EntityId(this.root, this.id, null);
	}

	EntityId loose() {
		return new EntityId(this.root, LooseKey.of(this.id), this.entity);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof EntityId one && one.root.equals(this.root) && one.id.equals(this.id);
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

	@Override
	public String toString() {
		return this.root.substring(this.root.lastIndexOf('.') + 1) + "#" + this.id;
	}

}
