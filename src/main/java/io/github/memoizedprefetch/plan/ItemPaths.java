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
package io.github.memoizedprefetch.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import io.github.memoizedprefetch.hibernate.eager.LeftOutEntities;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.message.Warnings;
import org.jspecify.annotations.Nullable;

/**
 * Which paths concern which classes of items. A path may concern some of the classes that
 * a reader delivers, and these may come one after the other; what fits nothing at all is
 * a mistake. Thread-safe.
 */
public final class ItemPaths {

	private final List<ItemPath> paths;

	private final Mappings mappings;

	/** Throws what is wrong with a path of a class. */
	private final BiConsumer<Class<?>, ItemPath> check;

	private final Warnings warnings;

	private final LeftOutEntities leftOut;

	private final Map<Class<?>, List<ItemPath>> concerned = new ConcurrentHashMap<>();

	private final Set<ItemPath> fitting = ConcurrentHashMap.newKeySet();

	/**
	 * @param check throws what is wrong with a path of a class, and has no other effect
	 */
	public ItemPaths(List<ItemPath> paths, Mappings mappings, Warnings warnings, BiConsumer<Class<?>, ItemPath> check) {
		this.paths = paths;
		this.mappings = mappings;
		this.warnings = warnings;
		this.check = check;
		this.leftOut = LeftOutEntities.of(mappings.factory());
	}

	/**
	 * The paths of one class that all items have.
	 * @throws IllegalArgumentException if any does not fit it
	 */
	public void require(Class<?> type) {
		this.paths.forEach((path) -> this.check.accept(type, path));
	}

	public boolean isEmpty() {
		return this.paths.isEmpty();
	}

	/** Whether what is EAGER in items of a class may have been left out. */
	public boolean isAnyLeftOut(Set<Class<?>> types) {
		return types.stream().anyMatch(this::isLeftOut);
	}

	private boolean isLeftOut(Class<?> type) {
		return this.leftOut.contains(type, this.mappings);
	}

	private static List<ItemPath> withLeftOut(Collection<ItemPath> paths) {
		List<ItemPath> all = new ArrayList<>(paths);
		all.add(ItemPath.LEFT_OUT);
		return all;
	}

	/**
	 * The paths of each class.
	 * @param types the classes that a chunk has
	 * @throws IllegalArgumentException if a path fits none of them, no class that was
	 * seen before, and no entity either
	 */
	public Map<Class<?>, Collection<ItemPath>> of(Set<Class<?>> types) {
		Map<Class<?>, Collection<ItemPath>> found = new LinkedHashMap<>();
		Map<ItemPath, IllegalArgumentException> mistakes = new LinkedHashMap<>();
		for (Class<?> type : types) {
			found.put(type, this.concerned.computeIfAbsent(type, (key) -> fitting(key, mistakes)));
		}
		mistakes.forEach((path, mistake) -> {
			if (!this.fitting.contains(path)) {
				report(types, path, mistake);
			}
		});
		found.replaceAll((type, paths) -> isLeftOut(type) ? withLeftOut(paths) : paths);
		found.forEach(this.warnings::concerned);
		return found;
	}

	private List<ItemPath> fitting(Class<?> type, Map<ItemPath, IllegalArgumentException> mistakes) {
		List<ItemPath> found = new ArrayList<>();
		for (ItemPath path : this.paths) {
			IllegalArgumentException mistake = mistake(type, path);
			if (mistake == null) {
				found.add(path);
				this.fitting.add(path);
			}
			else if (path.key() == null || !path.key().isOfOthersThan(type)) {
				mistakes.putIfAbsent(path, mistake);
			}
		}
		return List.copyOf(found);
	}

	private void report(Set<Class<?>> types, ItemPath path, IllegalArgumentException mistake) {
		if (types.stream().noneMatch((type) -> this.mappings.entity(type) != null) || !fitsAnyEntity(path)) {
			types.forEach(this.concerned::remove);
			throw mistake;
		}
		this.warnings.notYet(path.name(), mistake.getMessage());
	}

	private boolean fitsAnyEntity(ItemPath path) {
		return this.mappings.entities()
			.stream()
			.map(EntityMapping::javaType)
			.anyMatch((type) -> mistake(type, path) == null);
	}

	private @Nullable IllegalArgumentException mistake(Class<?> type, ItemPath path) {
		try {
			this.check.accept(type, path);
			return null;
		}
		catch (IllegalArgumentException ex) {
			return ex;
		}
	}

}
