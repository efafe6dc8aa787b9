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
package io.github.memoizedprefetch.samples.bookshop.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.zip.GZIPInputStream;

import org.springframework.batch.infrastructure.item.file.BufferedReaderFactory;
import org.springframework.batch.infrastructure.item.file.NonTransientFlatFileException;
import org.springframework.core.io.Resource;

/**
 * Opens a file, through gzip if its name says so.
 */
final class PlainOrGzip implements BufferedReaderFactory {

	@Override
	public BufferedReader create(Resource resource, String encoding) throws IOException {
		InputStream file = resource.getInputStream();
		try {
			InputStream text = resource.getFilename().endsWith(".gz") ? new GZIPInputStream(file, 1 << 16) : file;
			// unlike a charset, a decoder does not replace malformed input in silence
			return new BufferedReader(new InputStreamReader(text, Charset.forName(encoding).newDecoder()));
		}
		catch (IOException ex) {
			file.close();
			throw new NonTransientFlatFileException("Unable to open " + resource, ex);
		}
	}

}
