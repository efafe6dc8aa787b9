/**
 * Prefetches the associations of a chunk of items in bulk and remembers their targets
 * across chunks. This package holds what an application uses directly.
 */
@NullMarked
package io.github.memoizedprefetch;

import org.jspecify.annotations.NullMarked;
