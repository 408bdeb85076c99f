package com.cielo24.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.component.PropertyConfigurerSupport;

/**
 * Reads durations and numbers for a generated configurer, which would take {@code stallTimeout=abc} for 0.
 */
final class StrictConfigurer implements PropertyConfigurer, PropertyConfigurerGetter {

    private final PropertyConfigurer generated;
    private final PropertyConfigurerGetter options;

    private StrictConfigurer(PropertyConfigurer generated) {
        this.generated = generated;
        this.options = (PropertyConfigurerGetter) generated;
    }

    /**
     * @param generated {@code null} before the component is initialized
     */
    static PropertyConfigurer of(PropertyConfigurer generated) {
        return generated == null ? null : new StrictConfigurer(generated);
    }

    /**
     * @throws IllegalArgumentException if the value is text, and not what the option takes
     */
    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        return generated.configure(context, target, name, read(name, value, ignoreCase), ignoreCase);
    }

    private Object read(String name, Object value, boolean ignoreCase) {
        if (!(value instanceof String text)
                || EndpointHelper.isReferenceParameter(text)
                || PropertyConfigurerSupport.MAGIC_VALUE.equals(text)) {
            return value;
        }
        Class<?> type = getOptionType(name, ignoreCase);
        if (type == long.class) {
            return OptionText.milliseconds(name, text);
        }
        return type == int.class || type == Integer.class ? (Object) OptionText.number(name, text) : value;
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
