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
package io.github.memoizedprefetch.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * That items hold the ids of an entity, which is put into the session of the step's
 * transaction.
 *
 * @see MemoizedPrefetchPaths#keys
 * @see io.github.memoizedprefetch.MemoizedPrefetch.Builder#key(String, Class, String...)
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface MemoizedPrefetchKey {

	/** The dotted path from the item to the id; empty if the item is the id. */
	String value() default "";

	/** The entity's class. */
	Class<?> entity();

	/** What to prefetch behind it, as paths from the entity. */
	String[] paths() default {};

}
