package com.cielo24.examples.captions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.cielo24.examples.support.ProgramProcess;

/** The program in a process of its own, with 64 MB of heap. */
final class CaptionsProcess extends ProgramProcess {

    CaptionsProcess(Path directory, List<String> properties, String... args) {
        super(directory, Captions.class, options(properties), Map.of(), args);
    }

    private static List<String> options(List<String> properties) {
        // starts sooner; most of these processes live for a second or two
        List<String> options = new ArrayList<>(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"));
        properties.forEach(property -> options.add("-D" + property));
        return options;
    }
}
