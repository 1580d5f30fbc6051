// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

/**
 * How statements differ from database to database. In the text of a statement {@code {t}} stands before the name of a
 * table, {@code {revision}} for a number that no subject had before, and {@code {update}}, {@code {share}} and {@code
 * {key}} for the lock that is put on what is read.
 *
 * @param tables what stands before the name of a table: that of a schema and a dot, or nothing
 * @param revision an expression
 * @param rowLocks whether rows are locked; not where only one transaction writes at a time
 * @param chains whether one statement may change several tables, which spares ways to a server
 */
public record Dialect(String tables, String revision, boolean rowLocks, boolean chains) {

    /** The text of a statement for this database. */
    public String sql(String text) {
        return text.replace("{t}", tables)
                .replace("{revision}", revision)
                .replace("{update}", rowLocks ? "FOR UPDATE" : "")
                .replace("{share}", rowLocks ? "FOR SHARE" : "")
                .replace("{key}", rowLocks ? "FOR KEY SHARE" : "");
    }
}
