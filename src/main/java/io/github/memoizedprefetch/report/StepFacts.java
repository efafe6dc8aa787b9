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
 * What is known of a step beside its statements.
 *
 * @param job the job's name
 * @param step the step's name, empty for all of the job
 * @param items how many items were read
 * @param chunks how many transactions there were, at least 1
 * @param partitions how many step executions were added up, 0 if it is one
 * @param elsewhere how many statements were issued meanwhile for no step that has a
 * report
 * @param settings how changes are sent
 */
public record StepFacts(String job, String step, long items, long chunks, int partitions, long elsewhere,
		BatchSettings settings) {
}
