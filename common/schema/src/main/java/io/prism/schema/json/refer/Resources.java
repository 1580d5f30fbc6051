// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.refer;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.json.keyword.Draft;
import io.prism.schema.json.keyword.KeywordCheck;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.source.SchemaSource;
import io.prism.schema.tree.JsonReader;
import io.prism.schema.tree.Pointers;
import java.net.URI;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All schemas of a text and of the texts that it refers to: checked, with their bases, ids and anchors. Referenced
 * texts are read when something leads to them. Nothing is fetched: a reference to an address that was not given is a
 * fault, except to the drafts' own schemas of schemas. Confined to one thread while it is filled.
 */
public final class Resources {

    private final SchemaSource source;
    private final SchemaLimits limits;
    private final Draft mainDraft;
    private final IdentityHashMap<JsonNode, LocatedSchema> locations = new IdentityHashMap<>();
    private final Map<String, LocatedSchema> byUri = new HashMap<>();
    private final Map<String, LocatedSchema> byAnchor = new HashMap<>();
    private final Map<String, LocatedSchema> bySource = new HashMap<>();
    /** The names of the given texts as they are written, and as addresses that stand for themselves. */
    private final Map<String, String> names = new HashMap<>();

    private Resources(SchemaSource source, SchemaLimits limits, Draft mainDraft) {
        this.source = source;
        this.limits = limits;
        this.mainDraft = mainDraft;
        for (String name : source.references().keySet()) {
            names.putIfAbsent(plain(name), name);
            Uris.resolve(Uris.ROOT, name).ifPresent(uri -> names.putIfAbsent(uri.toString(), name));
        }
    }

    /** The schemas of {@code tree}, which is the text of {@code source}. */
    public static Resources of(JsonNode tree, Draft draft, SchemaSource source, SchemaLimits limits) {
        Resources resources = new Resources(source, limits, draft);
        resources.visit(new LocatedSchema(tree, Uris.ROOT, Pointers.ROOT, draft, ""));
        return resources;
    }

    /** Where the schema {@code node} is, which one of the texts holds as a schema. */
    public LocatedSchema of(JsonNode node) {
        LocatedSchema location = locations.get(node);
        if (location == null) {
            throw new IllegalStateException("this schema was never visited");
        }
        return location;
    }

    /** Looks at a schema and all inside it: keywords, ids, anchors. */
    private void visit(LocatedSchema given) {
        // Every true is one and the same node, so only objects have a place of their own.
        if (!locations.containsKey(given.node())) {
            LocatedSchema here = named(given);
            if (given.node().isObject()) {
                locations.put(given.node(), here);
            }
            inSource(
                    here.source(),
                    () -> KeywordCheck.check(
                            here.node(),
                            here.pointer(),
                            here.draft(),
                            (pointer, inner) -> visit(here.inside(inner, pointer))));
        }
    }

    private static void inSource(String source, Runnable check) {
        try {
            check.run();
        } catch (SchemaException e) {
            throw source.isEmpty() ? e : e.in(source);
        }
    }

    private LocatedSchema named(LocatedSchema given) {
        String id = given.node().path(given.draft().idKeyword()).asText("");
        boolean aside = !given.draft().from(Draft.DRAFT_2019_09) && given.node().has("$ref");
        LocatedSchema here = given;
        if (!id.isEmpty() && !aside) {
            String anchor = Uris.fragment(id);
            URI base = Uris.resolve(given.base(), id)
                    .orElseThrow(() -> wrongUri(given, given.draft().idKeyword(), id));
            limits.checkName(
                    base.toString(),
                    SchemaLocation.at(Pointers.of(given.pointer(), given.draft().idKeyword())));
            here = given.at(base);
            if (Uris.withoutFragment(id).isEmpty() && !anchor.isEmpty()) {
                byAnchor.putIfAbsent(base + "#" + anchor, here);
            } else {
                byUri.putIfAbsent(base.toString(), here);
            }
        } else if (given.pointer().equals(Pointers.ROOT)) {
            byUri.putIfAbsent(given.base().toString(), given);
        }
        for (String keyword : new String[] {"$anchor", "$dynamicAnchor"}) {
            String anchor = here.node().path(keyword).asText("");
            if (!anchor.isEmpty()) {
                byAnchor.putIfAbsent(here.base() + "#" + anchor, here);
            }
        }
        return here;
    }

    /**
     * The schema that {@code reference} means when it stands in {@code from}; empty when it is one of the drafts' own
     * schemas of schemas.
     *
     * @param keyword where it stands, for the fault
     * @throws SchemaException UNRESOLVED_REFERENCE when there is none
     */
    public Optional<LocatedSchema> resolve(String reference, String keyword, LocatedSchema from) {
        String fragment = Uris.fragment(reference);
        // A reference that is no URI can still be the name of a text that was given.
        URI uri = Uris.resolve(from.base(), reference).orElseGet(() -> Uris.named(reference));
        if (Draft.isMetaSchema(uri.toString()) && !byUri.containsKey(uri.toString())) {
            return Optional.empty();
        }
        LocatedSchema document = document(reference, uri, keyword, from);
        if (fragment.isEmpty()) {
            return Optional.of(document);
        }
        Optional<LocatedSchema> found = fragment.startsWith("/")
                ? Pointers.find(document.node(), fragment).map(node -> pointed(node, document, fragment))
                : Optional.ofNullable(byAnchor.get(document.base() + "#" + fragment));
        return Optional.of(found.orElseThrow(() -> unresolved(
                reference, keyword, from, "the schema it leads to has nothing there", "check the part after the #")));
    }

    private LocatedSchema document(String reference, URI uri, String keyword, LocatedSchema from) {
        LocatedSchema known = byUri.get(uri.toString());
        if (known != null) {
            return known;
        }
        String bare = plain(Uris.withoutFragment(reference));
        String name = names.getOrDefault(bare, names.get(uri.toString()));
        return Optional.ofNullable(name)
                .or(() -> seenFrom(from.base(), uri))
                .map(found -> read(found, uri))
                .orElseThrow(() -> unresolved(
                        reference, keyword, from, "no such schema was given", "give it as a reference of that name"));
    }

    /** A name can also lead to the address when it is seen from where the reference stands. */
    private Optional<String> seenFrom(URI base, URI uri) {
        return source.references().keySet().stream()
                .filter(name -> Uris.resolve(base, name).filter(uri::equals).isPresent())
                .findFirst();
    }

    private static String plain(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }

    private LocatedSchema read(String name, URI uri) {
        LocatedSchema known = bySource.get(name);
        if (known == null) {
            inSource(name, () -> {
                JsonNode tree =
                        JsonReader.read(String.valueOf(source.references().get(name)), false, limits.forOwnTexts());
                LocatedSchema root = new LocatedSchema(tree, uri, Pointers.ROOT, Draft.of(tree, mainDraft), name);
                bySource.put(name, root);
                visit(root);
            });
            known = bySource.get(name);
        }
        if (known == null) {
            throw new IllegalStateException("a text was read and is not there");
        }
        LocatedSchema base = known.node().isObject() ? of(known.node()) : known;
        byUri.putIfAbsent(uri.toString(), base);
        return base;
    }

    /** Something that a pointer leads to: a schema as any other, even where no keyword holds schemas. */
    private LocatedSchema pointed(JsonNode node, LocatedSchema document, String fragment) {
        if (!locations.containsKey(node)) {
            visit(document.inside(node, Pointers.ROOT + fragment));
        }
        return node.isObject() ? of(node) : document.inside(node, Pointers.ROOT + fragment);
    }

    private static SchemaException wrongUri(LocatedSchema at, String keyword, String text) {
        return SchemaException.of(
                FaultKind.MEANING,
                SchemaLocation.at(Pointers.of(at.pointer(), keyword)),
                SchemaFault.quoted(text) + " is not a URI",
                "write one as in RFC 3986");
    }

    private static SchemaException unresolved(
            String reference, String keyword, LocatedSchema from, String problem, String remedy) {
        SchemaException fault = SchemaException.of(
                FaultKind.UNRESOLVED_REFERENCE,
                SchemaLocation.at(Pointers.of(from.pointer(), keyword)),
                "the reference %s leads nowhere: %s".formatted(SchemaFault.quoted(reference), problem),
                remedy);
        return from.source().isEmpty() ? fault : fault.in(from.source());
    }
}
