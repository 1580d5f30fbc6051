// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Opens the subject for a suite before its first test and closes it after its last; leaves out what it lacks. */
final class SuiteSubject implements ExecutionCondition, BeforeAllCallback, AfterAllCallback {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getParent()
                .flatMap(ExtensionContext::getTestInstance)
                .filter(Conformance.class::isInstance)
                .map(whole -> condition(context, (Conformance) whole))
                .orElse(ConditionEvaluationResult.enabled("is no suite"));
    }

    private static ConditionEvaluationResult condition(ExtensionContext suite, Conformance whole) {
        CoversInterface covers = suite.getRequiredTestClass().getAnnotation(CoversInterface.class);
        return covers != null && whole.lacking().contains(covers.value())
                ? ConditionEvaluationResult.disabled("the subject does not claim " + covers.value())
                : ConditionEvaluationResult.enabled("the subject claims it");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        suite(context).open(conformance(context));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        suite(context).close();
    }

    private static Contract suite(ExtensionContext context) {
        return (Contract) context.getRequiredTestInstance();
    }

    private static Conformance conformance(ExtensionContext context) {
        List<Object> around = context.getRequiredTestInstances().getEnclosingInstances();
        return around.stream()
                .filter(Conformance.class::isInstance)
                .map(Conformance.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        context.getRequiredTestClass() + " is no nested class of a Conformance"));
    }
}
