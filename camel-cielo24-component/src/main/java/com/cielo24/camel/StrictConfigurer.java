package com.cielo24.camel;

import java.util.function.Consumer;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.component.PropertyConfigurerSupport;

/**
 * Checks options before a generated configurer sets them, which would turn {@code stallTimeout=abc} into 0. Camel
 * reports unknown options with their values, so those that may be misspelt secrets are accepted here and refused later
 * by name.
 */
final class StrictConfigurer implements PropertyConfigurer, PropertyConfigurerGetter {

    /** The one number among Camel's options that are a {@code long}; all others are durations. */
    private static final String REPEAT_COUNT = "repeatCount";

    private final PropertyConfigurer generated;
    private final PropertyConfigurerGetter options;
    private final Consumer<String> misspelt;

    private StrictConfigurer(PropertyConfigurer generated, Consumer<String> misspelt) {
        this.generated = generated;
        this.options = (PropertyConfigurerGetter) generated;
        this.misspelt = misspelt;
    }

    /** Unknown options of an endpoint are refused by the component that creates it. */
    static PropertyConfigurer ofEndpoint(PropertyConfigurer generated) {
        // null before the component is initialized
        return generated == null ? null : new StrictConfigurer(generated, null);
    }

    /**
     * @param misspelt accepts the names of unknown options that may be misspelt secrets
     */
    static PropertyConfigurer ofComponent(Consumer<String> misspelt) {
        return new StrictConfigurer(new Cielo24ComponentConfigurer(), misspelt);
    }

    /**
     * @throws IllegalArgumentException if the value is text that is invalid for the option
     */
    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        if (generated.configure(context, target, name, read(name, value, ignoreCase), ignoreCase)) {
            return true;
        }
        if (misspelt == null || !SecretOptions.isSecret(name)) {
            return false;
        }
        misspelt.accept(name);
        return true;
    }

    private Object read(String name, Object value, boolean ignoreCase) {
        if (!(value instanceof String text)
                || EndpointHelper.isReferenceParameter(text)
                || PropertyConfigurerSupport.MAGIC_VALUE.equals(text)) {
            return value;
        }
        Class<?> type = getOptionType(name, ignoreCase);
        if (type == long.class && !name.equalsIgnoreCase(REPEAT_COUNT)) {
            return OptionText.milliseconds(name, text);
        }
        return type == int.class || type == long.class || type == Integer.class
                ? (Object) OptionText.number(name, text)
                : value;
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return options.getOptionType(name, ignoreCase);
    }

    @Override
    public String[] getAutowiredNames() {
        return options.getAutowiredNames();
    }

    @Override
    public Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return options.getCollectionValueType(target, name, ignoreCase);
    }

    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return options.getOptionValue(target, name, ignoreCase);
    }
}
