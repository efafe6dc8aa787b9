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
package io.github.memoizedprefetch.batch;

import java.util.Objects;

import io.github.memoizedprefetch.MemoizedLookup;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.util.Assert;

/**
 * Makes a {@link MemoizedLookup} from bean properties, for XML: of entities by an
 * attribute, or by a method of a repository that takes several keys.
 * <p>
 * Not thread-safe itself, unlike the lookup it makes.
 */
public class MemoizedLookupFactoryBean implements FactoryBean<MemoizedLookup<?, ?>>, InitializingBean {

	private @Nullable Class<?> entity;

	private @Nullable Object repository;

	private @Nullable String method;

	private @Nullable String key;

	private Class<?> keyType = Object.class;

	private @Nullable String value;

	private boolean many;

	private @Nullable Object otherwise;

	private @Nullable MemoizedLookup<?, ?> lookup;

	/**
	 * The entities' class, if they are found by an attribute, the {@link #setKey key}.
	 * @param entity the class
	 */
	public void setEntity(@Nullable Class<?> entity) {
		this.entity = entity;
	}

	/**
	 * A bean that has the {@link #setMethod method} that loads, in place of an entity.
	 * @param repository the bean
	 */
	public void setRepository(@Nullable Object repository) {
		this.repository = repository;
	}

	/**
	 * The method of the repository. It takes a list of keys, and returns their rows.
	 * @param method its name, as {@code findBySkuIn}
	 */
	public void setMethod(@Nullable String method) {
		this.method = method;
	}

	/**
	 * The attribute of the entity, or the property of a row, that is the key. Required.
	 * @param key its name
	 */
	public void setKey(@Nullable String key) {
		this.key = key;
	}

	/**
	 * The class of the keys. Required if {@link #setKey key} names several attributes, as
	 * {@code depot, number=parcelNumber}: a record of theirs.
	 * @param keyType the class; any by default
	 */
	public void setKeyType(Class<?> keyType) {
		this.keyType = keyType;
	}

	/**
	 * The property of a row that is wanted. By default it is the row.
	 * @param value its name
	 */
	public void setValue(@Nullable String value) {
		this.value = value;
	}

	/**
	 * Whether there may be many values for a key. False by default.
	 * @param many whether there may be
	 */
	public void setMany(boolean many) {
		this.many = many;
	}

	/**
	 * What {@link MemoizedLookup#get} returns for keys without a value. By default it
	 * fails.
	 * @param otherwise the value
	 */
	public void setOrElse(@Nullable Object otherwise) {
		this.otherwise = otherwise;
	}

	/**
	 * Make the lookup.
	 * @throws IllegalArgumentException if a property is missing, or one too many, or the
	 * repository has no such method
	 */
	@Override
	public void afterPropertiesSet() {
		Assert.isTrue((this.entity != null) != (this.repository != null), "either entity or repository is required");
		Assert.notNull(this.key, "key is required");
		MemoizedLookup<Object, Object> made = (this.entity != null) ? ofEntity(this.entity, this.key)
				: ofRepository(Objects.requireNonNull(this.repository), this.key);
		this.lookup = (this.otherwise != null) ? made.orElse(this.otherwise) : made;
	}

	@SuppressWarnings("unchecked")
	private MemoizedLookup<Object, Object> ofEntity(Class<?> type, String attribute) {
		Assert.isTrue(this.method == null && this.value == null, "method and value are for a repository");
		Class<Object> entityClass = (Class<Object>) type;
		Class<Object> keys = (Class<Object>) this.keyType;
		return this.many ? MemoizedLookup.many(entityClass, attribute, keys)
				: MemoizedLookup.one(entityClass, attribute, keys);
	}

	private MemoizedLookup<Object, Object> ofRepository(Object bean, String property) {
		Assert.notNull(this.method, "method is required with a repository");
		RepositoryLoader loader = new RepositoryLoader(bean, this.method);
		if (this.value != null) {
			Assert.isTrue(!this.many, "many rows for a key have no single value; leave out many or value");
			return MemoizedLookup.values(loader, loader.key(property), loader.property(this.value));
		}
		return this.many ? MemoizedLookup.many(loader, loader.key(property))
				: MemoizedLookup.one(loader, loader.key(property));
	}

	/**
	 * The lookup.
	 * @return the lookup, the same for each call; null before {@link #afterPropertiesSet}
	 */
	@Override
	public @Nullable MemoizedLookup<?, ?> getObject() {
		return this.lookup;
	}

	@Override
	public Class<?> getObjectType() {
		return MemoizedLookup.class;
	}

}
