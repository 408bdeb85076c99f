package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * curl as the service wants it: {@code -T} streams the file with its length and without a Content-Type, and an empty
 * {@code Expect} has it begin at once. It is timed by its own clock, which leaves out the start of its process. It takes any
 * certificate, as the receiver's was made for this run.
 */
record Curl(String name, String service) implements Turns.Contestant {

    /** The shell says what the process cost the processors, finer than a clock tick. */
    private static final String TIMED = """
            TIMEFORMAT='%3U %3S'
            { time curl --silent --fail --noproxy '*' --insecure --tlsv1.3 --request POST --header Expect: \\
                --output /dev/null --write-out '%{time_total} ' --upload-file "$1" "$2" 2>/dev/null; } 2>&1
            """;

    @Override
    public Turns.Round run(Turns.Work work) throws IOException, InterruptedException {
        String url = service + Routes.PATH + "?" + Routes.QUERY;
        String times = Lab.output(List.of("bash", "-c", TIMED, "bash", work.file(), url));
        double[] nanos = Stream.of(times.trim().split("\\s+"))
                .mapToDouble(seconds -> Double.parseDouble(seconds) * 1e9)
                .toArray();
        return new Turns.Round((long) nanos[0], (long) (nanos[1] + nanos[2]), 1);
    }
}
