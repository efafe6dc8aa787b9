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
package io.github.memoizedprefetch.autoconfigure;

import jakarta.persistence.Entity;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;

/**
 * Keeps the getters and record accessors of items that are no entities, which paths start
 * at, in a native image. Those of entities Spring keeps itself.
 */
class ItemTypeAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
		AnnotatedBeans annotated = new AnnotatedBeans(bean.getBeanFactory());
		MemoizedPrefetchPaths paths = annotated.findDeclared(bean.getBeanName(), bean.getBeanClass());
		Class<?> itemType = (paths != null) ? annotated.itemType(paths, bean.getBeanClass(), bean.getBeanName()) : null;
		if (itemType == null || itemType.isAnnotationPresent(Entity.class)) {
			return null;
		}
		return (generationContext, beanRegistrationCode) -> new BindingReflectionHintsRegistrar()
			.registerReflectionHints(generationContext.getRuntimeHints().reflection(), itemType);
	}

}
