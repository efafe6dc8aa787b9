/**
 * Listeners and decorators that run the prefetch within a Spring Batch step. The only
 * package that depends on Spring Batch.
 */
@NullMarked
package io.github.memoizedprefetch.batch;

import org.jspecify.annotations.NullMarked;
