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
import java.util.List;

import io.github.memoizedprefetch.hibernate.mapping.Attribute;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.message.DottedPath;
import org.jspecify.annotations.Nullable;

/**
 * The lazy to-one associations that lead away from an entity, up to a depth.
 */
public final class ToOnePaths {

	private final List<String> found = new ArrayList<>();

	private ToOnePaths() {
	}

	/** Also those of embedded values. */
	public static List<String> of(EntityMapping entity, int depth) {
		ToOnePaths paths = new ToOnePaths();
		paths.addAll(entity, "", depth);
		return List.copyOf(paths.found);
	}

	private void addAll(EntityMapping entity, String prefix, int depth) {
		for (String name : entity.attributeNames()) {
			add(entity.attribute(name), DottedPath.append(prefix, name), depth);
		}
	}

	private void add(@Nullable Attribute attribute, String path, int depth) {
		if (attribute == null) {
			return;
		}
		EntityMapping target = attribute.toOne();
		if (target != null) {
			if (attribute.loadedWithOwner() == null && target.unsupported() == null) {
				this.found.add(path);
				if (depth > 1) {
					addAll(target, path, depth - 1);
				}
			}
		}
		else if (attribute.isEmbedded()) {
			attribute.embeddedNames()
				.forEach((name) -> add(attribute.embedded(name), DottedPath.append(path, name), depth));
		}
	}

}
