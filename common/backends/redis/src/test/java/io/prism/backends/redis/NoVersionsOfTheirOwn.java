// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips, where everybody can see it, what plain strings cannot do: a write of the value that is there already has no
 * version of its own. It says so in the guide, and is why such a backend claims neither comparisons nor transactions.
 */
final class NoVersionsOfTheirOwn implements ExecutionCondition {

    private static final Set<String> TESTS = Set.of(
            "KeyValueBasicContract.doesNothingBeforeItIsSubscribedTo",
            "KeyValueBasicContract.givesEveryWriteAVersionOfItsOwn",
            "KeyValueBatchContract.doesNothingBeforeItIsSubscribedTo",
            "KeyValueTtlContract.givesAVersionOfItsOwnToEveryWrite",
            "KeyValueCounterContract.givesEveryIncrementAVersionOfItsOwn",
            "KeyValuePagingContract.showsValueAndVersionOfOneWriteTogether");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean needsVersions = context.getTestMethod()
                .map(test -> test.getDeclaringClass().getSimpleName() + "." + test.getName())
                .filter(TESTS::contains)
                .isPresent();
        return needsVersions
                ? ConditionEvaluationResult.disabled("a plain string has no version but its value")
                : ConditionEvaluationResult.enabled("needs no versions");
    }
}
