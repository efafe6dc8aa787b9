/**
 * Auto-configuration for Spring Boot. Nothing else depends on it.
 */
@NullMarked
package io.github.memoizedprefetch.autoconfigure;

import org.jspecify.annotations.NullMarked;
