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
import java.util.Objects;
import java.util.stream.Stream;

import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.ItemProcessListener;
import org.springframework.batch.core.listener.ItemReadListener;
import org.springframework.batch.core.listener.ItemWriteListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.core.step.item.ChunkOrientedTasklet;
import org.springframework.batch.core.step.item.SimpleChunkProcessor;
import org.springframework.batch.core.step.item.SimpleChunkProvider;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.batch.infrastructure.item.database.JpaCursorItemReader;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;

/**
 * The parts of a step that was built. Some can be reached by private fields only; the
 * native hints name them too.
 */
public final class StepParts {

	static final String ITEM_READER = "itemReader";

	static final String ITEM_PROCESSOR = "itemProcessor";

	static final String ITEM_WRITER = "itemWriter";

	static final String TASK_EXECUTOR = "taskExecutor";

	static final String CHUNK_PROVIDER = "chunkProvider";

	static final String CHUNK_PROCESSOR = "chunkProcessor";

	private StepParts() {
	}

	/** The processor, the reader and the writer, as far as there are some. */
	public static List<Object> of(Step step) {
		if (step instanceof ChunkOrientedStep) {
			return list(Fields.get(ChunkOrientedStep.class, ITEM_PROCESSOR, step),
					Fields.get(ChunkOrientedStep.class, ITEM_READER, step),
					Fields.get(ChunkOrientedStep.class, ITEM_WRITER, step));
		}
		ChunkOrientedTasklet<?> tasklet = tasklet(step);
		if (tasklet == null) {
			return List.of();
		}
		Object provider = provider(tasklet);
		Object processor = processor(tasklet);
		return list(get(SimpleChunkProcessor.class, ITEM_PROCESSOR, processor),
				get(SimpleChunkProvider.class, ITEM_READER, provider),
				get(SimpleChunkProcessor.class, ITEM_WRITER, processor));
	}

	private static List<Object> list(@Nullable Object... parts) {
		return Stream.of(parts).<Object>mapMulti((part, list) -> {
			if (part != null) {
				list.accept(part);
			}
		}).toList();
	}

	/**
	 * Whether threads process the items that another one reads, in a session that it
	 * keeps.
	 */
	public static boolean sharesSession(Step step) {
		return step instanceof ChunkOrientedStep && Fields.get(ChunkOrientedStep.class, TASK_EXECUTOR, step) != null
				&& of(step).stream()
					.map(Proxies::type)
					.anyMatch((type) -> JpaPagingItemReader.class.isAssignableFrom(type)
							|| JpaCursorItemReader.class.isAssignableFrom(type));
	}

	/**
	 * Register a listener with a step that was built.
	 * @return whether the step is of a kind that takes it
	 */
	public static <I> boolean register(Step step, MemoizedPrefetchItemReadListener<I> listener) {
		if (step instanceof ChunkOrientedStep<?, ?> chunkOriented) {
			registerAll(chunkOriented, listener);
			return true;
		}
		ChunkOrientedTasklet<?> tasklet = tasklet(step);
		if (tasklet != null && provider(tasklet) instanceof SimpleChunkProvider<?> provider
				&& processor(tasklet) instanceof SimpleChunkProcessor<?, ?> processor) {
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

	/**
	 * Register a listener of what is written with a step that was built.
	 * @return whether the step is of a kind that takes it
	 */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public static boolean register(Step step, ItemWriteListener<Object> listener) {
		if (step instanceof ChunkOrientedStep chunkOriented) {
			chunkOriented.registerItemWriteListener(listener);
			return true;
		}
		ChunkOrientedTasklet<?> tasklet = tasklet(step);
		if (tasklet != null && processor(tasklet) instanceof SimpleChunkProcessor<?, ?> processor) {
			processor.registerListener(listener);
			return true;
		}
		return false;
	}

	/**
	 * Register a listener of a whole step, of whatever kind, and of its items if it has
	 * some.
	 */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	public static <L extends StepExecutionListener & ItemReadListener<?> & ItemProcessListener<?, ?> & ItemWriteListener<?>> void registerWithStep(
			Step step, L listener) {
		if (step instanceof AbstractStep any) {
			any.registerStepExecutionListener(listener);
		}
		if (step instanceof ChunkOrientedStep chunkOriented) {
			chunkOriented.registerItemReadListener(listener);
			chunkOriented.registerItemProcessListener(listener);
			chunkOriented.registerItemWriteListener(listener);
		}
		ChunkOrientedTasklet<?> tasklet = tasklet(step);
		if (tasklet != null && provider(tasklet) instanceof SimpleChunkProvider<?> provider
				&& processor(tasklet) instanceof SimpleChunkProcessor<?, ?> processor) {
			provider.registerListener(listener);
			processor.registerListener(listener);
		}
	}

	private static @Nullable ChunkOrientedTasklet<?> tasklet(Step step) {
		return (step instanceof TaskletStep taskletStep
				&& taskletStep.getTasklet() instanceof ChunkOrientedTasklet<?> tasklet) ? tasklet : null;
	}

	private static @Nullable Object provider(ChunkOrientedTasklet<?> tasklet) {
		return Fields.get(ChunkOrientedTasklet.class, CHUNK_PROVIDER, tasklet);
	}

	private static @Nullable Object processor(ChunkOrientedTasklet<?> tasklet) {
		return Fields.get(ChunkOrientedTasklet.class, CHUNK_PROCESSOR, tasklet);
	}

	private static @Nullable Object get(Class<?> type, String name, @Nullable Object owner) {
		return type.isInstance(owner) ? Fields.get(type, name, Objects.requireNonNull(owner)) : null;
	}

}
