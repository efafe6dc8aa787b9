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
package io.github.memoizedprefetch.autoconfigure;

import java.lang.reflect.Field;

import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.core.step.item.ChunkOrientedTasklet;
import org.springframework.batch.core.step.item.SimpleChunkProcessor;
import org.springframework.batch.core.step.item.SimpleChunkProvider;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.util.ReflectionUtils;

/**
 * The parts of a step that was built. Some can be reached by private fields only; the
 * native hints name them too.
 */
final class StepParts {

	static final String ITEM_PROCESSOR = "itemProcessor";

	static final String CHUNK_PROVIDER = "chunkProvider";

	static final String CHUNK_PROCESSOR = "chunkProcessor";

	private StepParts() {
	}

	static @Nullable Object processor(Step step) {
		if (step instanceof ChunkOrientedStep) {
			return get(ChunkOrientedStep.class, ITEM_PROCESSOR, step);
		}
		ChunkOrientedTasklet<?> tasklet = tasklet(step);
		Object processor = (tasklet != null) ? get(ChunkOrientedTasklet.class, CHUNK_PROCESSOR, tasklet) : null;
		return (processor instanceof SimpleChunkProcessor) ? get(SimpleChunkProcessor.class, ITEM_PROCESSOR, processor)
				: null;
	}

	/**
	 * Register a listener with a step that was built.
	 * @return whether the step is of a kind that takes it
	 */
	static <I> boolean register(Step step, MemoizedPrefetchItemReadListener<I> listener) {
		if (step instanceof ChunkOrientedStep<?, ?> chunkOriented) {
			registerAll(chunkOriented, listener);
			return true;
		}
		ChunkOrientedTasklet<?> tasklet = tasklet(step);
		if (tasklet != null
				&& get(ChunkOrientedTasklet.class, CHUNK_PROVIDER, tasklet) instanceof SimpleChunkProvider<?> provider
				&& get(ChunkOrientedTasklet.class, CHUNK_PROCESSOR,
						tasklet) instanceof SimpleChunkProcessor<?, ?> processor) {
			provider.registerListener(listener);
			processor.registerListener(listener);
			return true;
		}
		return false;
	}

	/** The listener is one for any item at run time. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static void registerAll(ChunkOrientedStep step, MemoizedPrefetchItemReadListener listener) {
		step.registerItemReadListener(listener);
		step.registerItemProcessListener(listener);
		step.registerItemWriteListener(listener);
	}

	private static @Nullable ChunkOrientedTasklet<?> tasklet(Step step) {
		return (step instanceof TaskletStep taskletStep
				&& taskletStep.getTasklet() instanceof ChunkOrientedTasklet<?> tasklet) ? tasklet : null;
	}

	private static @Nullable Object get(Class<?> type, String name, Object target) {
		Field field = ReflectionUtils.findField(type, name);
		if (field == null) {
			return null;
		}
		ReflectionUtils.makeAccessible(field);
		return ReflectionUtils.getField(field, target);
	}

}
