package com.cielo24.examples.karaf;

import java.util.Properties;

import com.cielo24.ledger.JdbcMediaLedger;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.sqlite.SQLiteDataSource;

/** A Camel context with the routes, and the ledger that they share. */
record Application(CamelContext context, JdbcMediaLedger ledger) implements AutoCloseable {

    private static final String COMPONENT = "camel.component.cielo24.";

    static Application start(Properties configuration) {
        // Camel looks for its parts by the class loader of the thread, which here is Karaf's
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Application.class.getClassLoader());
        try {
            DefaultCamelContext context = new DefaultCamelContext();
            context.setApplicationContextClassLoader(Application.class.getClassLoader());
            context.getPropertiesComponent().setOverrideProperties(configuration);
            SQLiteDataSource database = new SQLiteDataSource();
            database.setUrl(
                    "jdbc:sqlite:" + configuration.getProperty("ledger") + "?journal_mode=WAL&synchronous=FULL");
            Application application = new Application(context, new JdbcMediaLedger(database));
            try {
                context.getRegistry().bind("ledger", application.ledger());
                configure(context, configuration);
                context.addRoutes(new Recordings());
                context.start();
                return application;
            } catch (Exception e) {
                application.close();
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** As Camel Main does. */
    private static void configure(CamelContext context, Properties configuration) {
        var component = context.getComponent("cielo24", true, false);
        configuration.forEach((key, value) -> {
            if (key.toString().startsWith(COMPONENT)) {
                PropertyBindingSupport.build()
                        .withCamelContext(context)
                        .withTarget(component)
                        .withConfigurer(component.getComponentPropertyConfigurer())
                        .withProperty(key.toString().substring(COMPONENT.length()), value)
                        .withMandatory(true)
                        .bind();
            }
        });
    }

    @Override
    public void close() {
        context.stop();
        ledger.close();
    }
}
