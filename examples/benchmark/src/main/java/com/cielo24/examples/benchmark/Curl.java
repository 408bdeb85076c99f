package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * curl as the service wants it: {@code -T} streams the file with its length and without a Content-Type, and an empty
 * {@code Expect} has it begin at once. It is timed by its own clock, which leaves out the start of its process.
 *
 * @param certificate of a service with TLS, or {@code null}
 */
record Curl(String service, Path certificate) implements Turns.Contestant {

    // the shell says what the process cost the processors, finer than a clock tick
    private static final String TIMED = "TIMEFORMAT='%3U %3S'; { time \"$@\" 2>/dev/null; } 2>&1";

    @Override
    public String name() {
        return "curl";
    }

    @Override
    public Turns.Round run(Sender.Work work) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", TIMED, "bash"));
        command.addAll(List.of(
                "curl --silent --fail --noproxy * --request POST --header Expect: --output /dev/null".split(" ")));
        command.addAll(List.of("--write-out", "%{time_total} ", "--upload-file", work.file()));
        if (certificate != null) {
            command.addAll(List.of("--tlsv1.3", "--cacert", certificate.toString()));
        }
        command.add(service + Routes.PATH + "?" + Routes.QUERY);
        String[] times = Lab.output(command).trim().split("\\s+");
        return new Turns.Round(nanos(times[0]), nanos(times[1]) + nanos(times[2]), 1);
    }

    private static long nanos(String seconds) {
        return (long) (Double.parseDouble(seconds) * 1e9);
    }
}
