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
package io.github.memoizedprefetch.samples.bookshop.posted;

/**
 * Who has written which review: a few readers write many, and most a few.
 */
final class Readers {

	private static final int COUNT = 20_000;

	private Readers() {
	}

	/** Of the review's id alone, so that it is the same each time. */
	static String email(long review) {
		double uniform = (mixed(review) >>> 11) * 0x1.0p-53;
		return "reader%d@example.org".formatted((int) (COUNT * Math.pow(uniform, 3)));
	}

	/** The finalizer of SplitMix64. */
	private static long mixed(long value) {
		long z = value * 0x9E3779B97F4A7C15L;
		z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
		z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
		return z ^ (z >>> 31);
	}

}
