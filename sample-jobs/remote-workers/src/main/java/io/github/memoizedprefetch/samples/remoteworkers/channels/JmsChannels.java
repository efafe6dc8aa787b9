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

import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.jms.dsl.Jms;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * The only class that knows the broker. For another one, replace it and the broker's
 * dependencies: {@code Jms.outboundAdapter} and {@code Jms.messageDrivenChannelAdapter}
 * become {@code Amqp.outboundAdapter} and {@code Amqp.inboundAdapter}
 * (spring-integration-amqp, RabbitMQ), or {@code Kafka.outboundChannelAdapter} and
 * {@code Kafka.messageDrivenChannelAdapter} (spring-integration-kafka). The names of the
 * channels are all that manager and workers use.
 * <p>
 * One guarantee is needed: a chunk is acknowledged together with its reply, after it was
 * written, so that another worker gets it when one dies. Remote chunking cannot be
 * restarted after a lost chunk. Requests for partitions may get lost or come twice.
 */
@Configuration(proxyBeanMethods = false)
public class JmsChannels {

	private static final String PARTITION_REQUESTS = "partition.requests";

	private static final String CHUNK_REQUESTS = "chunk.requests";

	private static final String CHUNK_REPLIES = "chunk.replies";

	/** A worker takes one request at a time, and leaves the others to whoever is free. */
	private static ActiveMQConnectionFactory connect(Environment settings) {
		ActiveMQConnectionFactory connectionFactory = new ActiveMQConnectionFactory(
				settings.getRequiredProperty("sample.broker-url") + "?consumerWindowSize=0",
				settings.getRequiredProperty("sample.broker-user"),
				settings.getRequiredProperty("sample.broker-password"));
		connectionFactory.setDeserializationAllowList(String.join(",", MessageTypes.names()));
		return connectionFactory;
	}

	@Bean
	DirectChannel partitionRequests() {
		return new DirectChannel();
	}

	@Bean
	DirectChannel chunkRequests() {
		return new DirectChannel();
	}

	/**
	 * The manager's ends.
	 */
	@Configuration(proxyBeanMethods = false)
	@Profile("manager")
	static class ManagerEnds {

		@Bean
		ConnectionFactory connectionFactory(Environment settings) {
			return new CachingConnectionFactory(connect(settings));
		}

		@Bean
		IntegrationFlow partitionRequestsFlow(ConnectionFactory connectionFactory) {
			return IntegrationFlow.from("partitionRequests")
				.handle(Jms.outboundAdapter(connectionFactory).destination(PARTITION_REQUESTS))
				.get();
		}

		@Bean
		IntegrationFlow chunkRequestsFlow(ConnectionFactory connectionFactory) {
			return IntegrationFlow.from("chunkRequests")
				.handle(Jms.outboundAdapter(connectionFactory).destination(CHUNK_REQUESTS))
				.get();
		}

		@Bean
		QueueChannel chunkReplies() {
			return new QueueChannel();
		}

		@Bean
		IntegrationFlow chunkRepliesFlow(ConnectionFactory connectionFactory) {
			return IntegrationFlow.from(Jms.messageDrivenChannelAdapter(connectionFactory).destination(CHUNK_REPLIES))
				.channel("chunkReplies")
				.get();
		}

	}

	/**
	 * A worker's ends.
	 */
	@Configuration(proxyBeanMethods = false)
	@Profile("worker")
	static class WorkerEnds {

		@Bean
		ConnectionFactory connectionFactory(Environment settings) {
			return connect(settings);
		}

		@Bean
		IntegrationFlow partitionRequestsFlow(ConnectionFactory connectionFactory) {
			return IntegrationFlow
				.from(Jms.messageDrivenChannelAdapter(connectionFactory).destination(PARTITION_REQUESTS))
				.channel("partitionRequests")
				.get();
		}

		@Bean
		IntegrationFlow chunkRequestsFlow(ConnectionFactory connectionFactory) {
			return IntegrationFlow
				.from(Jms.messageDrivenChannelAdapter(connectionFactory)
					.configureListenerContainer((container) -> container.sessionTransacted(true))
					.destination(CHUNK_REQUESTS))
				.channel("chunkRequests")
				.get();
		}

		@Bean
		DirectChannel chunkReplies() {
			return new DirectChannel();
		}

		/** Sends in the session that has received the request. */
		@Bean
		IntegrationFlow chunkRepliesFlow(ConnectionFactory connectionFactory) {
			return IntegrationFlow.from("chunkReplies")
				.handle(Jms.outboundAdapter(connectionFactory).destination(CHUNK_REPLIES))
				.get();
		}

	}

}
