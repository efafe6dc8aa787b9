/**
 * What a prefetch does as observations and meters of Micrometer, the only package that
 * depends on it. In come calls of a listener and statistics, out go meters and
 * observations. Start with
 * {@link io.github.memoizedprefetch.micrometer.MemoizedPrefetchMeterBinder}.
 */
@NullMarked
package io.github.memoizedprefetch.micrometer;

import org.jspecify.annotations.NullMarked;
