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
package io.github.memoizedprefetch.autoconfigure.step;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What a native image has to keep: the fields that {@link Fields} reads, and the classes
 * by which Caffeine implements the caches that a memo makes, which it finds by name.
 */
public class MemoizedPrefetchRuntimeHints implements RuntimeHintsRegistrar {

	private static final String CORE = "org.springframework.batch.core.";

	private static final String STEP_ITEM = CORE + "step.item.";

	private static final Map<String, List<String>> STEP_PARTS = Map.of("ChunkOrientedStep",
			List.of(StepParts.ITEM_READER, StepParts.ITEM_PROCESSOR, StepParts.ITEM_WRITER, StepParts.TASK_EXECUTOR),
			"SimpleChunkProvider", List.of(StepParts.ITEM_READER), "SimpleChunkProcessor",
			List.of(StepParts.ITEM_PROCESSOR, StepParts.ITEM_WRITER), "ChunkOrientedTasklet",
			List.of(StepParts.CHUNK_PROVIDER, StepParts.CHUNK_PROCESSOR));

	private static final Map<String, String> STEP_TREE = Map.of("job.SimpleJob", "steps", "job.flow.FlowJob", "flow",
			"job.flow.FlowStep", "flow", "job.flow.support.SimpleFlow", "stateTransitions", "step.job.JobStep", "job",
			"partition.PartitionStep", "partitionHandler");

	/** What lookups from repositories read. */
	private static final String QUERIES = "org.springframework.data.repository.core.support.QueryExecutorMethodInterceptor";

	private static final String CAFFEINE = "com.github.benmanes.caffeine.cache.";

	/** Strong keys and values, a maximum size; W where entries expire after write. */
	static final List<String> CACHES = List.of(CAFFEINE + "SSMS", CAFFEINE + "SSMSW", CAFFEINE + "PSMS",
			CAFFEINE + "PSWMS");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		STEP_PARTS.forEach((type, fields) -> fields.forEach((field) -> registerField(hints, STEP_ITEM + type, field)));
		STEP_TREE.forEach((type, field) -> registerField(hints, CORE + type, field));
		registerField(hints, QUERIES, "repositoryInformation");
		registerField(hints, QUERIES, "queries");
		Delegates.FIELDS.forEach((type, field) -> registerField(hints, type, field));
		CACHES.forEach((name) -> hints.reflection()
			.registerType(TypeReference.of(name), MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
					MemberCategory.ACCESS_DECLARED_FIELDS));
	}

	private static void registerField(RuntimeHints hints, String type, String field) {
		hints.reflection().registerType(TypeReference.of(type), (hint) -> hint.withField(field));
	}

}
