package com.cielo24.examples.watch;

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
        name = "directory-watch",
        mixinStandardHelpOptions = true,
        description = "Adds each file that is dropped into a folder to its cielo24 job. Configured by"
                + " application.properties, system properties and the environment; see README.md.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all files were added to their jobs",
            "1:with --once: some were not; see failed, retry and review",
            "2:the configuration is wrong"
        })
public final class DirectoryWatch implements Callable<Integer> {

    static {
        // before the first logger is made
        Terminal.prepare();
    }

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);

    @Option(names = "--once", description = "End when the inbox is empty.")
    private boolean once;

    public static void main(String[] args) {
        System.exit(new CommandLine(new DirectoryWatch()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Watch watch = new Watch(once, new Properties());
        try {
            watch.run();
        } catch (Exception e) {
            LOG.debug("Cannot start", e);
            System.err.println("Cannot start: " + ExampleMain.reason(e));
            watch.release();
            return CommandLine.ExitCode.USAGE;
        }
        return watch.isAllWell() || !once ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
