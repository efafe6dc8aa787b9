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

package io.github.memoizedprefetch.hibernate.lazyload;

/**
 * Is told of lazy loads.
 */
public interface LazyLoadListener {

	/**
	 * A proxy or lazy collection is about to be initialised by a statement. An exception
	 * leaves it uninitialised, and the session as it is. What a listener initialises
	 * takes no statement, and later listeners do not hear of it.
	 * @param session its session, to compare
	 * @param key its key, as {@code Unloaded} knows it
	 */
	void onLazyLoad(Object session, Object key);

	/**
	 * An entity is about to be loaded by a statement because somebody asks for it by its
	 * id.
	 * @param entity its name
	 * @param id its id
	 */
	void onFind(String entity, Object id);

}
