/**
 * What is particular to Hibernate ORM: reading references, loading their targets and
 * attaching them. The only package that depends on Hibernate.
 */
@NullMarked
package io.github.memoizedprefetch.hibernate;

import org.jspecify.annotations.NullMarked;
