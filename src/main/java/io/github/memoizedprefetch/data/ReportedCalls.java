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
package io.github.memoizedprefetch.data;

import java.lang.reflect.Method;
import java.util.Map;

import io.github.memoizedprefetch.hibernate.statements.RepositoryCall;
import io.github.memoizedprefetch.report.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.data.repository.core.RepositoryInformation;

/** Tells the step report which method of a repository a statement is issued for. */
final class ReportedCalls implements MethodInterceptor {

	private final Repository repository;

	ReportedCalls(RepositoryInformation information) {
		this.repository = new Repository(information, Map.of());
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Method method = invocation.getMethod();
		String name = this.repository.information().getRepositoryInterface().getSimpleName() + "." + method.getName();
		RepositoryCall call = new RepositoryCall(name, () -> advice(method));
		try {
			return invocation.proceed();
		}
		finally {
			call.end();
		}
	}

	private @Nullable Advice advice(Method called) {
		try {
			RepositoryMethod method = InvokedQueries.asking(this.repository, called);
			return (method != null) ? new Advice(InvokedQueries.lookup(this.repository, method), true) : null;
		}
		catch (IllegalArgumentException ex) {
			return new Advice(String.valueOf(ex.getMessage()), false);
		}
	}

}
