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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A key of several attributes: any key with these values is the same one.
 *
 * @param values the values, in the order of the attributes; null where a key has none
 */
public record KeyParts(List<@Nullable Object> values) {

	public static KeyParts of(List<? extends @Nullable Object> values) {
		return new KeyParts(Collections.unmodifiableList(new ArrayList<@Nullable Object>(values)));
	}

	KeyParts loose() {
		return new KeyParts(this.values.stream().map((value) -> (value != null) ? LooseKey.of(value) : null).toList());
	}

	/** Whether each part that another key does not have tells that it is another one. */
	boolean isToldApart() {
		return this.values.stream().allMatch((value) -> value == null || LooseKey.isToldApart(value));
	}

	boolean isOrdered() {
		return this.values.stream().allMatch((value) -> value == null || LooseKey.isOrdered(value));
	}

	boolean isDifferent(KeyParts other) {
		for (int i = 0; i < this.values.size(); i++) {
			Object one = this.values.get(i);
			Object another = other.values.get(i);
			if ((one == null) != (another == null)
					|| (one != null && another != null && LooseKey.areDifferent(one, another))) {
				return true;
			}
		}
		return false;
	}

	boolean hasNull() {
		return this.values.stream().anyMatch(Objects::isNull);
	}

	@Override
	public String toString() {
		return this.values.toString();
	}

}
