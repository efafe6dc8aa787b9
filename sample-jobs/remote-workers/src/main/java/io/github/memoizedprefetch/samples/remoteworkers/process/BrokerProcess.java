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
package io.github.memoizedprefetch.samples.remoteworkers.process;

import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * The broker: an ActiveMQ Artemis that keeps its queues in memory.
 */
public final class BrokerProcess {

	private static final String ACCEPTOR = "jms";

	private BrokerProcess() {
	}

	public static void main(String[] args) throws Exception {
		EmbeddedActiveMQ broker = new EmbeddedActiveMQ()
			.setConfiguration(new ConfigurationImpl().addAcceptorConfiguration(ACCEPTOR, "tcp://localhost:0")
				.setPersistenceEnabled(false)
				.setSecurityEnabled(false)
				.setJMXManagementEnabled(false));
		broker.start();
		int port = broker.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR).getActualPort();
		Commands.serve("tcp://localhost:" + port, (command) -> "");
	}

}
