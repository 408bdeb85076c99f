package com.cielo24.examples.queue;

import java.util.Properties;
import java.util.concurrent.Callable;

import com.cielo24.examples.support.ExampleMain;
import com.cielo24.examples.support.Terminal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The program.
 */
@Command(
        name = "message-queue",
        mixinStandardHelpOptions = true,
        description = "Adds the file or URL that each message on a JMS queue names to its cielo24 job. Configured by"
                + " application.properties, system properties and the environment; see README.md.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:it was stopped, or with --once: the demo went as it should",
            "1:with --once: the demo did not",
            "2:the configuration is wrong"
        })
public final class MessageQueue implements Callable<Integer> {

    static {
        // before the first logger is made
        Terminal.prepare();
    }

    private static final Logger LOG = LoggerFactory.getLogger(MessageQueue.class);

    @Option(names = "--once", description = "End when the messages of the demo have ended.")
    private boolean once;

    public static void main(String[] args) {
        System.exit(new CommandLine(new MessageQueue()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Worker worker = new Worker(once, new Properties());
        try {
            worker.run();
        } catch (Exception e) {
            LOG.debug("Cannot start", e);
            System.err.println("Cannot start: " + ExampleMain.reason(e));
            worker.release();
            return CommandLine.ExitCode.USAGE;
        }
        return worker.isAllWell() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
