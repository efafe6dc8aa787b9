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

import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * The broker: an ActiveMQ Artemis that keeps its queues in memory. It takes nobody but
 * the processes of one run: their user and password are made up for each run, and handed
 * on in the environment, which unlike arguments other users of the machine do not see.
 * <p>
 * That is enough on one machine. A real broker needs TLS, on the acceptor and in the URL
 * of the clients ({@code sslEnabled=true} with key and trust store), users and passwords
 * out of a secret store, queues that are there before and persistent, and roles that
 * allow no more than is done: the manager sends requests and receives replies, a worker
 * the other way round, and neither creates or deletes queues.
 */
public final class BrokerProcess {

	/** Where the name of the user is in the environment. */
	public static final String USER = "SAMPLE_BROKER_USER";

	/** Where the password is in the environment. */
	public static final String PASSWORD = "SAMPLE_BROKER_PASSWORD";

	private static final String ACCEPTOR = "jms";

	private static final String ROLE = "sample";

	private BrokerProcess() {
	}

	public static void main(String[] args) throws Exception {
		EmbeddedActiveMQ broker = new EmbeddedActiveMQ()
			.setConfiguration(new ConfigurationImpl().addAcceptorConfiguration(ACCEPTOR, "tcp://localhost:0")
				.setPersistenceEnabled(false)
				.setSecurityEnabled(true)
				.putSecurityRoles("#", Set.of(everything()))
				.setJMXManagementEnabled(false))
			.setSecurityManager(
					new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users(System.getenv())));
		broker.start();
		int port = broker.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR).getActualPort();
		Commands.serve("tcp://localhost:" + port, (command) -> "");
	}

	private static SecurityConfiguration users(Map<String, String> environment) {
		String user = Objects.requireNonNull(environment.get(USER), USER);
		SecurityConfiguration users = new SecurityConfiguration();
		users.addUser(user, Objects.requireNonNull(environment.get(PASSWORD), PASSWORD));
		users.addRole(user, ROLE);
		return users;
	}

	/** Send, consume, create and delete queues; but not manage the broker. */
	private static Role everything() {
		return new Role(ROLE, true, true, true, true, true, true, false, true, true, true, false, false);
	}

}
