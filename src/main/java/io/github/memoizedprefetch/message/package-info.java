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
 * What users are told, and how they write and read paths: warnings, each said once, by
 * the library's one logger, dotted paths, and the names that may have been meant. In
 * comes what was found; nothing goes out. Internal. Start with
 * {@link io.github.memoizedprefetch.message.Warnings}.
 */
@NullMarked
package io.github.memoizedprefetch.message;

import org.jspecify.annotations.NullMarked;
