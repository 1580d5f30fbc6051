// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names what a contract suite is about, for the {@link CoverageRecord}. */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CoversInterface {

    /** Id of the thin interface, such as {@code keyvalue_basic}, or of a rule that spans several. */
    String value();
}
