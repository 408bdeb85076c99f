package com.cielo24.camel;

import com.cielo24.camel.traffic.Call;
import com.cielo24.camel.traffic.Outcome;
import com.cielo24.camel.traffic.TrafficListener;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends {@link UploadEvent}s to Camel's event notifiers.
 */
final class UploadEvents implements TrafficListener {

    private static final Logger LOG = LoggerFactory.getLogger(UploadEvents.class);

    private final CamelContext context;

    UploadEvents(CamelContext context) {
        this.context = context;
    }

    @Override
    public void started(Call upload) {
        if (isNoticed()) {
            notify(new UploadEvent(UploadEvent.Kind.STARTED, upload));
        }
    }

    @Override
    public void progressed(Call upload, boolean due) {
        if (isNoticed()) {
            notify(new UploadEvent(UploadEvent.Kind.PROGRESS, upload));
        }
    }

    @Override
    public void ended(Call call, Outcome outcome) {
        // only if there was a STARTED event
        if (outcome.size() > 0 && isNoticed()) {
            notify(new UploadEvent(call.exchange(), outcome));
        }
    }

    private boolean isNoticed() {
        ManagementStrategy management = context.getManagementStrategy();
        return management != null && !management.getEventNotifiers().isEmpty();
    }

    private void notify(UploadEvent event) {
        try {
            context.getManagementStrategy().notify(event);
        } catch (Exception e) {
            // a notifier must not break the upload
            LOG.debug("Job {}: an event notifier failed", event.getJobId(), e);
        }
    }
}
