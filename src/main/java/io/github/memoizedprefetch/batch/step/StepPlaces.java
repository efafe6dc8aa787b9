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

import java.lang.ref.WeakReference;

import io.github.memoizedprefetch.report.Phase;
import io.github.memoizedprefetch.report.Place;
import io.github.memoizedprefetch.report.Places;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.StepContext;
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

	/** What is known of a thread, which may outlive the step. */
	private static final class Whereabouts {

		private WeakReference<StepStatements> step = new WeakReference<>(null);

		private @Nullable Place told;

		/** The step that the thread works for now; null if for none with a report. */
		private @Nullable StepStatements step() {
			StepContext now = StepSynchronizationManager.getContext();
			StepStatements known = this.step.get();
			if (known == null || !known.isOf(now)) {
				known = StepStatements.of(now);
				this.step = new WeakReference<>(known);
				this.told = null;
			}
			return known;
		}

	}

	/** The calling thread goes on to something; null if it works for no such step. */
	@Nullable StepStatements enter(Phase phase) {
		Whereabouts whereabouts = this.current.get();
		StepStatements step = whereabouts.step();
		if (step != null) {
			whereabouts.told = step.place(phase);
		}
		return step;
	}

	/** The step that the calling thread was in when it went on to what it does. */
	@Nullable StepStatements entered() {
		Whereabouts whereabouts = this.current.get();
		return (whereabouts.told != null) ? whereabouts.step.get() : null;
	}

	void leave() {
		this.current.remove();
	}

	@Override
	public @Nullable Place current() {
		Whereabouts whereabouts = this.current.get();
		StepStatements step = whereabouts.step();
		if (step == null) {
			return null;
		}
		Place told = whereabouts.told;
		if (told == null) {
			told = step.place(Phase.STEP);
			whereabouts.told = told;
		}
		return told;
	}

	@Override
	public Place foundOut(Place current) {
		return (current.phase() != Phase.STEP) ? current
				: current.in(STACK.walk((frames) -> frames.map((frame) -> phase(frame.getDeclaringClass()))
					.filter((found) -> found != Phase.STEP)
					.findFirst()
					.orElse(Phase.STEP)));
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
