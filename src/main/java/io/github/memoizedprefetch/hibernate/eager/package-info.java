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

/**
 * The EAGER associations of items, left out of the query that reads them: which a fetch
 * graph can leave out, and that graph. In come mappings, out go paths, and hints for
 * queries. Internal. Start with
 * {@link io.github.memoizedprefetch.hibernate.eager.LeftOut}.
 */
@NullMarked
package io.github.memoizedprefetch.hibernate.eager;

import org.jspecify.annotations.NullMarked;
