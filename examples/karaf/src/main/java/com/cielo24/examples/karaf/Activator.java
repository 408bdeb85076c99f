package com.cielo24.examples.karaf;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Properties;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ManagedService;

/**
 * Starts the routes with the configuration that Karaf reads from {@code etc/com.cielo24.recordings.cfg}, and again
 * whenever that file changes.
 */
public final class Activator implements BundleActivator, ManagedService {

    private static final String PID = "com.cielo24.recordings";

    private ServiceRegistration<ManagedService> registration;
    private boolean running;
    private Application application;

    @Override
    public synchronized void start(BundleContext bundle) {
        running = true;
        Dictionary<String, String> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_PID, PID);
        registration = bundle.registerService(ManagedService.class, this, properties);
    }

    /** Called by another thread, maybe before {@link #start} ends, with {@code null} where there is no configuration. */
    @Override
    public synchronized void updated(Dictionary<String, ?> configuration) {
        close();
        if (configuration != null && running) {
            Properties properties = new Properties();
            configuration.keys().asIterator().forEachRemaining(key -> properties.put(key, "" + configuration.get(key)));
            application = Application.start(properties);
        }
    }

    @Override
    public synchronized void stop(BundleContext bundle) {
        running = false;
        registration.unregister();
        close();
    }

    private void close() {
        if (application != null) {
            application.close();
            application = null;
        }
    }
}
