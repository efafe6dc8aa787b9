/**
 * What a prefetch does as observations and meters of Micrometer. The only package that
 * depends on Micrometer.
 */
@NullMarked
package io.github.memoizedprefetch.micrometer;

import org.jspecify.annotations.NullMarked;
