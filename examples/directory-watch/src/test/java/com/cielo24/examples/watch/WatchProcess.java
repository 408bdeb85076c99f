package com.cielo24.examples.watch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.cielo24.examples.support.ProgramProcess;
import com.cielo24.simulator.Cielo24Simulator;

/** The watch in a process of its own, with 64 MB of heap. */
final class WatchProcess extends ProgramProcess {

    /** A property that stands for a process that has much to do. */
    static final String AT_FULL_SPEED = "test.at.full.speed=true";

    private WatchProcess(Path directory, Map<String, String> environment, List<String> options, String... args) {
        super(directory, DirectoryWatch.class, options, environment, args);
    }

    /**
     * @param properties system properties, key and value
     */
    static WatchProcess start(
            Path directory, Map<String, String> environment, List<String> properties, String... args) {
        List<String> options = new ArrayList<>(List.of("-Xmx64m"));
        if (!properties.contains(AT_FULL_SPEED)) {
            // starts sooner; most processes of tests live for a second or two
            options.add("-XX:TieredStopAtLevel=1");
        }
        properties.forEach(property -> options.add("-D" + property));
        return new WatchProcess(directory, environment, options, args);
    }

    /** One that sends to a simulator, all its folders below a base. */
    static WatchProcess start(Path base, Cielo24Simulator simulator, List<String> properties, String... args) {
        List<String> all = new ArrayList<>(
                List.of("camel.component.cielo24.base-url=" + simulator.baseUrl(), "ingest.folder=" + base));
        if (properties.stream().noneMatch(property -> property.startsWith("camel.component.cielo24.username="))) {
            all.add("camel.component.cielo24.api-token=" + simulator.apiToken());
        }
        all.addAll(properties);
        return start(base, Map.of(), all, args);
    }
}
