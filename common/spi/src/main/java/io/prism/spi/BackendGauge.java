// SPDX-License-Identifier: Apache-2.0
package io.prism.spi;

import java.util.function.DoubleSupplier;

/**
 * Something of a backend that can be measured at any time, such as how many connections it has open.
 *
 * @param name what its series are called behind {@code prism.backend.}, in words with dots between; fixed in code
 * @param description what it says, as a few words
 * @param value measures it; asked by any thread, and does not block
 */
public record BackendGauge(String name, String description, DoubleSupplier value) {}
