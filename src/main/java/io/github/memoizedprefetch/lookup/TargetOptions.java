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

package io.github.memoizedprefetch.lookup;

import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.memo.MemoOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a config says of a target.
 *
 * @param entityClass the target's class
 * @param memo the limits of its memo
 * @param prefetchAll whether its table is loaded whole, null if that is decided on the
 * way
 * @param fetch how it is loaded
 * @param shared whether detached items share its instances
 * @param readOnly whether no flush writes its entities
 */
public record TargetOptions(Class<?> entityClass, MemoOptions memo, @Nullable Boolean prefetchAll, FetchPlan fetch,
		boolean shared, boolean readOnly) {
}
