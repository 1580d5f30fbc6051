// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.difference;

/** How two JSON Schemas can differ. A changed schema of a dependency is told by the differences inside it. */
public enum JsonDifference implements DifferenceType {
    /** The identifier is another one. */
    ID_CHANGED,
    /** The title is another one. */
    TITLE_CHANGED,
    /** The description is another one. */
    DESCRIPTION_CHANGED,
    /** The default is another one, came or went. */
    DEFAULT_CHANGED,
    /** There is a schema where everything was allowed. */
    SCHEMA_ADDED(Effect.BREAKS, JsonSentence.SCHEMA_ADDED),
    /** Everything is allowed where there was a schema. */
    SCHEMA_REMOVED,
    /** Integers have become numbers. */
    TYPE_EXTENDED,
    /** Numbers have become integers. */
    TYPE_NARROWED(Effect.BREAKS, JsonSentence.TYPE_DIFFERENT),
    /** The schema is of another kind. */
    TYPE_CHANGED(Effect.BREAKS, JsonSentence.TYPE_DIFFERENT),
    /** The greatest length is new. */
    MAX_LENGTH_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** The greatest length is gone. */
    MAX_LENGTH_REMOVED,
    /** The greatest length is higher, so more is allowed. */
    MAX_LENGTH_INCREASED,
    /** The greatest length is lower, so less is allowed. */
    MAX_LENGTH_DECREASED(Effect.BREAKS, JsonSentence.VALUE_LESS),
    /** The least length is new. */
    MIN_LENGTH_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** The least length is gone. */
    MIN_LENGTH_REMOVED,
    /** The least length is higher, so less is allowed. */
    MIN_LENGTH_INCREASED(Effect.BREAKS, JsonSentence.VALUE_MORE),
    /** The least length is lower, so more is allowed. */
    MIN_LENGTH_DECREASED,
    /** A pattern is new. */
    PATTERN_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** The pattern is gone. */
    PATTERN_REMOVED,
    /** The pattern is another one; whether it allows more cannot be decided in general. */
    PATTERN_CHANGED(Effect.BREAKS, JsonSentence.VALUE_DIFFERENT),
    /** The greatest value is new. */
    MAXIMUM_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** The greatest value is gone. */
    MAXIMUM_REMOVED,
    /** The greatest value is higher, so more is allowed. */
    MAXIMUM_INCREASED,
    /** The greatest value is lower, so less is allowed. */
    MAXIMUM_DECREASED(Effect.BREAKS, JsonSentence.VALUE_LESS),
    /** The least value is new. */
    MINIMUM_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** The least value is gone. */
    MINIMUM_REMOVED,
    /** The least value is higher, so less is allowed. */
    MINIMUM_INCREASED(Effect.BREAKS, JsonSentence.VALUE_MORE),
    /** The least value is lower, so more is allowed. */
    MINIMUM_DECREASED,
    /** The value that all must be below is new. */
    EXCLUSIVE_MAXIMUM_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** The value that all must be below is gone. */
    EXCLUSIVE_MAXIMUM_REMOVED,
    /** The value that all must be below is higher, so more is allowed. */
    EXCLUSIVE_MAXIMUM_INCREASED,
    /** The value that all must be below is lower, so less is allowed. */
    EXCLUSIVE_MAXIMUM_DECREASED(Effect.BREAKS, JsonSentence.VALUE_LESS),
    /** The value that all must be above is new. */
    EXCLUSIVE_MINIMUM_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** The value that all must be above is gone. */
    EXCLUSIVE_MINIMUM_REMOVED,
    /** The value that all must be above is higher, so less is allowed. */
    EXCLUSIVE_MINIMUM_INCREASED(Effect.BREAKS, JsonSentence.VALUE_MORE),
    /** The value that all must be above is lower, so more is allowed. */
    EXCLUSIVE_MINIMUM_DECREASED,
    /** A divisor is new. */
    MULTIPLE_OF_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** The divisor is gone. */
    MULTIPLE_OF_REMOVED,
    /** The divisor is a multiple of what it was, so fewer values are allowed. */
    MULTIPLE_OF_EXPANDED(Effect.BREAKS, JsonSentence.VALUE_MORE),
    /** The divisor divides what it was, so more values are allowed. */
    MULTIPLE_OF_REDUCED,
    /** The divisor is another one that neither divides the earlier one nor is divided by it. */
    MULTIPLE_OF_CHANGED(Effect.BREAKS, JsonSentence.VALUE_DIFFERENT),
    /** A property that both schemas have is required now. */
    REQUIRED_ATTRIBUTE_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** A property that both schemas have is required now, and has a default. */
    REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED,
    /** A property that both schemas have need not be there any more. */
    REQUIRED_ATTRIBUTE_REMOVED,
    /** The greatest number of properties is new. */
    MAX_PROPERTIES_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** The greatest number of properties is gone. */
    MAX_PROPERTIES_REMOVED,
    /** The greatest number of properties is higher, so more is allowed. */
    MAX_PROPERTIES_INCREASED,
    /** The greatest number of properties is lower, so less is allowed. */
    MAX_PROPERTIES_DECREASED(Effect.BREAKS, JsonSentence.VALUE_LESS),
    /** The least number of properties is new. */
    MIN_PROPERTIES_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** The least number of properties is gone. */
    MIN_PROPERTIES_REMOVED,
    /** The least number of properties is higher, so less is allowed. */
    MIN_PROPERTIES_INCREASED(Effect.BREAKS, JsonSentence.VALUE_MORE),
    /** The least number of properties is lower, so more is allowed. */
    MIN_PROPERTIES_DECREASED,
    /** Properties that are not named are allowed now. */
    ADDITIONAL_PROPERTIES_ADDED,
    /** Properties that are not named are not allowed any more. */
    ADDITIONAL_PROPERTIES_REMOVED(Effect.BREAKS_IF_STRICT, JsonSentence.KEYWORD_ADDED),
    /** Properties that are not named may be anything now. */
    ADDITIONAL_PROPERTIES_EXTENDED,
    /** Properties that are not named must fit a schema now. */
    ADDITIONAL_PROPERTIES_NARROWED(Effect.BREAKS_IF_STRICT, JsonSentence.FEWER_ELEMENTS),
    /** A property needs others now. */
    DEPENDENCY_ARRAY_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** A property needs no others any more. */
    DEPENDENCY_ARRAY_REMOVED,
    /** A property needs more others. */
    DEPENDENCY_ARRAY_EXTENDED(Effect.BREAKS, JsonSentence.MORE_ELEMENTS),
    /** A property needs fewer others. */
    DEPENDENCY_ARRAY_NARROWED,
    /** A property needs different others. */
    DEPENDENCY_ARRAY_CHANGED(Effect.BREAKS, JsonSentence.VALUE_DIFFERENT),
    /** A property asks for a schema now. */
    DEPENDENCY_SCHEMA_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** A property asks for no schema any more. */
    DEPENDENCY_SCHEMA_REMOVED,
    /** A required property is new where anything could stand under its name. */
    REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL(Effect.BREAKS, JsonSentence.ADDED_TO_OPEN),
    /** A required property with a default is new where anything could stand under its name. */
    REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL(Effect.BREAKS_IF_STRICT, JsonSentence.ADDED_TO_OPEN),
    /** An optional property is new where anything could stand under its name. */
    OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL(Effect.BREAKS_IF_STRICT, JsonSentence.ADDED_TO_OPEN),
    /** A property that may be anything is new where anything could stand under its name. */
    PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL,
    /** A required property is new where its name was not allowed or restricted. */
    REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL(Effect.BREAKS, JsonSentence.REQUIRED_ADDED_TO_UNOPEN),
    /** A required property with a default is new where its name was not allowed or restricted. */
    REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL,
    /** An optional property is new where its name was not allowed or restricted. */
    OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL,
    /** A property is gone, and anything may stand under its name. */
    PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL,
    /** A property that could never be there is gone. */
    PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL,
    /** A property is gone, and its name is not allowed any more. */
    PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL(Effect.BREAKS_IF_STRICT, JsonSentence.REMOVED_FROM_CLOSED),
    /** A property is gone, and what may stand under its name now allows all that it allowed. */
    PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL,
    /** A property is gone, and what may stand under its name now does not allow all that it allowed. */
    PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL(
            Effect.BREAKS_IF_STRICT, JsonSentence.REMOVED_NOT_COVERED),
    /** A property is new that allows all that could stand under its name. */
    PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL,
    /** A property is new that does not allow all that could stand under its name. */
    PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL(Effect.BREAKS_IF_STRICT, JsonSentence.ADDED_NOT_COVERED),
    /** A name that was reserved is not reserved any more. */
    RESERVED_PROPERTY_REMOVED(Effect.BREAKS, JsonSentence.RESERVED_REMOVED),
    /** A property has a name that is reserved. */
    RESERVED_PROPERTY_CONFLICTS_WITH_PROPERTY(Effect.BREAKS, JsonSentence.RESERVED_CONFLICTS),
    /** Properties that nothing looked at are allowed now. */
    UNEVALUATED_PROPERTIES_ADDED,
    /** Properties that nothing looked at are not allowed any more. */
    UNEVALUATED_PROPERTIES_REMOVED(Effect.BREAKS_IF_STRICT, JsonSentence.KEYWORD_ADDED),
    /** Properties that nothing looked at may be anything now. */
    UNEVALUATED_PROPERTIES_EXTENDED,
    /** Properties that nothing looked at must fit a schema now. */
    UNEVALUATED_PROPERTIES_NARROWED(Effect.BREAKS_IF_STRICT, JsonSentence.FEWER_ELEMENTS),
    /** The greatest number of items is new. */
    MAX_ITEMS_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** The greatest number of items is gone. */
    MAX_ITEMS_REMOVED,
    /** The greatest number of items is higher, so more is allowed. */
    MAX_ITEMS_INCREASED,
    /** The greatest number of items is lower, so less is allowed. */
    MAX_ITEMS_DECREASED(Effect.BREAKS, JsonSentence.VALUE_LESS),
    /** The least number of items is new. */
    MIN_ITEMS_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** The least number of items is gone. */
    MIN_ITEMS_REMOVED,
    /** The least number of items is higher, so less is allowed. */
    MIN_ITEMS_INCREASED(Effect.BREAKS, JsonSentence.VALUE_MORE),
    /** The least number of items is lower, so more is allowed. */
    MIN_ITEMS_DECREASED,
    /** The greatest number of items that fit the schema of contains is new. */
    MAX_CONTAINS_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** The greatest number of items that fit the schema of contains is gone. */
    MAX_CONTAINS_REMOVED,
    /** The greatest number of items that fit the schema of contains is higher, so more is allowed. */
    MAX_CONTAINS_INCREASED,
    /** The greatest number of items that fit the schema of contains is lower, so less is allowed. */
    MAX_CONTAINS_DECREASED(Effect.BREAKS, JsonSentence.VALUE_LESS),
    /** The least number of items that fit the schema of contains is new. */
    MIN_CONTAINS_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** The least number of items that fit the schema of contains is gone. */
    MIN_CONTAINS_REMOVED,
    /** The least number of items that fit the schema of contains is higher, so less is allowed. */
    MIN_CONTAINS_INCREASED(Effect.BREAKS, JsonSentence.VALUE_MORE),
    /** The least number of items that fit the schema of contains is lower, so more is allowed. */
    MIN_CONTAINS_DECREASED,
    /** No item may be there twice any more. */
    UNIQUE_ITEMS_ADDED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** An item may be there twice now. */
    UNIQUE_ITEMS_REMOVED,
    /** More items than are listed are allowed now. */
    ADDITIONAL_ITEMS_ADDED,
    /** More items than are listed are not allowed any more. */
    ADDITIONAL_ITEMS_REMOVED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** Items beyond the listed ones may be anything now. */
    ADDITIONAL_ITEMS_EXTENDED,
    /** Items beyond the listed ones must fit a schema now. */
    ADDITIONAL_ITEMS_NARROWED(Effect.BREAKS, JsonSentence.FEWER_ELEMENTS),
    /** Items that nothing looked at are allowed now. */
    UNEVALUATED_ITEMS_ADDED,
    /** Items that nothing looked at are not allowed any more. */
    UNEVALUATED_ITEMS_REMOVED(Effect.BREAKS, JsonSentence.KEYWORD_ADDED),
    /** Items that nothing looked at may be anything now. */
    UNEVALUATED_ITEMS_EXTENDED,
    /** Items that nothing looked at must fit a schema now. */
    UNEVALUATED_ITEMS_NARROWED(Effect.BREAKS, JsonSentence.FEWER_ELEMENTS),
    /** An item is listed where anything could stand. */
    ITEM_ADDED_TO_OPEN_CONTENT_MODEL(Effect.BREAKS, JsonSentence.ADDED_TO_OPEN),
    /** An item that may be anything is listed where anything could stand. */
    ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL,
    /** An item is listed where none could stand. */
    ITEM_ADDED_TO_CLOSED_CONTENT_MODEL,
    /** An item is not listed any more, and anything may stand there. */
    ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL,
    /** An item that could never be there is not listed any more. */
    ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL,
    /** An item is not listed any more, and none may stand there. */
    ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL(Effect.BREAKS, JsonSentence.REMOVED_FROM_CLOSED),
    /** An item is not listed any more, and what may stand there allows all that it allowed. */
    ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL,
    /** An item is not listed any more, and what may stand there does not allow all that it allowed. */
    ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL(Effect.BREAKS, JsonSentence.REMOVED_NOT_COVERED),
    /** An item is listed that allows all that could stand there. */
    ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL,
    /** An item is listed that does not allow all that could stand there. */
    ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL(Effect.BREAKS, JsonSentence.ADDED_NOT_COVERED),
    /** More values are allowed. */
    ENUM_ARRAY_EXTENDED,
    /** Fewer values are allowed. */
    ENUM_ARRAY_NARROWED(Effect.BREAKS, JsonSentence.FEWER_ELEMENTS),
    /** Other values are allowed. */
    ENUM_ARRAY_CHANGED(Effect.BREAKS, JsonSentence.TYPE_DIFFERENT),
    /** All or one of some schemas had to fit, now any of them. */
    COMBINED_TYPE_EXTENDED,
    /** The way in which schemas are combined is another one. */
    COMBINED_TYPE_CHANGED(Effect.BREAKS, JsonSentence.TYPE_DIFFERENT),
    /** More schemas must fit at once. */
    PRODUCT_TYPE_EXTENDED(Effect.BREAKS, JsonSentence.MORE_ELEMENTS),
    /** Fewer schemas must fit at once. */
    PRODUCT_TYPE_NARROWED,
    /** There are more schemas to choose from. */
    SUM_TYPE_EXTENDED,
    /** There are fewer schemas to choose from. */
    SUM_TYPE_NARROWED(Effect.BREAKS, JsonSentence.FEWER_ELEMENTS),
    /** The combined schemas cannot be paired with the earlier ones. */
    COMBINED_TYPE_SUBSCHEMAS_CHANGED(Effect.BREAKS, JsonSentence.TYPE_DIFFERENT),
    /** More is excluded. */
    NOT_TYPE_EXTENDED(Effect.BREAKS, JsonSentence.MORE_ELEMENTS),
    /** Less is excluded. */
    NOT_TYPE_NARROWED;

    /** Whom a difference breaks. */
    private enum Effect {
        COMPATIBLE,
        BREAKS_IF_STRICT,
        BREAKS
    }

    private final Effect effect;
    private final JsonSentence sentence;

    /** One that breaks nobody, of which nothing is told. */
    JsonDifference() {
        this(Effect.COMPATIBLE, JsonSentence.NOTHING);
    }

    JsonDifference(Effect effect, JsonSentence sentence) {
        this.effect = effect;
        this.sentence = sentence;
    }

    @Override
    public boolean breaks(CompatibilityPolicy policy) {
        return switch (effect) {
            case COMPATIBLE -> false;
            case BREAKS_IF_STRICT -> policy == CompatibilityPolicy.STRICT;
            case BREAKS -> true;
        };
    }

    @Override
    public String sentence() {
        return sentence.text();
    }
}
