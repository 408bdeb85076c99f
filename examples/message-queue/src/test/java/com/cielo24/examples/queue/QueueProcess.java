package com.cielo24.examples.queue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.cielo24.examples.support.ProgramProcess;

/** A worker, or a broker, in a process of its own. */
final class QueueProcess extends ProgramProcess {

    private QueueProcess(Path directory, List<String> options, String... args) {
        super(directory, MessageQueue.class, options, Map.of(), args);
    }

    /**
     * @param options    of the JVM
     * @param properties system properties
     */
    static QueueProcess start(Path directory, List<String> options, Map<String, String> properties, String... args) {
        List<String> all = new ArrayList<>(options);
        properties.forEach((key, value) -> all.add("-D" + key + "=" + value));
        return new QueueProcess(directory, all, args);
    }
}
