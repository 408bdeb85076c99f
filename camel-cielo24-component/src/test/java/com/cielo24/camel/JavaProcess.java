package com.cielo24.camel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the tests in a virtual machine of its own, with their class path. */
public final class JavaProcess {

    private JavaProcess() {}

    /**
     * @param  options of the virtual machine
     * @return         to be started
     */
    public static ProcessBuilder of(List<String> options, Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
