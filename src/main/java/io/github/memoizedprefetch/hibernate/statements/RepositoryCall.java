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
package io.github.memoizedprefetch.hibernate.statements;

import java.util.function.Supplier;

import io.github.memoizedprefetch.report.Advice;
import org.jspecify.annotations.Nullable;

/** A call of a repository, from its construction until its end. For one thread. */
public final class RepositoryCall {

	/**
	 * Begin.
	 * @param name the repository and its method
	 * @param advice what to do instead, asked at the step's end
	 */
	public RepositoryCall(String name, Supplier<@Nullable Advice> advice) {
		Work.current().begin(new Frame(this, null, Frame.What.REPOSITORY, name, null, null, advice));
	}

	public void end() {
		Work.current().end(this);
	}

}
