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

/** What a statement was issued for. */
public enum Kind {

	LAZY("lazy"), EAGER("EAGER"), QUERY("select"), COUNT("count"), FIND("find"), MERGE("merge"), INSERT("insert"),
	UPDATE("update"), DELETE("delete"), SEQUENCE("next value of"), REFRESH("refresh"), LOCK("lock"), OTHER("statement"),

	/** What the step's reader asks for: it is to be. */
	READ("the reader's query:"),

	/** What this library has loaded. */
	PREFETCHED("prefetched:");

	private final String text;

	Kind(String text) {
		this.text = text;
	}

	/** Whether rows are changed. */
	public boolean isChange() {
		return this == INSERT || this == UPDATE || this == DELETE;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
