// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue.table;

import io.prism.backends.postgres.connect.PostgresSession;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement whose parameters have names: {@code :key} in the text stands for the value of that name. */
public final class Sql {

    /** Not a cast, which has two colons. */
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z]+)");

    private final String text;
    private final List<String> parameters;

    Sql(String template) {
        var names = new ArrayList<String>();
        Matcher found = PARAMETER.matcher(template);
        this.text = found.replaceAll(parameter -> "\\$" + place(names, parameter.group(1)));
        this.parameters = List.copyOf(names);
    }

    /** Runs it on a connection; the values may have more names than it needs. */
    public Future<RowSet<Row>> on(PostgresSession session, Values values) {
        Tuple tuple = Tuple.tuple();
        for (String name : parameters) {
            tuple.addValue(values.get(name));
        }
        return session.run(text, tuple);
    }

    private static int place(List<String> names, String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
        return names.indexOf(name) + 1;
    }

    @Override
    public String toString() {
        return text;
    }
}
