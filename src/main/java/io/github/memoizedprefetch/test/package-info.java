/**
 * Assertions for the tests of an application. Nothing else depends on this package, and
 * it needs no test framework.
 */
@NullMarked
package io.github.memoizedprefetch.test;

import org.jspecify.annotations.NullMarked;
