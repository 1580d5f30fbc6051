// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import io.quarkus.test.junit.QuarkusTestProfile;

/** A registry for one test alone, with nothing in it before and nothing left behind. */
public class Alone implements QuarkusTestProfile {}
