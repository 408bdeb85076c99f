package com.cielo24.examples.benchmark;

import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A contestant, and its program: reads a line with work, does it, prints a line with what it took, and so on until the
 * process that started it says no more. It lives for all rounds, so that its code is compiled before they count.
 */
record Sender(String name, Child child) implements Turns.Contestant {

    /** What it prints when it is ready to work. */
    static final String READY = "ready";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URL = "https://media.example.com/recordings/2026/lecture-%d.mp4";

    /** The ways to the service there are, apart from curl. */
    enum Way {
        COMPONENT,
        OPERATED,
        CAMEL_HTTP,
        TRANSFER_TO,
        /** From queue to queue: it does that without being told. */
        JMS
    }

    @Override
    public Turns.Round run(Turns.Work work) throws IOException {
        child.tell(JSON.writeValueAsString(work));
        return JSON.readValue(child.await(line -> line.startsWith("{")), Turns.Round.class);
    }

    /** With a {@link Way}, and the base URL of the service or broker. */
    public static void main(String[] arguments) throws Exception {
        Way way = Way.valueOf(arguments[0]);
        String url = arguments[1];
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            if (way == Way.OPERATED) {
                Routes.operate(context);
            } else {
                context.disableJMX();
            }
            RouteBuilder.addRoutes(context, routes -> {
                switch (way) {
                    case COMPONENT, OPERATED -> Routes.component(routes, url);
                    case CAMEL_HTTP -> Routes.camelHttp(routes, url);
                    case TRANSFER_TO -> Routes.transferTo(routes, url);
                    case JMS -> Routes.jms(routes, url);
                }
            });
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            ExecutorService threads = context.getExecutorServiceManager().newCachedThreadPool(context, "sender");
            System.out.println(READY);
            MappingIterator<Turns.Work> works = JSON.readerFor(Turns.Work.class).readValues(System.in);
            while (works.hasNext()) {
                System.out.println(JSON.writeValueAsString(work(works.next(), template, threads)));
            }
        }
    }

    private static Turns.Round work(Turns.Work work, ProducerTemplate template, ExecutorService threads)
            throws Exception {
        long cpu = Child.cpuNanos(ProcessHandle.current().info());
        long start = System.nanoTime();
        long end = start + work.millis() * 1_000_000;
        Callable<Long> sender = () -> {
            long count = 0;
            while (work.each() > 0 ? count < work.each() : System.nanoTime() < end) {
                Object body = work.file() == null ? URL.formatted(count) : new File(work.file());
                template.requestBody(work.file() == null ? "direct:url" : "direct:upload", body, String.class);
                count++;
            }
            return count;
        };
        long count = 0;
        for (Future<Long> each : threads.invokeAll(Collections.nCopies(work.senders(), sender))) {
            count += each.get();
        }
        long nanos = System.nanoTime() - start;
        return new Turns.Round(nanos, Child.cpuNanos(ProcessHandle.current().info()) - cpu, count);
    }
}
