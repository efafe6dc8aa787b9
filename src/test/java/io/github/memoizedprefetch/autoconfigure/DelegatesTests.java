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

import io.github.memoizedprefetch.autoconfigure.step.Delegates;
import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.FlatFileItemWriter;
import org.springframework.batch.infrastructure.item.file.MultiResourceItemReader;
import org.springframework.batch.infrastructure.item.file.MultiResourceItemWriter;
import org.springframework.batch.infrastructure.item.file.mapping.PassThroughLineMapper;
import org.springframework.batch.infrastructure.item.file.transform.PassThroughLineAggregator;

import static org.assertj.core.api.Assertions.assertThat;

class DelegatesTests {

	@Test
	void should_find_those_of_several_resources() {
		FlatFileItemReader<String> reader = new FlatFileItemReader<>(new PassThroughLineMapper());
		FlatFileItemWriter<String> writer = new FlatFileItemWriter<>(new PassThroughLineAggregator<>());
		assertThat(Delegates.of(new MultiResourceItemReader<>(reader))).containsExactly(reader);
		assertThat(Delegates.of(new MultiResourceItemWriter<>(writer))).containsExactly(writer);
	}

}
