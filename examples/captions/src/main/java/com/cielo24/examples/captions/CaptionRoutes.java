package com.cielo24.examples.captions;

import java.nio.file.Path;

import com.cielo24.client.Cielo24Exception;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;

/**
 * The way of a video: its transcription is ordered, and its captions are fetched when they are ready.
 */
final class CaptionRoutes extends RouteBuilder {

    private final Folders folders;
    private final OrderOptions orders;
    private final CaptionFiles captions;
    private final Callbacks callbacks;
    private final RoutePolicy[] policies;

    /**
     * @param callbacks {@code null} if the service cannot call back
     * @param policies  what pauses the routes
     */
    CaptionRoutes(
            Folders folders, OrderOptions orders, CaptionFiles captions, Callbacks callbacks, RoutePolicy... policies) {
        this.folders = folders;
        this.orders = orders;
        this.captions = captions;
        this.callbacks = callbacks;
        this.policies = policies;
    }

    @Override
    public void configure() {
        errorHandler(defaultErrorHandler().logExhausted(false));

        from(folder(
                        folders.inbox(),
                        "recursive=true&autoCreate=false&filter=#media&processStrategy=#filing"
                                + "&pollStrategy=#filing&initialDelay=0&greedy=true&maxMessagesPerPoll=1000&delay=200"))
                .routeId("inbox")
                .to("seda:videos?size=1&blockWhenFull=true");

        // both happen once, however often a video comes here: the ledger remembers what was sent and ordered
        from("seda:videos?size=1&concurrentConsumers={{ingest.parallelism}}&exceptionHandler=#quiet&pollTimeout=100")
                .routeId("order")
                .routePolicy(policies)
                .process(orders::read)
                .to("cielo24:addMedia?createJob=true&language={{captions.language}}")
                .to("cielo24:performTranscription?fidelity={{captions.fidelity}}&priority={{captions.priority}}");

        from("cielo24:completedJobs?delay={{captions.poll}}&initialDelay=0&lookBack={{captions.look-back}}"
                        + "&idempotentRepository=#givenOut")
                .routeId("fetch")
                .routePolicy(policies)
                .filter(captions::isOurs)
                .process(captions::locate)
                .toD("direct:${header.CamelCielo24JobOutcome}");

        RouteDefinition complete = from("direct:complete");
        complete.onException(Cielo24Exception.class)
                .onWhen(captions::cannotSucceed)
                .handled(true)
                .to("direct:mediaFailure");
        for (String ending : captions.formats()) {
            complete.process(exchange -> captions.choose(exchange, ending))
                    .to("cielo24:getCaption")
                    .to(folder(folders.done(), WHOLE_FILES));
        }
        complete.process(captions::fetched);

        from("direct:mediaFailure").process(captions::describeProblem).to(folder(folders.review(), WHOLE_FILES));
        from("direct:overdue").process(captions::warnOverdue);

        if (callbacks != null) {
            // 200 only when it is noted on the disk: after that the service does not call again
            from("platform-http:/callbacks/{token}/{job}?httpMethodRestrict=GET")
                    .routeId("callback")
                    .choice()
                    .when(callbacks::isGenuine)
                    .setBody(header("job"))
                    .setHeader(Exchange.FILE_NAME, header("job"))
                    .to(folder(folders.callbacks(), WHOLE_FILES))
                    .process(callbacks::accept)
                    .otherwise()
                    .process(callbacks::refuse);

            from(folder(folders.callbacks(), "delete=true&initialDelay=0&delay=200&greedy=true"))
                    .routeId("wake")
                    .to("cielo24:completedJobs");
        }
    }

    /** Nobody sees half a file, and a second one replaces the first. */
    private static final String WHOLE_FILES =
            "tempFileName=.${file:onlyname}.part&fileExist=Override&eagerDeleteTargetFile=false";

    private FileEndpoint folder(Path folder, String options) {
        FileEndpoint endpoint = (FileEndpoint) endpoint("file:" + folder.getFileName() + "?" + options);
        // not in the URI: a folder's name may have characters that mean something there
        endpoint.setFile(folder.toFile());
        endpoint.getConfiguration().setDirectory(folder.toString());
        return endpoint;
    }
}
