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
package io.github.memoizedprefetch.samples.remoteworkers.manager;

import io.github.memoizedprefetch.samples.remoteworkers.job.Infrastructure;
import io.github.memoizedprefetch.samples.remoteworkers.process.Commands;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/**
 * The manager. Its commands are {@code start JOB FILE}, and {@code restart} for the job
 * that was started last.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ Infrastructure.class, LocalJobConfiguration.class, RemoteJobConfiguration.class, ManagerJobs.class })
public class ManagerProcess {

	public static void main(String[] args) {
		ManagerJobs jobs = new SpringApplicationBuilder(ManagerProcess.class).profiles("manager")
			.run(args)
			.getBean(ManagerJobs.class);
		Commands.serve("ready", (command) -> {
			String[] words = command.split(" ", 3);
			return (words[0].equals("start") ? jobs.start(words[1], words[2]) : jobs.restart()).toLine();
		});
	}

}
