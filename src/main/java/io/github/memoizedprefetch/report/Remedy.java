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
package io.github.memoizedprefetch.report;

/**
 * What to do about a cause.
 *
 * @param text a line of Java or a property, or a reason why nothing can be done
 * @param saves about how many statements it saves, rounded down; 0 if nothing can be said
 */
public record Remedy(String text, long saves) {

	static final Remedy NONE = new Remedy("", 0);

	/** The first two digits of what is saved at least. */
	static Remedy of(String text, long saves) {
		long unit = 1;
		while (saves / unit >= 100) {
			unit *= 10;
		}
		return (saves > 0) ? new Remedy(text, saves / unit * unit) : NONE;
	}

}
