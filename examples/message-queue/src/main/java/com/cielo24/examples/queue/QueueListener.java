package com.cielo24.examples.queue;

import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;

/**
 * Camel's consumer, but for what it says while the broker is away: one line when it goes and one when it is back.
 */
final class QueueListener extends DefaultJmsMessageListenerContainer {

    private final String broker;
    private final Console console;
    private boolean away;

    QueueListener(JmsEndpoint endpoint, String broker, Console console) {
        super(endpoint);
        this.broker = broker;
        this.console = console;
    }

    @Override
    protected void handleListenerSetupFailure(Throwable cause, boolean alreadyRecovered) {
        synchronized (this) {
            if (away || !isRunning()) {
                return;
            }
            away = true;
        }
        console.brokerAway(broker, cause);
    }

    @Override
    protected void refreshConnectionUntilSuccessful() {
        super.refreshConnectionUntilSuccessful();
        synchronized (this) {
            if (!away || !isRunning()) {
                return;
            }
            away = false;
        }
        console.brokerBack(broker);
    }
}
