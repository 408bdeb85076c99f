package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.cielo24.examples.benchmark.sender.Round;
import com.cielo24.examples.benchmark.sender.Sender;
import com.cielo24.examples.benchmark.sender.Way;
import com.cielo24.examples.benchmark.sender.Work;

/** A {@link Sender} in a process that lives for all rounds, so that its code is compiled before they count. */
record JavaSender(String name, Child child) implements Contestant, AutoCloseable {

    private static final Duration LONGEST_ROUND = Duration.ofMinutes(10);

    /**
     * @param options  of the virtual machine
     * @param keyStore with the certificate of the receiver, or {@code null} where that has no TLS
     */
    static JavaSender start(
            Lab lab, String name, Way.Name way, Jdk jdk, List<String> options, Lab.Service receiver, Path keyStore)
            throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of(way.name(), receiver.baseUrl().toString()));
        if (keyStore != null) {
            arguments.add(keyStore.toString());
        }
        Child child = lab.java(jdk, Sender.class.getName(), options, arguments.toArray(String[]::new));
        child.await(Sender.READY::equals, Lab.START);
        return new JavaSender(name, child);
    }

    /** In clear text, on the JDK that runs us, with its own defaults. */
    static JavaSender start(Lab lab, String name, Way.Name way, Lab.Service receiver)
            throws IOException, InterruptedException {
        return start(lab, name, way, Jdk.running(), List.of(), receiver, null);
    }

    @Override
    public Round run(Work work) throws IOException, InterruptedException {
        child.tell(work.toString());
        String outcome = child.await(
                        line -> line.startsWith(Sender.DONE) || line.startsWith(Sender.FAILED), LONGEST_ROUND)
                .text();
        if (outcome.startsWith(Sender.FAILED)) {
            throw new IOException(name + " " + outcome);
        }
        return Round.parse(outcome.substring(Sender.DONE.length()));
    }

    @Override
    public void close() {
        child.close();
    }
}
