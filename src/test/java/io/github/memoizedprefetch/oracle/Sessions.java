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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;

/**
 * All sessions of one run, also those that readers open.
 */
final class Sessions implements AutoCloseable {

	private final SessionFactoryImplementor hibernate;

	private final Settings settings;

	private final EntityManagerFactory factory;

	private final List<Session> opened = new ArrayList<>();

	private final List<StatelessSession> stateless = new ArrayList<>();

	Sessions(SessionFactoryImplementor hibernate) {
		this(hibernate, Settings.NONE);
	}

	Sessions(SessionFactoryImplementor hibernate, Settings settings) {
		this.settings = settings;
		this.hibernate = hibernate;
		this.factory = proxy(this::remember);
	}

	private EntityManagerFactory proxy(UnaryOperator<Object> results) {
		return (EntityManagerFactory) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { EntityManagerFactory.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "equals" -> proxy == arguments[0];
					case "hashCode" -> System.identityHashCode(proxy);
					default -> results.apply(invoke(method, arguments));
				});
	}

	private Object invoke(Method method, Object[] arguments) throws Throwable {
		if (method.getName().equals("createEntityManager")) {
			return this.settings.open(this.hibernate);
		}
		try {
			return method.invoke(this.hibernate, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	private Object remember(Object result) {
		if (result instanceof Session session) {
			this.opened.add(session);
		}
		return result;
	}

	/** A factory whose entity managers are known here. */
	EntityManagerFactory factory() {
		return this.factory;
	}

	/** The same, whose entity managers come with a transaction. */
	EntityManagerFactory factory(Consumer<Session> opened) {
		return proxy((result) -> {
			if (result instanceof Session session) {
				session.beginTransaction();
				opened.accept(session);
			}
			return remember(result);
		});
	}

	/** The session of the step's transaction. */
	Session step() {
		EntityManager entityManager = EntityManagerFactoryUtils.getTransactionalEntityManager(this.factory);
		return (Session) entityManager;
	}

	/** A session that stays open until the run ends. */
	Session open() {
		return (Session) remember(this.settings.open(this.hibernate));
	}

	StatelessSession openStateless() {
		StatelessSession session = this.hibernate.openStatelessSession();
		this.stateless.add(session);
		return session;
	}

	/** The open session that holds the entity; null if it is detached. */
	Session of(Object entity) {
		return this.opened.stream()
			.filter((session) -> session.isOpen() && session.contains(entity))
			.findFirst()
			.orElse(null);
	}

	<R> R callAndClose(Function<Session, R> work) {
		try (Session session = this.settings.open(this.hibernate)) {
			return work.apply(session);
		}
	}

	/** For what goes on outside: statements do not count. */
	Session openUncounted() {
		return (Session) remember(
				this.hibernate.withOptions().statementInspector(UnaryOperator.identity()).openSession());
	}

	/** Look from outside: statements do not count. */
	<R> R callUncounted(Function<Session, R> work) {
		try (Session session = this.hibernate.withOptions()
			.statementInspector(UnaryOperator.identity())
			.openSession()) {
			return work.apply(session);
		}
	}

	private static boolean isInUse(Session session) {
		return ((SessionImplementor) session).isOpenOrWaitingForAutoClose();
	}

	/** A reader that has failed closes its session within a transaction. */
	private static void end(Session session) {
		SessionImplementor implementor = (SessionImplementor) session;
		if (implementor.isTransactionInProgress()) {
			implementor.accessTransaction().rollback();
		}
		if (session.isOpen()) {
			session.close();
		}
	}

	@Override
	public void close() {
		this.opened.stream().filter(Sessions::isInUse).forEach(Sessions::end);
		this.stateless.stream().filter(StatelessSession::isOpen).forEach(StatelessSession::close);
	}

}
