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

import io.github.memoizedprefetch.support.Database;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A step whose processor has the annotation.
 */
@Configuration(proxyBeanMethods = false)
class AnnotatedStep {

	@Bean
	CreditsProcessor processor() {
		return new CreditsProcessor();
	}

	@Bean
	Step reviews(Database database, JobRepository jobRepository, CreditsProcessor processor) {
		return BookshopConfiguration.chunkOriented(database, jobRepository, processor).build();
	}

}
