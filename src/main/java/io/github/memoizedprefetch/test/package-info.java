/**
 * Assertions for the tests of an application. In comes work to do, out goes an error if
 * it takes other statements than expected. Nothing else depends on this package, and it
 * needs no test framework. Start with
 * {@link io.github.memoizedprefetch.test.StatementAssertions}.
 */
@NullMarked
package io.github.memoizedprefetch.test;

import org.jspecify.annotations.NullMarked;
