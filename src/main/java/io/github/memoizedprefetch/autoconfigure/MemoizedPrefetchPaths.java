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
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Prefetches the associations that a step's processor needs. On the class or the
 * {@code @Bean} method of an item processor it holds for all steps that process with it;
 * on the {@code @Bean} method of a step for this step, in place of that of its processor.
 * <p>
 * The step has to be chunk-oriented, of either kind. All mistakes fail the start of the
 * application. The prefetch has the options of the properties {@code memoized-prefetch.*}
 * and of {@link MemoizedPrefetchBuilderCustomizer} beans, and tells the
 * {@link io.github.memoizedprefetch.MemoizedPrefetchListener} beans what it does.
 * <p>
 * It works as a {@link io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener}
 * that is registered with the step. A step with a task executor whose items are managed
 * needs a {@link io.github.memoizedprefetch.batch.MemoizedPrefetchItemReader} in its
 * place, made by hand.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
public @interface MemoizedPrefetchPaths {

	/**
	 * The associations to prefetch, as dotted paths from the item.
	 * @return the paths, at least one if there are no keys and no lookups
	 * @see io.github.memoizedprefetch.MemoizedPrefetch.Builder#paths(String...)
	 */
	String[] value() default {};

	/**
	 * What the items hold ids of.
	 * @return the keys
	 */
	Key[] keys() default {};

	/**
	 * What is looked up by other keys that the items hold.
	 * @return the lookups
	 */
	Lookup[] lookups() default {};

	/**
	 * The class of the items. By default what the processor or the step declares, if it
	 * says more than {@code Object} or an interface; otherwise paths are checked when the
	 * first item is read.
	 * @return the items' class; {@code void.class} for the default
	 */
	Class<?> itemType() default void.class;

	/**
	 * The name of the {@code EntityManagerFactory} bean whose entities are prefetched. By
	 * default the only one, or the primary one.
	 * @return the bean's name, or an empty string for the default
	 */
	String entityManagerFactory() default "";

	/**
	 * That items hold the ids of an entity, which is put into the session of the step's
	 * transaction.
	 *
	 * @see io.github.memoizedprefetch.MemoizedPrefetch.Builder#key(String, Class,
	 * String...)
	 */
	@Documented
	@Retention(RetentionPolicy.RUNTIME)
	@Target({})
	@interface Key {

		/**
		 * The dotted path from the item to the id; empty if the item is the id. Several
		 * for an id of several attributes, as {@code "depot, number=parcelNumber"}.
		 */
		String value() default "";

		/** The entity's class. */
		Class<?> entity();

		/** What to prefetch behind it, as paths from the entity. */
		String[] paths() default {};

	}

	/**
	 * That items hold the keys of a {@link io.github.memoizedprefetch.MemoizedLookup}
	 * bean, which the processor is given too.
	 *
	 * @see io.github.memoizedprefetch.MemoizedPrefetch.Builder#lookup
	 */
	@Documented
	@Retention(RetentionPolicy.RUNTIME)
	@Target({})
	@interface Lookup {

		/**
		 * The dotted path from the item to the key; empty if the keys are announced by
		 * {@link io.github.memoizedprefetch.MemoizedLookup#prefetch}.
		 */
		String value() default "";

		/** The name of the lookup's bean. */
		String bean();

	}

}
