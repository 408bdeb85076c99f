package com.cielo24.examples.support;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import com.cielo24.camel.Cielo24Component;
import com.cielo24.camel.traffic.Call;
import com.cielo24.camel.traffic.Traffic;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** What is under way, by the component's statistics, and what has ended. Thread-safe. */
public final class Board {

    private static final String NAME = "board";
    private static final int LATEST = 200;

    private final Function<Exchange, String> subject;
    private final Traffic traffic;
    private final Instant since = Instant.now();
    private final Deque<Map<String, ?>> latest = new ArrayDeque<>();
    private final Map<String, Integer> today = new TreeMap<>();
    private LocalDate day = LocalDate.now();

    /** An upload that is under way; rate in bytes a second. */
    record Upload(String file, String job, long sent, long total, long rate) {}

    private Board(Function<Exchange, String> subject, Traffic traffic) {
        this.subject = subject;
        this.traffic = traffic;
    }

    /**
     * Adds the board of a context that is not started yet.
     *
     * @param subject what an exchange is about: a file, or a message
     */
    public static Board in(CamelContext context, Function<Exchange, String> subject) {
        Cielo24Component component = context.getComponent("cielo24", Cielo24Component.class);
        Board board = new Board(subject, component.getTraffic());
        context.getRegistry().bind(NAME, board);
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

    /** As the page gets it. */
    synchronized Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("at", Instant.now().toString());
        content.put("since", since.toString());
        content.put("uploads", traffic.uploads().stream().map(this::upload).toList());
        content.put("today", new TreeMap<>(today()));
        content.put("outcomes", new ArrayList<>(latest));
        return content;
    }

    private Upload upload(Call call) {
        return new Upload(
                subject.apply(call.exchange()), call.jobId(), call.sent(), call.total(), Math.round(call.rate()));
    }
}
