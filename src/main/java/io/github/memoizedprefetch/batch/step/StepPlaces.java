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
package io.github.memoizedprefetch.batch.step;

import io.github.memoizedprefetch.report.Phase;
import io.github.memoizedprefetch.report.Place;
import io.github.memoizedprefetch.report.Places;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * For which step a thread works is what Spring Batch says, and in which phase is what its
 * listeners do; or, where they are not called, what is on the stack.
 */
final class StepPlaces implements Places {

	static final StepPlaces INSTANCE = new StepPlaces();

	private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

	private final ThreadLocal<Whereabouts> current = ThreadLocal.withInitial(Whereabouts::new);

	private StepPlaces() {
	}

	/** What is known of a thread. */
	private static final class Whereabouts {

		private @Nullable Place told;

		private @Nullable Place seen;

	}

	/** The calling thread goes on to something. */
	void enter(StepStatements step, Phase phase) {
		Whereabouts whereabouts = this.current.get();
		whereabouts.told = step.place(phase);
		whereabouts.seen = null;
	}

	void leave() {
		this.current.remove();
	}

	@Override
	public @Nullable Place current() {
		StepStatements step = StepStatements.of(StepSynchronizationManager.getContext());
		if (step == null) {
			return null;
		}
		Whereabouts whereabouts = this.current.get();
		Place told = whereabouts.told;
		if (told == null || !step.isOf(told)) {
			told = step.place(Phase.STEP);
			whereabouts.told = told;
			whereabouts.seen = null;
		}
		return (told.phase() == Phase.STEP) ? seen(whereabouts, told, step) : told;
	}

	private static Place seen(Whereabouts whereabouts, Place told, StepStatements step) {
		Phase phase = STACK.walk((frames) -> frames.map((frame) -> phase(frame.getDeclaringClass()))
			.filter((found) -> found != Phase.STEP)
			.findFirst()
			.orElse(Phase.STEP));
		if (phase == Phase.STEP) {
			return told;
		}
		Place seen = whereabouts.seen;
		if (seen == null || seen.phase() != phase) {
			seen = step.place(phase);
			whereabouts.seen = seen;
		}
		return seen;
	}

	private static Phase phase(Class<?> type) {
		if (ItemProcessor.class.isAssignableFrom(type)) {
			return Phase.PROCESSOR;
		}
		if (ItemWriter.class.isAssignableFrom(type)) {
			return Phase.WRITER;
		}
		return ItemReader.class.isAssignableFrom(type) ? Phase.READER : Phase.STEP;
	}

}
