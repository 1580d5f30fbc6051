// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observed;

import io.prism.testkit.metrics.PromQl;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is in {@code deploy/grafana}. */
final class GrafanaFiles {

    private static final Pattern ASKED = Pattern.compile("label_values\\((.*), \\w+\\)");
    private static final Pattern RULE = Pattern.compile("(?m)^ {8}expr: (?:\\|\\n((?: {10}.*\\n)+)|(.+)\\n)");

    private GrafanaFiles() {}

    /** The folder. */
    static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        for (Path above = here; above != null; above = above.getParent()) {
            Path folder = above.resolve("deploy/grafana");
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        throw new IllegalStateException("no deploy/grafana above " + here);
    }

    /** Every expression of the dashboard: of its panels and of its variables. */
    static List<String> dashboard() throws IOException {
        JsonObject dashboard = new JsonObject(Files.readString(folder().resolve("prism.json")));
        List<String> expressions = new ArrayList<>();
        for (Object panel : dashboard.getJsonArray("panels")) {
            for (Object target : ((JsonObject) panel).getJsonArray("targets", new JsonArray())) {
                expressions.add(((JsonObject) target).getString("expr"));
            }
        }
        for (Object variable : dashboard.getJsonObject("templating").getJsonArray("list")) {
            Matcher asked = ASKED.matcher(((JsonObject) variable).getString("definition", ""));
            if (asked.matches()) {
                expressions.add(asked.group(1));
            }
        }
        return expressions;
    }

    /** Every expression of the alert rules. */
    static List<String> alerts() throws IOException {
        Matcher rules = RULE.matcher(Files.readString(folder().resolve("alerts.yml")));
        return rules.results()
                .map(rule -> rule.group(1) == null ? rule.group(2) : rule.group(1))
                .toList();
    }

    /** The metrics that any of these names. */
    static Set<String> metrics(List<String> expressions) {
        Set<String> names = new TreeSet<>();
        expressions.forEach(expression -> names.addAll(PromQl.metrics(expression)));
        return names;
    }
}
