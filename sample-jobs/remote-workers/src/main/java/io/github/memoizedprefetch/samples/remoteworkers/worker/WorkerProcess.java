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
package io.github.memoizedprefetch.samples.remoteworkers.worker;

import io.github.memoizedprefetch.samples.remoteworkers.job.Infrastructure;
import io.github.memoizedprefetch.samples.remoteworkers.process.Commands;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/**
 * A worker. Waits for partitions and chunks; its commands are for the demonstration:
 * {@code figures}, {@code hold N}, {@code await-held}.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ Infrastructure.class, PartitionConfiguration.class, ChunkConfiguration.class, PrefetchConfiguration.class })
public class WorkerProcess {

	public static void main(String[] args) {
		WorkerMeter meter = new SpringApplicationBuilder(WorkerProcess.class).profiles("worker")
			.run(args)
			.getBean(WorkerMeter.class);
		Commands.serve("ready", (command) -> obey(command, meter));
	}

	private static String obey(String command, WorkerMeter meter) throws InterruptedException {
		switch (command) {
			case "figures":
				return meter.figures().toLine();
			case "await-held":
				meter.awaitHeld();
				return "held";
			default:
				meter.hold(Integer.parseInt(command.substring("hold ".length())));
				return "armed";
		}
	}

}
