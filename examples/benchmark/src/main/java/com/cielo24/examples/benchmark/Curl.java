package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.util.List;

/**
 * curl as the service wants it: {@code -T} streams the file with its length and without a Content-Type, and an empty
 * {@code Expect} has it begin at once. It is timed by its own clock, which leaves out the start of its process. The
 * certificate is that of a service with TLS, or empty.
 */
record Curl(String service, String certificate) implements Turns.Contestant {

    /** The shell says what the process cost the processors, finer than a clock tick. */
    private static final String TIMED = """
            TIMEFORMAT='%3U %3S'
            { time curl --silent --fail --noproxy '*' --request POST --header Expect: --output /dev/null \\
                --write-out '%{time_total} ' --upload-file "$1" ${3:+--tlsv1.3 --cacert "$3"} "$2" 2>/dev/null; } 2>&1
            """;

    @Override
    public String name() {
        return "curl";
    }

    @Override
    public Turns.Round run(Sender.Work work) throws IOException, InterruptedException {
        String url = service + Routes.PATH + "?" + Routes.QUERY;
        String[] times = Lab.output(List.of("bash", "-c", TIMED, "bash", work.file(), url, certificate))
                .trim()
                .split("\\s+");
        return new Turns.Round(nanos(times[0]), nanos(times[1]) + nanos(times[2]), 1);
    }

    private static long nanos(String seconds) {
        return (long) (Double.parseDouble(seconds) * 1e9);
    }
}
