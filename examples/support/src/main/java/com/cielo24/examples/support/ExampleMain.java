package com.cielo24.examples.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.Function;
import javax.sql.DataSource;

import com.cielo24.camel.Cielo24Component;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.ledger.JdbcMediaLedger;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.main.Main;
import org.apache.camel.util.StringHelper;
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
        Progress.prepareLog();
    }

    private static final String COMPONENT = "CAMEL_COMPONENT_CIELO24_";
    private static final String PAGE = "ingest.http.port";

    /** As wide as the comments of an application.properties. */
    private static final int HELP_WIDTH = 130;

    private Callable<Boolean> demonstration;
    private volatile boolean demonstrated = true;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @CommandLine.Option(names = "--once", description = "End when everything that is there is done.")
    protected boolean once;

    /**
     * @param name      of the program and of its Camel context
     * @param overrides takes precedence over any other configuration
     */
    protected ExampleMain(String name, Properties overrides) {
        setAppName(name);
        configure().setName(name);
        // what the first contains, in the working directory, takes precedence
        setPropertyPlaceholderLocations("file:application.properties;optional=true,classpath:application.properties");
        Properties first = new Properties();
        first.putAll(componentOptions(System.getenv()));
        first.putAll(overrides);
        setOverrideProperties(first);
    }

    @Override
    protected void postProcessCamelContext(CamelContext context) throws Exception {
        super.postProcessCamelContext(context);
        Keys.read().check(context);
        assemble(context);
    }

    /**
     * The component's options in the environment, as {@code CAMEL_COMPONENT_CIELO24_API_TOKEN}: Camel's main takes them,
     * but up to 4.22.0 it looks for their names in lower case and finds none.
     *
     * @return properties that refer to the environment, as Camel warns of secrets in plain text
     */
    static Map<String, String> componentOptions(Map<String, String> environment) {
        Map<String, String> options = new HashMap<>();
        environment.forEach((name, value) -> {
            // one that is set to nothing counts as not set
            if (name.startsWith(COMPONENT) && !value.isBlank()) {
                String option = StringHelper.after(name, COMPONENT).toLowerCase(Locale.ROOT);
                options.put("camel.component.cielo24." + option.replace('_', '-'), "{{env:" + name + "}}");
            }
        });
        return options;
    }

    /** Ends the virtual machine, with the exit code of the program. */
    protected static void execute(ExampleMain program, String[] args) {
        System.exit(command(program).execute(args));
    }

    /** The command line of a program; its help lists all keys. */
    static CommandLine command(ExampleMain program) {
        CommandLine command = new CommandLine(program).setUsageHelpWidth(HELP_WIDTH);
        command.getCommandSpec()
                .version(
                        command.getCommandName() + " " + version(),
                        "Camel " + Main.class.getPackage().getImplementationVersion())
                .usageMessage()
                .footerHeading("%nKeys and their defaults:%n")
                .footer(Keys.read().help());
        return command;
    }

    /** Of the component, whose description has it also where there is no jar. */
    private static String version() {
        try (InputStream in = ExampleMain.class.getResourceAsStream("/META-INF/com/cielo24/camel/cielo24.json")) {
            return new ObjectMapper().readTree(in).at("/component/version").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /**
     * Runs a demo when the program has started; {@code --once} ends it afterwards.
     *
     * @param demonstration returns whether everything went as it should
     */
    protected final void demonstrate(Callable<Boolean> demonstration) {
        this.demonstration = demonstration;
    }

    @Override
    protected void afterStart() throws Exception {
        super.afterStart();
        if (demonstration != null) {
            camelContext
                    .getExecutorServiceManager()
                    .newThread("demo", this::runDemonstration)
                    .start();
        }
    }

    private void runDemonstration() {
        try {
            demonstrated = demonstration.call();
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
     * has died is taken for dead after {@code ingest.lease}.
     */
    protected final void useLedger(Settings settings, Path folder) {
        DataSource database = LedgerDatabase.open(settings, folder);
        JdbcMediaLedger ledger = new JdbcMediaLedger(database, settings.duration("ingest.lease"));
        settings.context().getRegistry().bind("ledger", opened(ledger));
    }

    /** Has {@link #release} close a resource; those that were opened last come first. */
    protected final <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    /**
     * Opens the page of {@code ingest.http.port}, and shows how far long uploads are, each {@code ingest.progress}.
     *
     * @param log     of the program
     * @param subject what an exchange is about
     * @param waiting files or messages that wait
     * @param failed  those that were refused, or cannot be sent
     * @param review  those that a person has to look at
     */
    protected final void showWork(
            Settings settings,
            Logger log,
            Function<Exchange, String> subject,
            Shelf waiting,
            Shelf failed,
            Shelf review)
            throws Exception {
        CamelContext context = settings.context();
        Cielo24Component component = context.getComponent("cielo24", Cielo24Component.class);
        opened(Progress.of(component, settings.duration("ingest.progress"), subject, log));
        Board board = Board.in(context, subject);
        if (!settings.text(PAGE).equalsIgnoreCase("off")) {
            int port = settings.number(PAGE, 0, 65535);
            Map<String, Shelf> shelves = Map.of("waiting", waiting, "failed", failed, "review", review);
            OperatorPage page = OperatorPage.open(context, board, shelves, port, PAGE);
            if (page != null) {
                log.info("What is under way: {}", opened(page).url());
            }
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
            String prefix = Objects.requireNonNullElse(binding.getOptionPrefix(), "");
            return "the option " + prefix + binding.getPropertyName()
                    + " does not exist, or cannot have the value it is given";
        }
        if (cause instanceof Cielo24ServiceException failure) {
            // of loginAtStart; its message names a job, and there is none
            return failure.getReason()
                    + "; set camel.component.cielo24.username and .securekey to an account that exists";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
