package com.cielo24.examples.program;

import java.util.Map;
import java.util.Properties;

import org.apache.camel.CamelContext;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * Camel's own main, configured by an {@code application.properties} in the working directory, by system properties and
 * by the environment.
 */
public abstract class ExampleMain extends Main {

    /**
     * @param name      what Camel calls the program
     * @param overrides what counts more than any other configuration
     */
    protected ExampleMain(String name, Properties overrides) {
        setAppName(name);
        // what the first says, in the working directory, counts more
        setPropertyPlaceholderLocations("file:application.properties;optional=true,classpath:application.properties");
        addOverrideProperties(ComponentEnvironment.options(System.getenv()));
        addOverrideProperties(overrides);
        addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport main) {
                try {
                    assemble(main.getCamelContext());
                } catch (Exception e) {
                    throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
                }
            }
        });
    }

    private void addOverrideProperties(Map<?, ?> properties) {
        properties.forEach((key, value) -> addOverrideProperty(key.toString(), value.toString()));
    }

    /** Adds the routes, and what they need, to a context that is configured and not started. */
    protected abstract void assemble(CamelContext context) throws Exception;

    /** Lets go of what {@link #assemble} took; also after a start that failed, and more than once. */
    public abstract void release() throws Exception;

    @Override
    protected void doStop() throws Exception {
        try {
            super.doStop();
        } finally {
            release();
        }
    }

    /** Why a start failed, for a person. Camel wraps what is wrong into what it did when it noticed. */
    public static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof PropertyBindingException)) {
            cause = cause.getCause();
        }
        if (cause instanceof PropertyBindingException binding) {
            // its message shows the value, which may be a token under a name that has a typing error
            return "the option " + binding.getPropertyName() + " does not exist, or cannot have the value it is given";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
