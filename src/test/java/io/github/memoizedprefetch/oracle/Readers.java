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

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.github.memoizedprefetch.batch.StatelessSessionItemReader;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.database.JpaCursorItemReader;
import org.springframework.batch.infrastructure.item.database.builder.JpaPagingItemReaderBuilder;

/**
 * Makes the reader of a case.
 */
final class Readers {

	private final OracleCase oracleCase;

	private final Sessions sessions;

	private final Copies copies;

	private final String query;

	private final Map<String, Object> hints;

	private final Consumer<List<Object>> initializer;

	/**
	 * @param initializer what to do with pages whose session is about to be closed or
	 * cleared
	 * @param hints of the query
	 */
	Readers(OracleCase oracleCase, Sessions sessions, Attributes attributes, String restriction,
			Consumer<List<Object>> initializer, Map<String, Object> hints) {
		this.hints = hints;
		this.initializer = initializer;
		this.oracleCase = oracleCase;
		this.sessions = sessions;
		this.copies = new Copies(attributes);
		this.query = "from " + oracleCase.itemType().getSimpleName() + " e where e.serial < " + Copies.FIRST_SERIAL
				+ restriction + " order by e.serial";
	}

	ItemStreamReader<Object> reader() {
		return switch (this.oracleCase.reader()) {
			case PAGING -> paging(true);
			case PAGING_DETACHED -> paging(false);
			case CURSOR -> cursor();
			case STATELESS -> this.oracleCase.isStatelessCursor() ? statelessCursor()
					: PageReader.stateless(this.query, this.hints, this.oracleCase.pageSize(), this::stateless);
			default -> PageReader.of(this.query, this.hints, this.oracleCase.pageSize(), this::page);
		};
	}

	/** A cursor of HSQLDB does not outlive other statements outside of a transaction. */
	private ItemStreamReader<Object> cursor() {
		AtomicReference<Session> opened = new AtomicReference<>();
		JpaCursorItemReader<Object> reader = new JpaCursorItemReader<>(this.sessions.factory(opened::set)) {

			@Override
			protected void doClose() {
				opened.get().getTransaction().rollback();
				super.doClose();
			}

		};
		reader.setQueryString(this.query);
		reader.setSaveState(false);
		if (!this.hints.isEmpty()) {
			reader.setHintValues(this.hints);
		}
		return reader;
	}

	private ItemStreamReader<Object> statelessCursor() {
		return StatelessSessionItemReader.builder()
			.name("reader")
			.entityManagerFactory(this.sessions.factory())
			.queryString(this.query.replace("e.serial < " + Copies.FIRST_SERIAL, "e.serial < :first"))
			.parameterValues(Map.of("first", Copies.FIRST_SERIAL))
			.hintValues(this.hints)
			.fetchSize(this.oracleCase.pageSize() - 1)
			.saveState(false)
			.build();
	}

	private ItemStreamReader<Object> paging(boolean transacted) {
		return new JpaPagingItemReaderBuilder<>().name("reader")
			.entityManagerFactory(this.sessions.factory())
			.queryString(this.query)
			.hintValues(this.hints)
			.pageSize(this.oracleCase.pageSize())
			.transacted(transacted)
			.saveState(false)
			.build();
	}

	private StatelessSession stateless(ExecutionContext context) {
		return this.sessions.openStateless();
	}

	private List<Object> page(PageReader reader) {
		return switch (this.oracleCase.reader()) {
			case STEP -> reader.query(this.sessions.step());
			case STEP_READ_ONLY -> {
				this.sessions.step().setDefaultReadOnly(true);
				yield reader.query(this.sessions.step());
			}
			case STEP_FILTERED -> {
				this.sessions.step().enableFilter("paid");
				yield reader.query(this.sessions.step());
			}
			case STEP_REFERENCES -> references(reader, this.sessions.step());
			case STEP_IDS -> this.sessions
				.callUncounted((session) -> reader.query(session).stream().map(session::getIdentifier).toList());
			case STEP_NEW -> this.sessions
				.callUncounted((session) -> this.copies.copies(reader.query(session), this.sessions.step()));
			case CLOSED -> this.sessions.callAndClose((session) -> initialised(reader.query(session)));
			case CLEARED -> {
				Session session = this.sessions.open();
				List<Object> items = initialised(reader.query(session));
				session.clear();
				yield items;
			}
			case CLOSED_REFERENCES -> this.sessions.callAndClose((session) -> initialised(references(reader, session)));
			default -> throw new IllegalStateException();
		};
	}

	/** What the processor works with: the entity of an id. */
	Object item(Object read) {
		return (this.oracleCase.reader() == ReaderKind.STEP_IDS)
				? this.sessions.step().find(this.oracleCase.itemType(), read) : read;
	}

	private List<Object> initialised(List<Object> items) {
		this.initializer.accept(items);
		return items;
	}

	private List<Object> references(PageReader reader, Session target) {
		return this.sessions.callUncounted((
				session) -> reader.query(session).stream().map((item) -> this.copies.reference(item, target)).toList());
	}

	/** The same items in a fresh session. */
	Object fresh(Object item, Session session) {
		if (this.oracleCase.reader() == ReaderKind.STEP_NEW) {
			return null;
		}
		return this.copies.find(item, session);
	}

}
