// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.admit;

import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.name.SubjectName;
import jakarta.enterprise.context.RequestScoped;

/** Who makes the call that is being answered. Confined to one call. */
@RequestScoped
public class Caller {

    /** How a caller is called that nobody asked for a name. */
    public static final String ANYBODY = "anybody";

    private Grants grants = Grants.EVERYTHING;
    private String name = ANYBODY;

    /** From now on the call is made by {@code who}, who may do what {@code what} says. */
    void become(String who, Grants what) {
        this.name = who;
        this.grants = what;
    }

    /** The name of who calls; {@value #ANYBODY} when access is not controlled. */
    public String name() {
        return name;
    }

    /** Whether the caller may do {@code needed} with {@code subject}. */
    public boolean may(Access needed, SubjectName subject) {
        return grants.allow(needed, subject.qualified());
    }

    /** Whether the caller may know of {@code subject}. */
    public boolean sees(SubjectName subject) {
        return may(Access.READ, subject);
    }

    /**
     * Goes on only if the caller may do {@code needed} with {@code subject}.
     *
     * @throws RegistryException when not
     */
    public void need(Access needed, SubjectName subject) {
        if (!may(needed, subject)) {
            throw denied(needed, "Subject: " + subject);
        }
    }

    /**
     * Goes on only if the caller may do {@code needed} with everything.
     *
     * @throws RegistryException when not
     */
    public void needEverywhere(Access needed) {
        if (!grants.allowEverywhere(needed)) {
            throw denied(needed, "all subjects");
        }
    }

    private static RegistryException denied(Access needed, String what) {
        String word = switch (needed) {
            case READ -> "Read";
            case WRITE -> "Write";
            case ADMIN -> "Admin";
        };
        return new RegistryException(ErrorCode.FORBIDDEN, "User is denied operation %s on %s".formatted(word, what));
    }
}
