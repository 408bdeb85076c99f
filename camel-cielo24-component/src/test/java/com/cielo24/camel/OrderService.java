package com.cielo24.camel;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that takes every order, says of a job what a test wants, and fails as it wants. */
final class OrderService implements Closeable {

    static final String NOT_ORDERED = "\"JobStatus\":\"Pending\",\"Fidelity\":null,\"StartDate\":null";
    static final String ORDERED = "\"JobStatus\":\"In Process\"";

    private final RawService service = RawService.start(this::serve);
    private final List<Map<String, String>> orders = new CopyOnWriteArrayList<>();
    private final Queue<RawService.Behaviour> faults = new ConcurrentLinkedQueue<>();
    private final Queue<RawService.Behaviour> infoFaults = new ConcurrentLinkedQueue<>();
    private volatile String info = NOT_ORDERED;

    OrderService() throws IOException {}

    String baseUrl() {
        return service.baseUrl();
    }

    /** What was ordered, by the names of the parameters. */
    List<Map<String, String>> orders() {
        return orders;
    }

    long questions() {
        return service.heads().stream()
                .filter(head -> head.contains("/api/job/info"))
                .count();
    }

    /** What is answered to the next order, which is taken all the same. */
    OrderService answersNext(RawService.Behaviour answer) {
        faults.add(answer);
        return this;
    }

    OrderService answersNextQuestion(RawService.Behaviour answer) {
        infoFaults.add(answer);
        return this;
    }

    /** The fields that the service has of every job. */
    OrderService says(String fields) {
        info = fields;
        return this;
    }

    private void serve(RawService.Peer peer) throws IOException, InterruptedException {
        String target = peer.head().split(" ")[1];
        boolean isOrder = target.contains("perform_transcription");
        if (isOrder) {
            orders.add(parameters(target));
        }
        RawService.Behaviour fault = (isOrder ? faults : infoFaults).poll();
        if (fault != null) {
            fault.behave(peer);
        } else if (isOrder) {
            peer.answer(200, "{\"TaskId\":\"task" + orders.size() + "\"}");
        } else {
            peer.answer(200, "{\"JobId\":\"" + Cielo24Camel.JOB + "\"," + info + "}");
        }
    }

    private static Map<String, String> parameters(String target) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : URI.create(target).getRawQuery().split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        parameters.keySet().removeAll(List.of("v", "api_token"));
        return parameters;
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
