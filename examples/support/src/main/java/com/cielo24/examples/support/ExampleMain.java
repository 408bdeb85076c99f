package com.cielo24.examples.support;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.Function;
import javax.sql.DataSource;

import com.cielo24.ledger.JdbcMediaLedger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * Camel's own main as a command, configured by an {@code application.properties} in the working directory, by system
 * properties and by the environment.
 */
public abstract class ExampleMain extends Main implements Callable<Integer> {

    static {
        // before the first logger is made
        Terminal.prepare();
    }

    private static final String PAGE = "ingest.http.port";

    private Demonstration demonstration;
    private volatile boolean demonstrated = true;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @CommandLine.Option(names = "--once", description = "End when everything that is there is done.")
    protected boolean once;

    /**
     * @param name      what Camel calls the program
     * @param overrides takes precedence over any other configuration
     */
    protected ExampleMain(String name, Properties overrides) {
        setAppName(name);
        // what the first contains, in the working directory, takes precedence
        setPropertyPlaceholderLocations("file:application.properties;optional=true,classpath:application.properties");
        addOverrideProperties(ComponentEnvironment.options(System.getenv()));
        addOverrideProperties(overrides);
        addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport main) {
                try {
                    new KnownKeys(main.getCamelContext()).check();
                    assemble(main.getCamelContext());
                } catch (Exception e) {
                    throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
                }
            }
        });
    }

    private void addOverrideProperties(Map<?, ?> properties) {
        properties.forEach((key, value) -> addOverrideProperty(key.toString(), value.toString()));
    }

    /** Ends the virtual machine, with the exit code of the program. */
    protected static void execute(ExampleMain program, String[] args) {
        System.exit(new CommandLine(program).execute(args));
    }

    /** Runs the program to its end: 0, 1 with {@code --once} if something is not done, 2 if it could not start. */
    @Override
    public final Integer call() throws Exception {
        try {
            run();
        } catch (Exception e) {
            LoggerFactory.getLogger(getClass()).debug("Cannot start", e);
            System.err.println("Cannot start: " + reason(e));
            release();
            return CommandLine.ExitCode.USAGE;
        }
        return isAllWell() || !once ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** What a demo does once the program runs. */
    @FunctionalInterface
    protected interface Demonstration {
        /**
         * @return whether everything went as it should
         */
        boolean run() throws Exception;
    }

    /** Runs a demo when the program has started; {@code --once} ends it afterwards. */
    protected final void demonstrate(Demonstration demonstration) {
        this.demonstration = demonstration;
    }

    @Override
    protected void afterStart() throws Exception {
        super.afterStart();
        if (demonstration != null) {
            Thread thread = new Thread(this::runDemonstration, "demo");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void runDemonstration() {
        try {
            demonstrated = demonstration.run();
        } catch (Exception e) {
            LoggerFactory.getLogger("demo").warn("The demo was cut short: {}", Text.shown(e.getMessage()));
            demonstrated = false;
        }
        if (once) {
            completed();
        }
    }

    /** Adds the routes, and what they need, to a context that is configured and not started. */
    protected abstract void assemble(CamelContext context) throws Exception;

    /** Whether everything that there was to do was done. */
    protected boolean isAllWell() {
        return demonstrated;
    }

    /**
     * Has {@code addMedia} use the ledger of {@code ingest.jdbc.url}, or of the file {@code ledger.db}. A process that
     * has died is taken for dead after {@code ingest.lease}, by default 30 seconds.
     */
    protected final void useLedger(Settings settings, Path folder) {
        DataSource database = LedgerDatabase.open(settings, folder);
        JdbcMediaLedger ledger = settings.optional("ingest.lease").isPresent()
                ? new JdbcMediaLedger(database, settings.duration("ingest.lease"))
                : new JdbcMediaLedger(database);
        settings.context().getRegistry().bind("ledger", opened(ledger));
    }

    /** Has {@link #release} close a resource; those that were opened last come first. */
    protected final <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    /**
     * Shows uploads on the page of {@code ingest.http.port}, and logs how far long ones are, each
     * {@code ingest.progress}.
     *
     * @param log     of the program
     * @param subject what an exchange uploads
     */
    protected final void showUploads(Settings settings, Logger log, Function<Exchange, String> subject) {
        ProgressLines.Teller lines = (exchange, sent, total, rate) -> log.info(
                "{}: {} of {}, {} %, {}",
                subject.apply(exchange),
                Amount.bytes(sent),
                Amount.bytes(total),
                sent * 100 / Math.max(1, total),
                rate);
        settings.context()
                .getManagementStrategy()
                .addEventNotifier(Terminal.progress(settings.duration("ingest.progress"), lines));
        OptionalInt port = settings.port(PAGE);
        OperatorPage page = port.isEmpty() ? null : OperatorPage.open(settings.context(), port.getAsInt(), PAGE);
        if (page != null) {
            log.info("What is under way: {}", opened(page).url());
        }
    }

    /** Closes what {@link #assemble} opened; also after a start that failed, and more than once. */
    public void release() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Override
    protected void doStop() throws Exception {
        try {
            super.doStop();
        } finally {
            release();
        }
    }

    /** Why a start failed, for a person. Camel wraps what is wrong into what it did when it noticed. */
    public static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof PropertyBindingException)) {
            cause = cause.getCause();
        }
        if (cause instanceof PropertyBindingException binding) {
            // its message contains the value, which may be a token under a misspelled name
            return "the option " + binding.getPropertyName() + " does not exist, or cannot have the value it is given";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
