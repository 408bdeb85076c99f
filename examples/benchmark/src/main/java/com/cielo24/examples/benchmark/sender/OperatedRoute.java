package com.cielo24.examples.benchmark.sender;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.cielo24.examples.support.Board;
import com.cielo24.examples.support.OperatorPage;
import com.cielo24.examples.support.Progress;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The same, with all that an operator can see: events, meters, health and the dev console on their page, at which
 * somebody looks once a second. The log is told by {@link #LOG_CONFIGURATION}, JMX is the context's.
 */
public final class OperatedRoute extends ComponentRoute {

    /** Of the log, on the class path: a line for each exchange, into a file. */
    public static final String LOG_CONFIGURATION = "operated-logback.xml";

    /** The system property with that file. */
    public static final String LOG = "operated.log";

    private static final Duration PROGRESS = Duration.ofSeconds(5);

    private final HttpClient browser = HttpClient.newHttpClient();

    OperatedRoute(URI service) {
        super(service, null);
    }

    @Override
    public void configure() throws Exception {
        super.configure();
        Board board = Board.in(getContext(), Exchange::getExchangeId, Progress.of(PROGRESS, log));
        OperatorPage page = OperatorPage.open(getContext(), board, Map.of(), 0, "port");
        getContext().addService(new ServiceSupport() {
            @Override
            protected void doStop() {
                page.close();
            }
        });
        getContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "browser")
                .scheduleAtFixedRate(() -> look(page.url()), 1, 1, TimeUnit.SECONDS);
    }

    private void look(String page) {
        for (String path : new String[] {"work", "health", "metrics"}) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(page + path)).build();
            browser.sendAsync(request, HttpResponse.BodyHandlers.discarding()).join();
        }
    }
}
