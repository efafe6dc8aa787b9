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
package io.github.memoizedprefetch.support;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.memoizedprefetch.MemoizedPrefetch;
import org.slf4j.LoggerFactory;

/**
 * Takes what the library logs, until it is closed.
 */
public final class LogCapture implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger(MemoizedPrefetch.class);

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	public LogCapture() {
		this.appender.start();
		this.logger.addAppender(this.appender);
		this.logger.setAdditive(false);
	}

	/**
	 * The texts of the warnings so far, in order.
	 */
	public List<String> warnings() {
		return List.copyOf(this.appender.list)
			.stream()
			.filter((event) -> event.getLevel() == Level.WARN)
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	/** What the library says during the work, from INFO on, in order. */
	public static List<String> messages(Runnable work) {
		try (LogCapture log = new LogCapture()) {
			log.logger.setLevel(Level.INFO);
			try {
				work.run();
			}
			finally {
				log.logger.setLevel(null);
			}
			return log.appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
		}
	}

	@Override
	public void close() {
		this.logger.setAdditive(true);
		this.logger.detachAppender(this.appender);
	}

}
