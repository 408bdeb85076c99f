package com.cielo24.camel;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A service that only lists jobs, the newest first, with the filters that the consumer uses; the tests break it. */
final class JobListService implements AutoCloseable {

    private final ConcurrentLinkedDeque<Map<String, String>> jobs = new ConcurrentLinkedDeque<>();
    private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
    private final RawService service;
    private volatile boolean ignoringFilters;
    private volatile RawService.Behaviour fault;
    private volatile String refused;

    JobListService() throws IOException {
        service = RawService.start(this::answer);
    }

    String baseUrl() {
        return service.baseUrl();
    }

    /** The last one added is the newest. */
    void add(String id, String... fields) {
        Map<String, String> job = new LinkedHashMap<>();
        job.put("JobId", id);
        for (int i = 0; i < fields.length; i += 2) {
            job.put(fields[i], fields[i + 1]);
        }
        jobs.addFirst(job);
    }

    void complete(String id, String completedDate) {
        add(id, "JobStatus", "Complete", "CompletedDate", completedDate);
    }

    void ignoreFilters() {
        ignoringFilters = true;
    }

    void refuse(String filter) {
        refused = filter;
    }

    /** {@code null} for none. */
    void breakWith(RawService.Behaviour behaviour) {
        fault = behaviour;
    }

    /** The parameters of the lists of one status; {@code null} for those without a status. */
    List<Map<String, String>> lists(String status) {
        return requests.stream()
                .filter(request -> Objects.equals(request.get("JobStatus"), status))
                .toList();
    }

    int requests() {
        return requests.size();
    }

    private void answer(RawService.Peer peer) throws IOException, InterruptedException {
        Map<String, String> query = query(peer.head());
        requests.add(query);
        if (fault != null) {
            fault.behave(peer);
            return;
        }
        if (refused != null && query.containsKey(refused)) {
            peer.answer(400, "{\"ErrorType\": \"INVALID_QUERY\"}");
            return;
        }
        String list = jobs.stream()
                .filter(job -> ignoringFilters || matches(job, query))
                .map(job -> job.entrySet().stream()
                        .map(field -> "\"" + field.getKey() + "\": \"" + field.getValue() + "\"")
                        .collect(Collectors.joining(", ", "{", "}")))
                .collect(Collectors.joining(", "));
        peer.answer(200, "{\"Username\": \"ann\", \"ActiveJobs\": [" + list + "]}");
    }

    private static boolean matches(Map<String, String> job, Map<String, String> query) {
        return (!query.containsKey("JobStatus") || query.get("JobStatus").equals(job.get("JobStatus")))
                && from(job.get("CompletedDate"), query.get("CompleteDateFrom"))
                && from(job.get("CreationDate"), query.get("CreationDateFrom"))
                && from(job.get("DueDate"), query.get("DueDateFrom"))
                && (!query.containsKey("DueDateTo") || from(query.get("DueDateTo"), job.get("DueDate")));
    }

    private static boolean from(String date, String from) {
        return from == null || date != null && date.compareTo(from) >= 0;
    }

    private static Map<String, String> query(String head) {
        String target = head.split(" ")[1];
        return Arrays.stream(target.substring(target.indexOf('?') + 1).split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(
                        parameter -> parameter[0],
                        parameter -> URLDecoder.decode(parameter[1], StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
