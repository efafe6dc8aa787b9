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
package io.github.memoizedprefetch.faults;

import io.github.memoizedprefetch.MemoizedPrefetch;
import org.springframework.batch.core.BatchStatus;

/**
 * Runs a {@link ReportJob}, or goes on with it, in a JVM of its own. Prints a line for
 * each item that it reads.
 */
final class ReportProcess {

	private ReportProcess() {
	}

	/**
	 * @param args the database, the name of the run, and the kind of step
	 */
	public static void main(String[] args) throws Exception {
		BatchStatus status;
		try (FaultDatabase database = new FaultDatabase(args[0], false)) {
			MemoizedPrefetch prefetch = ReportJob.prefetch(database);
			ReportJob job = new ReportJob(database, prefetch).tasklet(args[2].equals("tasklet"))
				.afterRead((review) -> System.out.println("read " + review.getId()));
			status = job.run(args[1]).getStatus();
		}
		System.exit((status == BatchStatus.COMPLETED) ? 0 : 1);
	}

}
