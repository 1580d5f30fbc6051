// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.rule;

import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.List;

/** What a caller is told beside the answer. Confined to one call. */
@RequestScoped
public class Warnings {

    private static final int MOST = 10;

    private final List<Finding> findings = new ArrayList<>();

    /** Adds some; what is beyond {@value #MOST} is left out. Those of an earlier attempt are forgotten. */
    public void are(List<Finding> found) {
        findings.clear();
        findings.addAll(found.subList(0, Math.min(MOST, found.size())));
    }

    /** All of them. */
    public List<Finding> all() {
        return List.copyOf(findings);
    }
}
