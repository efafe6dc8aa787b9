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
package io.github.memoizedprefetch.chunk;

import java.util.Arrays;
import java.util.List;

import io.github.memoizedprefetch.hibernate.PersistenceUnit;
import io.github.memoizedprefetch.hibernate.attaching.Tenants;
import io.github.memoizedprefetch.hibernate.attaching.UnknownTenantException;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.message.Warnings;
import org.jspecify.annotations.Nullable;

/** Finds the items in what a reader delivers, and whose they are. */
public final class ItemGrouping {

	private final PersistenceUnit unit;

	private final @Nullable Class<?> itemType;

	private final Warnings warnings;

	public ItemGrouping(PersistenceUnit unit, @Nullable Class<?> itemType, Warnings warnings) {
		this.unit = unit;
		this.itemType = itemType;
		this.warnings = warnings;
	}

	public ItemGroups group(Iterable<?> items) {
		ItemGroups groups = new ItemGroups(this::planClass);
		try {
			Object current = this.unit.currentTenant();
			boolean tenants = this.unit.isMultiTenant();
			for (Object item : items) {
				if (tenants || item == null || !groups.addLike(Tenants.NONE, item)) {
					addAll(item, current, groups);
				}
			}
		}
		catch (UnknownTenantException ex) {
			this.warnings.noTenant(ex.getMessage());
		}
		return groups;
	}

	/** Rows of several columns, and groups, are no items, but what is in them is. */
	private void addAll(@Nullable Object item, @Nullable Object currentTenant, ItemGroups groups) {
		if (item instanceof Object[] row) {
			Arrays.asList(row).forEach((element) -> addAll(element, currentTenant, groups));
		}
		else if (item instanceof List<?> group && !isItem(item)) {
			group.forEach((element) -> addAll(element, currentTenant, groups));
		}
		else if (item != null) {
			add(item, currentTenant, groups);
		}
	}

	private boolean isItem(Object item) {
		return this.itemType != null && this.itemType.isInstance(item);
	}

	private void add(Object item, @Nullable Object currentTenant, ItemGroups groups) {
		try {
			groups.add(this.unit.tenant(item, currentTenant), item);
		}
		catch (UnknownTenantException ex) {
			this.warnings.noTenant(ex.getMessage());
		}
	}

	/** Null if the item is left alone. */
	private @Nullable Class<?> planClass(Object item) {
		Class<?> type = Mappings.classOf(item);
		if (this.itemType == null) {
			return this.unit.mappings().rootClass(type);
		}
		if (!this.itemType.isAssignableFrom(type)) {
			this.warnings.otherItem(type, this.itemType);
			return null;
		}
		return this.itemType;
	}

}
