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
package io.github.memoizedprefetch.lookup;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * Flight Recorder's view of one load.
 */
@Name("io.github.memoizedprefetch.Load")
@Label("Memoized Prefetch Load")
@Description("Entities or collections that the memo did not know were read from the database")
@Category({ "Spring Batch", "Step", "Chunk" })
@StackTrace(false)
final class LoadEvent extends Event {

	@Label("Target")
	@Description("The entity or collection role")
	String target = "";

	@Label("Loads")
	@Description("How many entities or collections were read")
	long loads;

	@Label("Statements")
	@Description("How many SQL statements that took")
	long statements;

}
