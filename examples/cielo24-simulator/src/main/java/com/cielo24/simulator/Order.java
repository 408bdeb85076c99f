package com.cielo24.simulator;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An order that {@code /api/job/perform_transcription} accepted. In the service each of them costs money.
 *
 * @param jobId      the job, in lower case
 * @param taskId     what the client was answered: 32 hex digits
 * @param fidelity   as ordered: {@code MECHANICAL}, {@code PREMIUM} or {@code PROFESSIONAL}
 * @param priority   as ordered: {@code STANDARD} or {@code PRIORITY}
 * @param parameters all parameters, decoded, under the names of the service, without the version and the token
 * @param orderedAt  when it was accepted
 */
public record Order(
        String jobId,
        String taskId,
        String fidelity,
        String priority,
        Map<String, String> parameters,
        Instant orderedAt) {

    private static final String STANDARD = "STANDARD";
    private static final String PRIORITY = "PRIORITY";

    /** The default of each priority. */
    static final Map<String, Integer> TURNAROUND_HOURS = new TreeMap<>(Map.of(STANDARD, 48, PRIORITY, 24));

    /** The names under which they are ordered, and those under which {@code /api/job/info} returns them. */
    static final Map<String, String> FIDELITIES =
            new TreeMap<>(Map.of("MECHANICAL", "MECHANICAL", "PREMIUM", "STANDARD", "PROFESSIONAL", "HIGH"));

    public Order {
        parameters = Map.copyOf(parameters);
    }

    /** A parameter that was given and is not empty. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    /** As ordered, or else those of the priority. */
    int turnaroundHours() {
        return parameter("turnaround_hours").map(Integer::valueOf).orElse(TURNAROUND_HOURS.get(priority));
    }

    String renamedFidelity() {
        return FIDELITIES.get(fidelity);
    }

    Optional<OrderOptions> options() {
        return parameter("options").map(OrderOptions::ofAccepted);
    }

    /** The service raises the priority, and says nothing, if the turnaround is shorter than that of the priority. */
    String raisedPriority() {
        return turnaroundHours() < TURNAROUND_HOURS.get(STANDARD) ? PRIORITY : priority;
    }

    /** Without the parameters: a callback URL may hold secrets. */
    @Override
    public String toString() {
        return "Order[job " + jobId + ", " + fidelity + " " + priority + ", " + orderedAt + "]";
    }
}
