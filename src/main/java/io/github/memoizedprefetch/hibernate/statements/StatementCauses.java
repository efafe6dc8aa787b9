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

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.memoizedprefetch.message.LoggerName;
import io.github.memoizedprefetch.report.Advice;
import io.github.memoizedprefetch.report.BatchSettings;
import io.github.memoizedprefetch.report.Phase;
import io.github.memoizedprefetch.report.Place;
import io.github.memoizedprefetch.report.Places;
import org.hibernate.boot.spi.SessionFactoryOptions;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the statements of one factory where they belong. What goes wrong here is said
 * once, and changes nothing. Thread-safe.
 */
public final class StatementCauses {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private final Places places;

	private final Classification classification;

	private final BatchSettings settings;

	private final LongAdder elsewhere = new LongAdder();

	private final AtomicBoolean failed = new AtomicBoolean();

	private final SessionFactoryImplementor factory;

	StatementCauses(SessionFactoryImplementor factory, Places places) {
		this.factory = factory;
		this.places = places;
		this.classification = new Classification(new EntityTables(factory));
		this.settings = settings(factory);
	}

	/** As configured: Hibernate's options have a default where nothing is batched. */
	private static BatchSettings settings(SessionFactoryImplementor factory) {
		SessionFactoryOptions options = factory.getSessionFactoryOptions();
		Object size = factory.getProperties().get("hibernate.jdbc.batch_size");
		return new BatchSettings((size != null) ? Integer.parseInt(size.toString().trim()) : 0,
				options.isOrderInsertsEnabled(), options.isOrderUpdatesEnabled());
	}

	@SuppressWarnings("ReferenceEquality")
	boolean isOf(SessionFactoryImplementor other) {
		return this.factory == other;
	}

	boolean isClosed() {
		return this.factory.isClosed();
	}

	public BatchSettings settings() {
		return this.settings;
	}

	/** How many statements were issued for no step that is reported, so far. */
	public long elsewhere() {
		return this.elsewhere.sum();
	}

	/** A thread is about to issue a statement. */
	void issued(String sql) {
		if (this.places.current() == null) {
			this.elsewhere.increment();
		}
		attempt((place) -> count(sql, this.places.foundOut(place)));
	}

	private void count(String sql, Place place) {
		Classification.Found found = this.classification.of(sql, place);
		Supplier<@Nullable Advice> advice = found.advice();
		if (found.cause().kind().isChange()) {
			place.tally().sent(found.cause(), this.settings);
		}
		Phase phase = (found.phase() != null) ? found.phase() : place.phase();
		if (advice != null) {
			place.tally().count(found.cause(), phase, advice);
		}
		else {
			place.tally().count(found.cause(), phase);
		}
	}

	/** Do something for the report, if the thread works for a step that has one. */
	void attempt(Consumer<Place> work) {
		try {
			Place place = this.places.current();
			if (place != null) {
				Work.current().quietly(() -> work.accept(place));
			}
		}
		catch (RuntimeException | LinkageError ex) {
			if (this.failed.compareAndSet(false, true)) {
				logger.warn("The step report may lack something: a statement's cause could not be found", ex);
			}
		}
	}

}
