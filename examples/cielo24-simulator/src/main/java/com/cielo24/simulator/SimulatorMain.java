package com.cielo24.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The simulator as a program: prints where it listens, then a line for each request. */
@Command(
        name = "cielo24-simulator",
        description = "A local server that takes media, and orders of transcriptions, as cielo24 does.",
        mixinStandardHelpOptions = true,
        versionProvider = SimulatorMain.Version.class,
        usageHelpAutoWidth = true)
public final class SimulatorMain implements Callable<Integer> {

    /** Of the jar; classes that were never packed have none. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = SimulatorMain.class.getPackage().getImplementationVersion();
            return new String[] {"cielo24-simulator " + (version == null ? "(not packed)" : version)};
        }
    }

    @Spec
    private CommandSpec command;

    @Option(names = "--port", defaultValue = "8024", description = "Port to listen on, 0 for any (default: 8024).")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "<address>",
            defaultValue = "127.0.0.1",
            description = "Address to listen on, such as 0.0.0.0 in a container (default: 127.0.0.1).")
    private InetAddress bind;

    @Option(
            names = "--host",
            paramLabel = "<name>",
            description =
                    "A name that clients call it by, repeatable, besides localhost, addresses, names without a dot,"
                            + " and those of the service.")
    private List<String> hosts = List.of();

    @Option(
            names = "--tls-keystore",
            paramLabel = "<file>",
            description = "Serve https with the key and the certificate in this PKCS12 file (default: plain http).")
    private Path keystore;

    @Option(
            names = "--tls-password-file",
            paramLabel = "<file>",
            description = "The file with the password of the keystore in its first line.")
    private Path passwordFile;

    @Option(names = "--token", description = "The api_token to take (default: a demo token, which is printed).")
    private String token;

    @Option(names = "--folder", description = "Keep uploaded bytes here, a file a job (default: keep none).")
    private Path folder;

    @Option(
            names = "--job",
            description = "A job that exists, a hex string, repeatable; others are created by /api/job/new.")
    private List<String> jobs;

    @Option(names = "--any-job", description = "Every id of 32 hex digits is a job.")
    private boolean anyJob;

    @Option(names = "--no-sha256", description = "Do not hash uploads, where throughput is measured.")
    private boolean noSha256;

    @Option(
            names = "--account",
            paramLabel = "<username:password:securekey>",
            description = "Who may log in, repeatable (default: a demo account, which is printed).")
    private List<String> accounts;

    @Option(
            names = "--token-idle",
            paramLabel = "<millis>",
            defaultValue = "3600000",
            description = "How long a token from a login lives without use, in milliseconds (default: an hour).")
    private long tokenIdle;

    @Option(
            names = "--token-lifetime",
            paramLabel = "<millis>",
            description = "How long a token from a login lives at most, in milliseconds (default: 365 days).")
    private Long tokenLifetime;

    @Option(
            names = "--transcription-time",
            paramLabel = "<millis>",
            defaultValue = "1000",
            description = "How long a transcription takes, in milliseconds (default: a second).")
    private long transcriptionTime;

    @Option(
            names = "--turnaround-hour",
            paramLabel = "<millis>",
            defaultValue = "3600000",
            description = "How long an hour of turnaround_hours lasts, in milliseconds: a short one makes jobs overdue"
                    + " (default: an hour).")
    private long turnaroundHour;

    @Option(names = "--authorization-required", description = "Hold ordered jobs until /api/job/authorize.")
    private boolean authorizationRequired;

    @Option(
            names = "--callback-retry-after",
            paramLabel = "<millis>",
            defaultValue = "600000",
            description =
                    "How long after an attempt a callback is sent again that was not answered with 200, in milliseconds"
                            + " (default: ten minutes).")
    private long callbackRetryAfter;

    @Option(
            names = "--callbacks-anywhere",
            description = "Call back other machines as well (default: localhost, 127.x and [::1] only).")
    private boolean callbacksAnywhere;

    @Option(
            names = "--length-of-urls",
            paramLabel = "<millis>",
            defaultValue = "60000",
            description = "How long media from a URL is, in milliseconds, as it is never fetched (default: a minute).")
    private long lengthOfUrls;

    public static void main(String[] args) {
        System.exit(new CommandLine(new SimulatorMain()).execute(args));
    }

    @Override
    public Integer call() {
        Cielo24Simulator simulator;
        try {
            simulator = builder().start();
        } catch (IllegalArgumentException e) {
            command.commandLine().getErr().println("Cannot start: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        } catch (UncheckedIOException e) {
            command.commandLine().getErr().println("Cannot start: " + reason(e.getCause()));
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
        introduce(simulator);
        return waitForCtrlC();
    }

    private static int waitForCtrlC() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private String reason(IOException e) {
        if (e instanceof BindException) {
            return isForeign(bind)
                    ? bind.getHostAddress() + " is not an address of this machine"
                    : "port " + port + " is taken; choose another by --port, or any by --port 0";
        }
        return e instanceof FileSystemException
                ? "the folder " + folder + " cannot be created or used: " + e
                : e.toString();
    }

    private static boolean isForeign(InetAddress address) {
        try {
            return !address.isAnyLocalAddress()
                    && !address.isLoopbackAddress()
                    && NetworkInterface.getByInetAddress(address) == null;
        } catch (SocketException e) {
            return false;
        }
    }

    private SimulatorBuilder builder() {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port must be 0 to 65535, but is " + port);
        }
        SimulatorBuilder builder =
                Cielo24Simulator.builder().bind(bind).port(port).onOutcome(SimulatorMain::print);
        builder.tokenIdle(Duration.ofMillis(tokenIdle));
        if (tokenLifetime != null) {
            builder.tokenLifetime(Duration.ofMillis(tokenLifetime));
        }
        builder.transcriptionTime(Duration.ofMillis(transcriptionTime));
        builder.turnaroundHour(Duration.ofMillis(turnaroundHour));
        builder.callbackRetryAfter(Duration.ofMillis(callbackRetryAfter));
        builder.lengthOfUrls(Duration.ofMillis(lengthOfUrls));
        if (callbacksAnywhere) {
            builder.callbacksAnywhere();
        }
        if (authorizationRequired) {
            builder.authorizationRequired();
        }
        hosts.forEach(builder::host);
        if (accounts != null) {
            accounts.forEach(account -> builder.account(account(account)));
        }
        if (token != null) {
            builder.apiToken(token);
        }
        if (folder != null) {
            builder.mediaFolder(folder);
        }
        if (jobs != null) {
            builder.jobs(jobs);
        }
        if (anyJob) {
            builder.anyJob();
        }
        builder.sha256(!noSha256);
        if (keystore == null && passwordFile != null) {
            throw new IllegalArgumentException("--tls-password-file needs the keystore, --tls-keystore");
        }
        if (keystore != null) {
            builder.sslContext(Keystore.sslContext(keystore, passwordFile));
        }
        return builder;
    }

    private static Account account(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            // its words are not repeated: they are secrets
            throw new IllegalArgumentException("--account must be username:password:securekey");
        }
        return new Account(parts[0], parts[1], parts[2]);
    }

    private void introduce(Cielo24Simulator simulator) {
        System.out.printf(
                """
                cielo24 simulator at %1$s
                  a client needs   base URL %1$s and %2$s
                  or to log in as  %4$s
                  jobs             %3$s
                  received media   %1$s/simulator/media
                  created jobs     %1$s/simulator/jobs
                  orders           %1$s/simulator/orders
                  Ctrl-C stops.
                """,
                simulator.baseUrl(),
                token == null ? "the demo token " + Cielo24Simulator.DEMO_TOKEN : "the token given by --token",
                jobs(),
                accounts == null ? demoAccount() : "an account given by --account");
    }

    private String jobs() {
        String given = jobs == null ? "" : String.join(", ", jobs) + ", and ";
        return given + (anyJob ? "every id of 32 hex digits" : "those created by /api/job/new");
    }

    private static String demoAccount() {
        Account demo = Cielo24Simulator.DEMO_ACCOUNT;
        return demo.username() + ", password " + demo.password() + " or securekey " + demo.securekey();
    }

    private static void print(Outcome outcome) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + outcome);
    }
}
