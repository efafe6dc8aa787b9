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

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs tests as production runs: without assertions, Hibernate's own among them. All
 * classes are loaded anew for it, so that tests' methods take what the JDK has, and use
 * no callbacks.
 */
public final class WithoutAssertions implements InvocationInterceptor {

	@Override
	public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> test,
			ExtensionContext context) throws Throwable {
		intercept(invocation, test);
	}

	@Override
	public void interceptTestTemplateMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> test,
			ExtensionContext context) throws Throwable {
		intercept(invocation, test);
	}

	private static void intercept(Invocation<Void> invocation, ReflectiveInvocationContext<Method> test)
			throws Throwable {
		if (!test.getTargetClass().desiredAssertionStatus()) {
			invocation.proceed();
			return;
		}
		invocation.skip();
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try {
			thread.setContextClassLoader(Silent.LOADER);
			run(Silent.LOADER.loadClass(test.getTargetClass().getName()), test);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private static void run(Class<?> type, ReflectiveInvocationContext<Method> test)
			throws ReflectiveOperationException {
		Constructor<?> constructor = type.getDeclaredConstructor();
		constructor.setAccessible(true);
		Method method = type.getDeclaredMethod(test.getExecutable().getName(),
				test.getExecutable().getParameterTypes());
		method.setAccessible(true);
		method.invoke(constructor.newInstance(), test.getArguments().toArray());
	}

	/** One for all such tests: loading all of Hibernate takes seconds. */
	private static final class Silent {

		static final ClassLoader LOADER = open();

		private static ClassLoader open() {
			URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
				.map(Silent::url)
				.toArray(URL[]::new);
			ClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
			loader.clearAssertionStatus();
			return loader;
		}

		private static URL url(String path) {
			try {
				return new File(path).toURI().toURL();
			}
			catch (MalformedURLException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
