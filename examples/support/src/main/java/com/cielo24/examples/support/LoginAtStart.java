package com.cielo24.examples.support;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.cielo24.client.Cielo24ServiceException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StartupListener;

/** Logs in before the first route starts, so that a wrong account is noticed then, and not with the first file. */
final class LoginAtStart implements StartupListener {

    private static final long PATIENCE_SECONDS = 10;

    /** A call that changes nothing and needs a session, which the routes will use. */
    private static final String CALL = "cielo24:findJob?externalId=login-at-start";

    /**
     * @throws ConfigurationException if the service refuses the account. If it is not available, that is no reason not
     *                                to start
     */
    @Override
    public void onCamelContextStarting(CamelContext context, boolean alreadyStarted) throws Exception {
        String user = DemoService.configuration(context).getUsername();
        if (user == null || user.isBlank()) {
            return;
        }
        try (ProducerTemplate template = context.createProducerTemplate()) {
            Exchange answer = template.asyncSend(CALL, exchange -> {}).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer.getException() instanceof Cielo24ServiceException refused && refused.isCertainOutage()) {
                throw new ConfigurationException(refused.getReason()
                        + "; set camel.component.cielo24.username and .securekey to an account that exists");
            }
        } catch (TimeoutException | ExecutionException e) {
            // the routes wait until the service is available
        }
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // everything was done before
    }
}
