package com.cielo24.examples.benchmark;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.function.ThrowingConsumer;

/**
 * A contestant, and its program: reads a line with {@link Work}, does it, prints a line with what it took, and so on until
 * the process that started it says no more. It lives for all rounds, so that its code is compiled before they count.
 */
record Sender(String name, Child child) implements Turns.Contestant {

    /** What it prints when it is ready to work. */
    static final String READY = "ready";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
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

    /** From so many threads at once, each so often or, if that is 0, for a time: a file or, if that is null, URLs. */
    record Work(String file, int senders, long each, long millis) {}

    @Override
    public Turns.Round run(Work work) throws IOException {
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
                    case JMS -> Routes.jms(routes, url);
                    case TRANSFER_TO -> {}
                }
            });
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            ThrowingConsumer<Object, Exception> call = way == Way.TRANSFER_TO
                    ? body -> transfer(((File) body).toPath(), URI.create(url))
                    : body -> template.requestBody(
                            body instanceof String ? "direct:url" : "direct:upload", body, String.class);
            System.out.println(READY);
            MappingIterator<Work> works = JSON.readerFor(Work.class).readValues(System.in);
            while (works.hasNext()) {
                System.out.println(JSON.writeValueAsString(work(works.next(), call)));
            }
        }
    }

    private static Turns.Round work(Work work, ThrowingConsumer<Object, Exception> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.senders());
        try {
            long cpu = SYSTEM.getProcessCpuTime();
            long start = System.nanoTime();
            long end = start + work.millis() * 1_000_000;
            Callable<Long> sender = () -> {
                long count = 0;
                while (work.each() > 0 ? count < work.each() : System.nanoTime() < end) {
                    call.accept(work.file() == null ? URL.formatted(count) : new File(work.file()));
                    count++;
                }
                return count;
            };
            long count = 0;
            for (Future<Long> each : threads.invokeAll(Collections.nCopies(work.senders(), sender))) {
                count += each.get();
            }
            return new Turns.Round(System.nanoTime() - start, SYSTEM.getProcessCpuTime() - cpu, count);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The floor: the system itself moves the bytes from the file to the network ({@code sendfile}). */
    private static void transfer(Path file, URI service) throws IOException {
        try (FileChannel media = FileChannel.open(file);
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(service.getHost(), service.getPort()))) {
            long size = media.size();
            channel.write(StandardCharsets.ISO_8859_1.encode("POST " + Routes.PATH + "?" + Routes.QUERY
                    + " HTTP/1.1\r\nHost: " + service.getAuthority() + "\r\nContent-Length: " + size + "\r\n\r\n"));
            for (long sent = 0; sent < size; ) {
                sent += media.transferTo(sent, size - sent, channel);
            }
            if (channel.read(ByteBuffer.allocate(4096)) == -1) {
                throw new EOFException("no answer");
            }
        }
    }
}
