package com.cielo24.examples.watch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import com.cielo24.camel.Cielo24Configuration;
import com.cielo24.examples.support.Amount;
import com.cielo24.examples.support.ConfigurationException;
import com.cielo24.examples.support.DemoService;
import com.cielo24.examples.support.Tone;
import com.cielo24.simulator.Cielo24Simulator;

/**
 * What runs where no API token is configured: the watch with a simulator of the service, on folders of its own, so that
 * nobody's recordings are filed as done because of a forgotten token.
 */
final class Demo implements Closeable {

    private final Cielo24Simulator simulator;
    private final Path base;
    private final Console console;
    private String path;

    private Demo(Cielo24Simulator simulator, Path base, Console console) {
        this.simulator = simulator;
        this.base = base;
        this.console = console;
    }

    /**
     * Starts a simulator, and has the component send to it.
     *
     * @throws ConfigurationException if a service is configured, so that only its token was forgotten
     */
    static Demo start(Path folder, Cielo24Configuration service, Console console) {
        Path base = folder.resolve("demo");
        Cielo24Simulator simulator = DemoService.start(base.resolve("simulator"), service);
        console.say(
                "No API token is configured (CAMEL_COMPONENT_CIELO24_API_TOKEN), and no username, so this is a DEMO:");
        console.say("files go to a simulator of the service at " + simulator.baseUrl() + " and nowhere else.");
        return new Demo(simulator, base, console);
    }

    Folders folders() {
        return Folders.below(base);
    }

    /** Makes a recording for a new job and drops it into the inbox, as anyone should: whole at once. */
    void dropRecording() throws IOException {
        path = simulator.newJob() + "-tone.wav";
        Path unfinished = folders().inbox().resolve("." + path);
        Tone.write(unfinished);
        Files.move(unfinished, folders().inbox().resolve(path), StandardCopyOption.ATOMIC_MOVE);
        console.say("Dropped a recording of two seconds into " + folders().inbox() + ": " + path);
    }

    /** Shows what happened to the recording. */
    void ended(Attempt attempt) {
        if (!attempt.path().equals(path)) {
            return;
        }
        Path file = folders()
                .of(attempt.ending().verdict())
                .resolve(attempt.ending().name());
        Path report = file.resolveSibling(
                file.getFileName() + Report.suffix(attempt.ending().verdict()));
        console.say("The file is now  " + file);
        console.say("its report is    " + report);
        try {
            Files.readString(report).lines().forEach(line -> console.say("    " + line));
        } catch (IOException e) {
            console.say("    " + e);
        }
        simulator
                .media(attempt.job())
                .ifPresent(media -> console.say("the service has  " + media.file() + ", " + Amount.bytes(media.bytes())
                        + ", SHA-256 " + media.sha256()));
    }

    /** What a person can do next. */
    void invite() {
        console.say("Drop files of your own into " + folders().inbox() + "; Ctrl-C ends.");
    }

    @Override
    public void close() {
        simulator.close();
    }
}
