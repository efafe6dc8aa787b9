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
package io.github.memoizedprefetch.samples.bookshop.measure;

/**
 * How targets are named for people.
 */
public final class TargetName {

	private TargetName() {
	}

	/**
	 * Leave out the package.
	 * @param target the name of an entity or role
	 * @return the name without the package, like {@code Book} or {@code Book.categories}
	 */
	public static String withoutPackage(String target) {
		return target.replaceAll(".*\\.(?=[A-Z])", "");
	}

}
