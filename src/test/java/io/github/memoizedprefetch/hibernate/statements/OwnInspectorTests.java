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
package io.github.memoizedprefetch.hibernate.statements;

import io.github.memoizedprefetch.support.StatementCounter;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The inspector of an application stays. */
class OwnInspectorTests {

	/** Has a constructor that Hibernate can call. */
	public static class Commenting implements StatementInspector {

		@Override
		public String inspect(String sql) {
			return "/* own */ " + sql;
		}

	}

	@Test
	void should_ask_the_own_inspector_however_it_is_given() {
		assertThat(inspect(new Commenting())).isEqualTo("/* own */ select 1");
		assertThat(inspect(Commenting.class)).isEqualTo("/* own */ select 1");
		assertThat(inspect(Commenting.class.getName())).isEqualTo("/* own */ select 1");
		assertThat(inspect(null)).isEqualTo("select 1");
	}

	private static String inspect(Object own) {
		return ((StatementInspector) OwnInspector.around(own)).inspect("select 1");
	}

	@Test
	void should_leave_one_that_reports() {
		Object reporting = OwnInspector.around(new StatementCounter());
		assertThat(OwnInspector.around(reporting)).isSameAs(reporting);
	}

	@Test
	void should_say_what_is_no_inspector() {
		assertThatIllegalArgumentException().isThrownBy(() -> OwnInspector.around("com.acme.None"))
			.withMessage("hibernate.session_factory.statement_inspector is no StatementInspector: com.acme.None");
	}

}
