package com.cielo24.camel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.apache.camel.api.management.JmxSystemPropertyKeys;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The Camel contexts of a test class are in JMX, as they are by default; in other tests they are not, to save time. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithJmx.Switch.class)
@interface WithJmx {

    final class Switch implements BeforeAllCallback, AfterAllCallback {

        @Override
        public void beforeAll(ExtensionContext test) {
            System.clearProperty(JmxSystemPropertyKeys.DISABLED);
        }

        @Override
        public void afterAll(ExtensionContext test) {
            System.setProperty(JmxSystemPropertyKeys.DISABLED, "true");
        }
    }
}
