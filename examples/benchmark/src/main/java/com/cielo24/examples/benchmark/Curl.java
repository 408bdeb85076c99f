package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.cielo24.examples.benchmark.sender.Round;
import com.cielo24.examples.benchmark.sender.Way;
import com.cielo24.examples.benchmark.sender.Work;

/**
 * curl as the service wants it: {@code -T} streams the file with its length and without a Content-Type, and an empty
 * {@code Expect} has it begin at once. It is timed by its own clock, which leaves out the start of its process.
 */
record Curl(URI service, Path certificate) implements Contestant {

    static String version() throws IOException, InterruptedException {
        return output(List.of("curl", "--version")).split(" ", 3)[1];
    }

    @Override
    public String name() {
        return "curl";
    }

    @Override
    public Round run(Work work) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                // the shell says what the process cost the processors, finer than a clock tick
                "bash",
                "-c",
                "TIMEFORMAT='%3U %3S'; { time \"$@\" 2>/dev/null; } 2>&1",
                "bash",
                "curl",
                "--silent",
                "--fail",
                "--noproxy",
                "*",
                "--request",
                "POST",
                "--header",
                "Expect:",
                "--upload-file",
                work.file().toString(),
                "--output",
                "/dev/null",
                "--write-out",
                "%{time_total} "));
        if (certificate != null) {
            command.addAll(List.of("--tlsv1.3", "--cacert", certificate.toString()));
        }
        command.add(service + "/api/job/add_media?v=1&api_token=" + Way.TOKEN + "&job_id=" + Way.JOB);
        String[] times = output(command).trim().split("\\s+");
        return new Round(nanos(times[0]), nanos(times[1]) + nanos(times[2]), 1);
    }

    private static long nanos(String seconds) {
        return (long) (Double.parseDouble(seconds.replace(',', '.')) * 1e9);
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IOException(
                        String.format(Locale.ROOT, "curl ended with %d: %s", process.exitValue(), output.trim()));
            }
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
