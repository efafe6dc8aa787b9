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
package io.github.memoizedprefetch.samples.bookshop.catalogue;

import java.util.Arrays;
import java.util.Random;

/**
 * Draws ids of which the first are popular and the last are hardly known, as books,
 * authors and tags are. The same on every machine.
 */
final class Zipf {

	private final double[] cumulative;

	private final Random random;

	Zipf(int size, double exponent, Random random) {
		this.cumulative = new double[size];
		double sum = 0;
		for (int i = 0; i < size; i++) {
			sum += 1 / StrictMath.pow(i + 1, exponent);
			this.cumulative[i] = sum;
		}
		this.random = random;
	}

	/**
	 * Draw an id.
	 * @return 1 to the size
	 */
	int next() {
		double point = this.random.nextDouble() * this.cumulative[this.cumulative.length - 1];
		int index = Arrays.binarySearch(this.cumulative, point);
		return (index < 0) ? -index : index + 1;
	}

}
