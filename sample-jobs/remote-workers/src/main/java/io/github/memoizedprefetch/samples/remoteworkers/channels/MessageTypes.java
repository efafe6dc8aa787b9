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
package io.github.memoizedprefetch.samples.remoteworkers.channels;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import io.github.memoizedprefetch.samples.bookshop.model.Book;
import io.github.memoizedprefetch.samples.bookshop.model.Review;
import org.hibernate.proxy.AbstractSerializableProxy;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.pojo.bytebuddy.SerializableProxy;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.Entity;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameter;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.integration.chunk.ChunkRequest;
import org.springframework.batch.integration.chunk.ChunkResponse;
import org.springframework.batch.integration.partition.StepExecutionRequest;

/**
 * What requests and replies are made of, which Java serialises. Anything else in a
 * message is refused, because reading it could run code: classes are listed one by one,
 * no packages.
 */
final class MessageTypes {

	private static final List<Class<?>> BATCH = List.of(ChunkRequest.class, ChunkResponse.class,
			StepExecutionRequest.class, StepContribution.class, StepExecution.class, JobExecution.class,
			JobInstance.class, JobParameters.class, JobParameter.class, ExecutionContext.class, Chunk.class,
			ExitStatus.class, BatchStatus.class, Entity.class);

	private static final List<Class<?>> ITEMS = List.of(Review.class, Book.class, HibernateProxy.class,
			AbstractSerializableProxy.class, SerializableProxy.class);

	private static final List<Class<?>> JAVA = List.of(Object.class, String.class, Number.class, Long.class,
			Integer.class, Boolean.class, Enum.class, Class.class, LocalDateTime.class, ArrayList.class,
			LinkedList.class, HashSet.class, Map.Entry.class, ConcurrentHashMap.class, CopyOnWriteArrayList.class,
			AtomicLong.class, ReentrantLock.class, AbstractQueuedSynchronizer.class, AbstractOwnableSynchronizer.class);

	/** Classes that cannot be named otherwise. */
	private static final List<String> HIDDEN = List.of(Book.class.getName() + "$HibernateProxy", "java.time.Ser",
			"java.util.Collections.SynchronizedCollection", "java.util.Collections.SynchronizedList");

	private MessageTypes() {
	}

	/** Of a nested class the canonical name, as the broker's client wants it. */
	static List<String> names() {
		Stream<String> classes = Stream.of(BATCH, ITEMS, JAVA).flatMap(List::stream).map(Class::getCanonicalName);
		return Stream.concat(classes, HIDDEN.stream()).toList();
	}

}
