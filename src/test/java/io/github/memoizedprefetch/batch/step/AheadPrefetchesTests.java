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
package io.github.memoizedprefetch.batch.step;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.context.support.SimpleThreadScope;

import static org.assertj.core.api.Assertions.assertThat;

/** Beans are proxies of the public interface: what is behind them is found. */
class AheadPrefetchesTests {

	@AutoClose
	private final Database database = Database.open();

	private MemoizedPrefetch prefetch() {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory()).itemsAreIdsOf(Book.class).build();
	}

	@Test
	void should_find_what_is_behind_a_scoped_bean() {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.getBeanFactory().registerScope("late", new SimpleThreadScope());
			RootBeanDefinition definition = new RootBeanDefinition(MemoizedPrefetch.class, "late", this::prefetch);
			BeanDefinitionHolder proxy = ScopedProxyUtils
				.createScopedProxy(new BeanDefinitionHolder(definition, "prefetch"), context, false);
			context.registerBeanDefinition("prefetch", proxy.getBeanDefinition());
			context.refresh();
			MemoizedPrefetch bean = context.getBean("prefetch", MemoizedPrefetch.class);
			assertThat(AopUtils.isJdkDynamicProxy(bean)).isTrue();
			assertThat(AheadPrefetches.of(bean).hasKeys()).isTrue();
			assertThat(AheadPrefetches.of(bean).hasLookups()).isFalse();
		}
	}

	@Test
	void should_find_what_is_behind_several_proxies() {
		MemoizedPrefetch advised = ProxyFactory.getProxy(MemoizedPrefetch.class,
				new ProxyFactory(prefetch()).getTargetSource());
		assertThat(AheadPrefetches.of(advised).hasKeys()).isTrue();
		assertThat(AheadPrefetches.of((MemoizedPrefetch) new ProxyFactory(advised).getProxy()).hasKeys()).isTrue();
	}

}
