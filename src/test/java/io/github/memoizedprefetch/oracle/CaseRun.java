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

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One run of a case, without the library or with it.
 */
final class CaseRun {

	private final OracleCase oracleCase;

	private final OracleDatabase database;

	private final Attributes attributes;

	CaseRun(OracleCase oracleCase, OracleDatabase database, Attributes attributes) {
		this.oracleCase = oracleCase;
		this.database = database;
		this.attributes = attributes;
	}

	Outcome run(boolean prefetching) {
		Outcome outcome = new Outcome();
		this.database.statements().reset();
		try (Sessions sessions = new Sessions(this.attributes.factory());
				MemoizedPrefetch prefetch = prefetching ? prefetch() : null) {
			Readers readers = new Readers(this.oracleCase, sessions, this.attributes);
			ItemProcessor<Object, Object> processor = new OracleProcessor(this.oracleCase, this.attributes, readers,
					sessions, outcome, prefetching);
			JpaTransactionManager transactionManager = new JpaTransactionManager(sessions.factory());
			ItemWriter<Object> writer = new Writers(this.oracleCase, this.attributes, sessions,
					this.database.dataSource())
				.writer(prefetch);
			if (this.oracleCase.step() == StepKind.LOOP) {
				loop(readers.reader(), prefetch, processor, writer, new TransactionTemplate(transactionManager));
			}
			else {
				new StepRun(this.oracleCase, transactionManager).run(readers.reader(), prefetch, processor, writer);
			}
		}
		catch (Throwable ex) {
			outcome.fail(ex);
		}
		if (this.database.connectionsInUse() > 0) {
			throw new IllegalStateException("A connection was not given back", outcome.thrown);
		}
		outcome.statements = this.database.statements().statements();
		outcome.tables = this.database.tables().read();
		return outcome;
	}

	private MemoizedPrefetch prefetch() {
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(this.attributes.factory())
			.paths(this.oracleCase.configured().toArray(String[]::new))
			.cacheSize(this.oracleCase.cacheSize());
		if (this.oracleCase.wholeTable() != null) {
			builder.config(new MemoizedPrefetchConfig<>(this.oracleCase.wholeTable()).prefetchAll(true));
		}
		return builder.build();
	}

	private void loop(ItemStreamReader<Object> reader, MemoizedPrefetch prefetch,
			ItemProcessor<Object, Object> processor, ItemWriter<Object> writer, TransactionTemplate transaction)
			throws Exception {
		ExecutionContext context = new ExecutionContext();
		reader.open(context);
		try {
			boolean more = true;
			while (more) {
				more = Boolean.TRUE.equals(transaction.execute((status) -> chunk(reader, prefetch, processor, writer)));
				reader.update(context);
			}
		}
		finally {
			reader.close();
		}
	}

	private boolean chunk(ItemStreamReader<Object> reader, MemoizedPrefetch prefetch,
			ItemProcessor<Object, Object> processor, ItemWriter<Object> writer) {
		try {
			List<Object> items = new ArrayList<>();
			Object item = reader.read();
			while (item != null) {
				items.add(item);
				item = (items.size() < this.oracleCase.chunkSize()) ? reader.read() : null;
			}
			if (prefetch != null) {
				prefetch.processChunk(this.oracleCase.repeated() ? repeat(items) : items);
			}
			Chunk<Object> outputs = new Chunk<>();
			for (Object input : items) {
				outputs.add(processor.process(input));
			}
			if (!outputs.isEmpty()) {
				writer.write(outputs);
			}
			return items.size() == this.oracleCase.chunkSize();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The same instances again, and nulls between them. */
	private static List<Object> repeat(List<Object> items) {
		List<Object> repeated = new ArrayList<>(items);
		repeated.add(null);
		repeated.addAll(items);
		return repeated;
	}

}
