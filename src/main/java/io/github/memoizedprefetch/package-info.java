/**
 * Prefetches the associations of a chunk of items in bulk and remembers their targets
 * across chunks. This package holds what an application uses directly, and what wires the
 * rooms of the engine together. In come paths, options and chunks; a chunk's associations
 * are initialised when it returns. Start with
 * {@link io.github.memoizedprefetch.MemoizedPrefetch}, whose implementation is
 * {@code DefaultMemoizedPrefetch}.
 */
@NullMarked
package io.github.memoizedprefetch;

import org.jspecify.annotations.NullMarked;
