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
package io.github.memoizedprefetch.hibernate.attaching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that Spring has bound to the thread: those of a step's transaction. Spring
 * is not needed.
 */
public final class StepSessions {

	private static final @Nullable Method RESOURCES = find(
			"org.springframework.transaction.support.TransactionSynchronizationManager", "getResourceMap");

	/** What a repository calls, for each item too. */
	private static final @Nullable MethodHandle OBTAIN = handle(
			find("org.springframework.orm.jpa.EntityManagerFactoryUtils", "getTransactionalEntityManager",
					EntityManagerFactory.class));

	private static final @Nullable Method ENTITY_MANAGER = find("org.springframework.orm.jpa.EntityManagerHolder",
			"getEntityManager");

	/** The one that the thread's caller has named last. */
	private static final ThreadLocal<@Nullable WeakReference<SessionImplementor>> NAMED = new ThreadLocal<>();

	/** Whether it comes before those that Spring has bound. */
	private static final ThreadLocal<Boolean> FIRST = ThreadLocal.withInitial(() -> false);

	private StepSessions() {
	}

	/**
	 * Take a session for the thread's, before any of Spring's while some work is done,
	 * and after them as long as its transaction takes.
	 */
	public static void name(SessionImplementor session, Runnable work) {
		NAMED.set(new WeakReference<>(session));
		FIRST.set(true);
		try {
			work.run();
		}
		finally {
			FIRST.remove();
		}
	}

	private static @Nullable SessionImplementor named() {
		WeakReference<SessionImplementor> named = NAMED.get();
		SessionImplementor session = (named != null) ? named.get() : null;
		if (named != null && (session == null || !session.isOpen() || !session.isTransactionInProgress())) {
			NAMED.remove();
			return null;
		}
		return session;
	}

	private static @Nullable Method find(String type, String name, Class<?>... parameters) {
		try {
			return Class.forName(type, false, StepSessions.class.getClassLoader()).getMethod(name, parameters);
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			return null;
		}
	}

	private static @Nullable MethodHandle handle(@Nullable Method method) {
		try {
			return (method != null) ? MethodHandles.publicLookup()
				.unreflect(method)
				.asType(MethodType.methodType(Object.class, EntityManagerFactory.class)) : null;
		}
		catch (IllegalAccessException ex) {
			return null;
		}
	}

	/** The one whose transaction is in progress, if there is one. */
	public static @Nullable SessionImplementor inTransaction(SessionFactoryImplementor factory) {
		SessionImplementor named = named();
		if (named != null && named.getFactory() == factory && FIRST.get()) {
			return named;
		}
		return of(factory).stream().filter(SessionImplementor::isTransactionInProgress).findFirst().orElse(null);
	}

	/** They are bound by factories that are proxies of it. */
	static List<SessionImplementor> of(SessionFactoryImplementor factory) {
		List<SessionImplementor> sessions = new ArrayList<>();
		if (RESOURCES != null && ENTITY_MANAGER != null && invoke(RESOURCES, null) instanceof Map<?, ?> resources) {
			for (Object resource : resources.values()) {
				if (ENTITY_MANAGER.getDeclaringClass().isInstance(resource)
						&& invoke(ENTITY_MANAGER, resource) instanceof SessionImplementor session
						&& session.getFactory() == factory) {
					sessions.add(session);
				}
			}
		}
		return sessions;
	}

	/**
	 * The session that a repository would use now: that of the thread's transaction, of
	 * whatever kind, which is opened and bound if there is none yet.
	 * @param factory the factory that the repository has
	 * @return the session; null without a transaction of Spring's, or one that was named
	 */
	public static @Nullable SessionImplementor current(EntityManagerFactory factory) {
		return (obtain(factory) instanceof SessionImplementor session) ? session : named();
	}

	private static @Nullable Object obtain(EntityManagerFactory factory) {
		try {
			return (OBTAIN != null) ? session((Object) OBTAIN.invokeExact(factory)) : null;
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static @Nullable Object session(@Nullable Object value) {
		return (value instanceof EntityManager entityManager && !(value instanceof SessionImplementor))
				? entityManager.unwrap(SessionImplementor.class) : value;
	}

	/** Null if there is none. */
	private static @Nullable Object invoke(Method method, @Nullable Object target, Object... arguments) {
		try {
			return session(method.invoke(target, arguments));
		}
		catch (IllegalAccessException | InvocationTargetException | RuntimeException ex) {
			return null;
		}
	}

}
