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
package io.github.memoizedprefetch.samples.bookshop.console;

import java.io.PrintStream;

import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * Shows a bar as whole lines, for files and pipes, where it cannot grow.
 */
final class ProgressLines implements ProgressBarConsumer {

	private final PrintStream out;

	private final int width;

	private String last = "";

	ProgressLines(PrintStream out, int width) {
		this.out = out;
		this.width = width;
	}

	@Override
	public int getMaxRenderedLength() {
		return this.width;
	}

	@Override
	public void accept(String line) {
		if (!line.equals(this.last)) {
			this.out.println(line);
			this.last = line;
		}
	}

	@Override
	public void close() {
		this.out.flush();
	}

}
