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
package io.github.memoizedprefetch.oracle;

/**
 * What runs the chunks.
 */
enum StepKind {

	/** A loop that does what steps do, without their overhead. */
	LOOP,

	/** The same, with a {@code MemoizedPrefetchChunkProcessor}. */
	CHUNK_PROCESSOR,

	/** Two threads with a loop each. Only where nothing is written. */
	PARTITIONS,

	/** {@code ChunkOrientedStep}. */
	CHUNK_ORIENTED,

	/**
	 * {@code ChunkOrientedStep} with a {@code MemoizedPrefetchItemReader}, of which
	 * threads may load ahead.
	 */
	WINDOWS,

	/** A {@code TaskletStep} with a {@code ChunkOrientedTasklet}. */
	TASKLET;

	/** Whether there is no {@code Step}. */
	boolean isLoop() {
		return this == LOOP || this == CHUNK_PROCESSOR || this == PARTITIONS;
	}

}
