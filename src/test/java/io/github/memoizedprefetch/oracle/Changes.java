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

import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.events.ChangeEvents;
import io.github.memoizedprefetch.oracle.model.Callbacks.Motto;
import io.github.memoizedprefetch.oracle.model.Callbacks.Slogan;
import org.hibernate.Interceptor;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostLoadEvent;
import org.hibernate.event.spi.PreLoadEvent;
import org.hibernate.type.Type;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * Listeners and an interceptor that change what is loaded, as applications have them.
 */
final class Changes implements Interceptor {

	static void listen(SessionFactoryImplementor factory) {
		EventListenerRegistry registry = factory.getEventListenerRegistry();
		registry.appendListeners(EventType.PRE_LOAD, Changes::beforeLoad);
		registry.appendListeners(EventType.POST_LOAD, Changes::afterLoad);
	}

	/**
	 * Make the library listen for nobody. Prefetches of earlier cases, which are not
	 * collected yet, would have it note what this case's prefetch has to ask for.
	 */
	static void forgetListeners(SessionFactoryImplementor factory) {
		Object listeners = ReflectionTestUtils.getField(ChangeEvents.of(factory), "listeners");
		((Set<?>) ReflectionTestUtils.getField(listeners, "all")).clear();
		((Map<?, ?>) ReflectionTestUtils.getField(listeners, "byTable")).clear();
	}

	private static void beforeLoad(PreLoadEvent event) {
		if (event.getEntity() instanceof Motto) {
			change(event.getState(), event.getPersister().getPropertyNames(), "before");
		}
	}

	private static void afterLoad(PostLoadEvent event) {
		if (event.getEntity() instanceof Motto motto) {
			motto.text = motto.text + "!";
		}
	}

	@Override
	public boolean onLoad(Object entity, Object id, Object[] state, String[] propertyNames, Type[] types) {
		if (entity instanceof Slogan) {
			change(state, propertyNames, "text");
			return true;
		}
		return false;
	}

	private static void change(Object[] state, String[] names, String name) {
		int index = Arrays.asList(names).indexOf(name);
		state[index] = state[index] + "?";
	}

}
