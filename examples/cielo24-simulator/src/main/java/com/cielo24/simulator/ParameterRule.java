package com.cielo24.simulator;

import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;

/**
 * Which values a parameter takes.
 *
 * @param allowed in words, for the refusal
 */
record ParameterRule(Predicate<String> test, String allowed) {
    static final ParameterRule TEXT = new ParameterRule(value -> true, "text");
    static final ParameterRule FLAG = matching("(?i)true|false", "true or false");
    static final ParameterRule NUMBER = matching("[0-9]{1,9}", "a number");
    static final ParameterRule JSON_LIST = new ParameterRule(ParameterRule::isList, "a list in JSON");

    static ParameterRule matching(String pattern, String allowed) {
        return new ParameterRule(Pattern.compile(pattern).asMatchPredicate(), allowed);
    }

    static ParameterRule oneOf(Collection<String> values) {
        return new ParameterRule(values::contains, "one of " + String.join(", ", values));
    }

    /**
     * Checks what is given; an empty value counts as not given.
     *
     * @throws Refusal at the first value that its rule does not allow
     */
    static void check(Query query, Map<String, ParameterRule> rules) throws Refusal {
        for (Map.Entry<String, ParameterRule> entry : rules.entrySet()) {
            ParameterRule rule = entry.getValue();
            if (!query.value(entry.getKey())
                    .filter(value -> !rule.test.test(value))
                    .isEmpty()) {
                throw new Refusal(ServiceError.INVALID_QUERY, entry.getKey() + " must be " + rule.allowed);
            }
        }
    }

    private static boolean isList(String json) {
        try {
            return Json.read(json).isArray();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
