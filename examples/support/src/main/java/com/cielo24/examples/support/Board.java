package com.cielo24.examples.support;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import com.cielo24.camel.OutageRoutePolicy;
import com.cielo24.camel.UploadEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

/** What is under way, by the component's events; what has ended; and which routes are paused. Thread-safe. */
public final class Board extends SimpleEventNotifierSupport {

    private static final String NAME = "board";
    private static final int LATEST = 200;

    private final Function<Exchange, String> subject;
    private final Progress progress;
    private final Instant since = Instant.now();
    private final Map<Exchange, UploadEvent> uploads = new LinkedHashMap<>();
    private final Deque<Map<String, ?>> latest = new ArrayDeque<>();
    private final Map<String, Integer> today = new TreeMap<>();
    private LocalDate day = LocalDate.now();

    /** An upload that is under way; rate in bytes a second. */
    record Upload(String file, String job, long sent, long total, long rate) {}

    private Board(Function<Exchange, String> subject, Progress progress) {
        this.subject = subject;
        this.progress = progress;
    }

    /**
     * Adds the board of a context that is not started yet.
     *
     * @param subject what an exchange is about: a file, or a message
     */
    public static Board in(CamelContext context, Function<Exchange, String> subject, Progress progress) {
        Board board = new Board(subject, progress);
        context.getRegistry().bind(NAME, board);
        context.getManagementStrategy().addEventNotifier(board);
        return board;
    }

    /**
     * Notes the end of a file or message, or of an attempt, on the board of the exchange's context, if it has one.
     *
     * @param outcome {@code done}, {@code failed}, {@code review}, or {@code later} if there will be another attempt
     * @param report  with fields as {@link com.cielo24.camel.MediaReport} has them
     */
    public static void ended(Exchange exchange, String outcome, Map<String, ?> report) {
        Board board = exchange.getContext().getRegistry().lookupByNameAndType(NAME, Board.class);
        if (board != null) {
            board.add(exchange, outcome, report);
        }
    }

    private void add(Exchange exchange, String outcome, Map<String, ?> report) {
        Map<String, Object> ended = new LinkedHashMap<>(report);
        ended.put("outcome", outcome);
        ended.put("file", subject.apply(exchange));
        ended.put("when", Instant.now().toString());
        ended.put("milliseconds", exchange.getClock().elapsed());
        synchronized (this) {
            latest.addFirst(ended);
            if (latest.size() > LATEST) {
                latest.removeLast();
            }
            today().merge(outcome, 1, Integer::sum);
        }
    }

    private Map<String, Integer> today() {
        if (!day.equals(LocalDate.now())) {
            day = LocalDate.now();
            today.clear();
        }
        return today;
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof UploadEvent;
    }

    @Override
    public synchronized void notify(CamelEvent event) {
        UploadEvent upload = (UploadEvent) event;
        switch (upload.getKind()) {
            case STARTED, PROGRESS -> uploads.put(upload.getExchange(), upload);
            default -> uploads.remove(upload.getExchange());
        }
        progress.show(upload, subject, uploads.values());
    }

    @Override
    protected synchronized void doStop() throws Exception {
        progress.close();
        super.doStop();
    }

    /** As the page gets it. */
    synchronized Map<String, Object> content(CamelContext context) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("program", context.getName());
        content.put("at", Instant.now().toString());
        content.put("since", since.toString());
        content.put("paused", paused(context));
        content.put("uploads", uploads.values().stream().map(this::upload).toList());
        content.put("today", new TreeMap<>(today()));
        content.put("outcomes", new ArrayList<>(latest));
        return content;
    }

    private Upload upload(UploadEvent event) {
        return new Upload(
                subject.apply(event.getExchange()),
                event.getJobId(),
                event.getBytesSent(),
                event.getBytesTotal(),
                Math.round(event.getRate()));
    }

    private static List<String> paused(CamelContext context) {
        return context.getRoutes().stream()
                .flatMap(route -> route.getRoutePolicyList().stream())
                .flatMap(policy ->
                        policy instanceof OutageRoutePolicy outage ? outage.getPausedRoutes().stream() : Stream.empty())
                .distinct()
                .map(Text::shown)
                .toList();
    }
}
