package com.cielo24.camel;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

import com.cielo24.camel.traffic.Traffic;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Connections;
import com.cielo24.client.ServiceAddress;
import com.cielo24.client.Sessions;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.PropertiesHelper;
import org.apache.camel.util.URISupport;
import org.apache.camel.util.UnsafeUriCharactersEncoder;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.ssl.SSLContexts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates {@code cielo24} endpoints. They share one HTTP client with one connection pool. The client is created by
 * camel-http, so that Camel users know the options for TLS and proxies.
 */
@ManagedResource(description = "Managed cielo24 component")
@Component("cielo24")
public class Cielo24Component extends DefaultComponent implements SSLContextParametersAware, TrafficAttributes {

    private static final Pattern EXPRESSION = Pattern.compile("\\$(simple)?\\{");

    /** A health check must not take as long as an upload. */
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(5);

    private static final Duration LONGEST_LOGIN_AT_START = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Cielo24Component.class);

    @Metadata(description = "The configuration that all endpoints share.")
    private Cielo24Configuration configuration = new Cielo24Configuration();

    @Metadata(
            label = "security",
            description = "To configure TLS, for example to trust a private certificate authority.")
    private SSLContextParameters sslContextParameters;

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether to use the TLS configuration of the Camel context.")
    private boolean useGlobalSslContextParameters;

    @Metadata(label = "proxy", description = "The host of an HTTP proxy.")
    private String proxyHost;

    @Metadata(label = "proxy", description = "The port of the HTTP proxy.")
    private Integer proxyPort;

    @Metadata(
            label = "proxy",
            enums = "http,https",
            defaultValue = "http",
            description = "The protocol of the proxy itself. Requests to an `https` service are encrypted with either"
                    + " one.")
    private String proxyAuthScheme = "http";

    @Metadata(label = "proxy", secret = true, description = "The user name for the proxy.")
    private String proxyAuthUsername;

    @Metadata(label = "proxy", secret = true, description = "The password for the proxy.")
    private String proxyAuthPassword;

    @Metadata(
            label = "proxy",
            description = "Hosts that do not use the proxy, separated by commas. An asterisk in a host"
                    + " stands for any text.")
    private String nonProxyHosts;

    @Metadata(label = "advanced", defaultValue = "200", description = "The maximum number of connections.")
    private int maxTotalConnections = 200;

    @Metadata(
            label = "advanced",
            defaultValue = "200",
            description =
                    "The maximum number of connections to one host. At most this many requests run at a time; others wait.")
    private int connectionsPerRoute = 200;

    @Metadata(
            label = "advanced",
            javaType = "java.time.Duration",
            description =
                    "The maximum lifetime of a connection. By default it is used as long as the service keeps it open.")
    private long connectionTimeToLive = -1;

    @Metadata(
            label = "timeout",
            defaultValue = "180000",
            javaType = "java.time.Duration",
            description = "How long a request waits for a free connection of the pool.")
    private long connectionRequestTimeout = 180_000;

    @Metadata(
            label = "security",
            defaultValue = "true",
            description = "Whether to log out sessions when the component stops. This takes at most three seconds.")
    private boolean logoutOnStop = true;

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether to log in to the account of the component when it starts. If the service refuses the"
                    + " account, the Camel context does not start. If the service is not available within ten seconds,"
                    + " the context starts nevertheless.")
    private boolean loginAtStart;

    @Metadata(
            label = "health",
            defaultValue = "true",
            description =
                    "Whether to run the readiness check of this component. Camel disables the checks of all producers"
                            + " by default; enable them with `camel.health.producers-enabled=true`.")
    private boolean healthCheckProducerEnabled = true;

    private final Set<String> unknownOptions = new LinkedHashSet<>();

    private final PropertyConfigurer configurer = StrictConfigurer.ofComponent(this::misspelt);

    private Clock clock = Clock.systemUTC();
    private Sessions sessions = new Sessions(clock);
    private final Traffic traffic = new Traffic();
    private final AtomicInteger maskedEndpoints = new AtomicInteger();
    private final Set<CompletedJobsConsumer> completedJobs = ConcurrentHashMap.newKeySet();
    private TrafficWatch watch;
    private ScheduledExecutorService scheduler;
    private ExecutorService helpers;
    private CamelHttp camelHttp;
    private volatile Connections connections;

    @Override
    public void setCamelContext(CamelContext context) {
        super.setCamelContext(context);
        // first of all: what comes next needs it
        RequiredVersions.check(context);
        SecretOptions.registerWith(context);
    }

    /** Camel prints the URI in logs and exceptions. So it gets a masked URI, and the secrets separately. */
    @Override
    public Endpoint createEndpoint(String uri, Map<String, Object> properties) throws Exception {
        Map<String, Object> options = URISupport.parseParameters(new URI(UnsafeUriCharactersEncoder.encode(uri)));
        if (properties != null) {
            options.putAll(properties);
        }
        try {
            return super.createEndpoint(SecretOptions.mask(uri), options);
        } catch (Exception e) {
            throw SecretOptions.masked(uri, e);
        }
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        requireKnownOptions();
        requireNoExpressions(parameters);
        Cielo24Configuration own = configuration.copy();
        own.clearConflictingCredentials(parameters.keySet());
        Cielo24Operation operation = operation(remaining);
        OperationOptions.requireApplicable(operation, parameters.keySet());
        Cielo24Endpoint endpoint = new Cielo24Endpoint(uri, this, operation, own, parameters);
        endpoint.setCaptionParameters(PropertiesHelper.extractProperties(parameters, SecretOptions.CAPTION));
        endpoint.setTranscriptParameters(PropertiesHelper.extractProperties(parameters, SecretOptions.TRANSCRIPT));
        setProperties(endpoint, parameters);
        validateParameters(uri, parameters, null);
        endpoint.validate();
        return endpoint;
    }

    /** Only a password may legitimately contain {@code ${...}}. */
    private static void requireNoExpressions(Map<String, Object> parameters) {
        parameters.forEach((option, value) -> {
            if (!SecretOptions.normalized(option).equals("password")
                    && EXPRESSION.matcher(String.valueOf(value)).find()) {
                throw new IllegalArgumentException("the option " + option
                        + " has an expression, ${...}, which to() does not evaluate; use toD(), or set a header");
            }
        });
    }

    /** Reports only the names: a value may be secret, as the name of a secret option can be misspelt. */
    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, String optionPrefix) {
        if (!parameters.isEmpty()) {
            throw SecretOptions.unknownOptions(parameters.keySet());
        }
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return configurer;
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return StrictConfigurer.ofEndpoint(super.getEndpointPropertyConfigurer());
    }

    private void misspelt(String option) {
        unknownOptions.add(option);
        SecretOptions.registerWith(getCamelContext(), option);
    }

    private void requireKnownOptions() {
        if (!unknownOptions.isEmpty()) {
            throw SecretOptions.unknownOptions(unknownOptions);
        }
    }

    int nextMaskedEndpoint() {
        return maskedEndpoints.incrementAndGet();
    }

    private static Cielo24Operation operation(String name) {
        return Arrays.stream(Cielo24Operation.values())
                .filter(operation -> operation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "cielo24 has no operation '" + name + "', but " + Arrays.toString(Cielo24Operation.values())
                                + (EXPRESSION.matcher(name).find() ? "; expressions need toD() instead of to()" : "")));
    }

    /**
     * Refuses to send a token in clear text to a proxy, which can read requests to an {@code http} address.
     */
    void requirePrivate(ServiceAddress address) {
        if (address.isClearText() && proxyHost != null && !ServiceAddress.isLoopback(proxyHost)) {
            throw new IllegalArgumentException("baseUrl " + address + " would send the API token in clear text to the"
                    + " proxy " + proxyHost + "; use https");
        }
    }

    /**
     * The sessions of this component's accounts.
     *
     * @return the sessions; they survive a restart of the component
     */
    public Sessions sessions() {
        return sessions;
    }

    /** To be called before any endpoint is created. */
    void setClock(Clock clock) {
        this.clock = clock;
        sessions = new Sessions(clock);
    }

    Clock clock() {
        return clock;
    }

    void started(CompletedJobsConsumer consumer) {
        completedJobs.add(consumer);
    }

    void stopped(CompletedJobsConsumer consumer) {
        completedJobs.remove(consumer);
    }

    /** Lets consumers poll now: those of the endpoint's account, or of its sub-account if it names one. */
    void wakeUp(Cielo24Endpoint endpoint) {
        completedJobs.stream()
                .filter(consumer -> endpoint.isAccountOf(consumer.getEndpoint()))
                .forEach(CompletedJobsConsumer::wakeUp);
    }

    @Override
    public Traffic getTraffic() {
        return traffic;
    }

    /**
     * @return the age in seconds of the oldest session; -1 if there is none
     */
    @ManagedAttribute(description = "Age of the oldest session in seconds, -1 if there is none")
    public long getSessionAge() {
        return sessions.age().map(Duration::toSeconds).orElse(-1L);
    }

    /**
     * @return the number of successful logins
     */
    @ManagedAttribute(description = "Number of successful logins")
    public long getLogins() {
        return sessions.getLogins();
    }

    /**
     * @return the number of failed logins
     */
    @ManagedAttribute(description = "Number of failed logins")
    public long getFailedLogins() {
        return sessions.getFailedLogins();
    }

    /**
     * @return the number of routes of the context that an {@link OutageRoutePolicy} has paused
     */
    @ManagedAttribute(description = "Number of routes of the context that are paused because of an outage")
    public int getPausedRoutes() {
        return PausedRoutes.list(getCamelContext()).size();
    }

    /** A client for one endpoint. Endpoints may be created before the component is started. */
    Cielo24Client client(Cielo24Configuration options) {
        return options.client()
                .connectionRequestTimeout(Duration.ofMillis(connectionRequestTimeout))
                .connections(() -> connections)
                .sessions(sessions)
                .build();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        requireKnownOptions();
        requireUsableOptions();
        scheduler =
                getCamelContext().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "Cielo24Watchdog");
        helpers = getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "Cielo24Helper");
        connections = newConnections(this::httpClient).build();
        watch = new TrafficWatch(this);
        if (loginAtStart && configuration.credentials() != null) {
            logIn();
        }
    }

    /** By a call that needs a session and changes nothing; the routes will use the session. */
    private void logIn() throws Exception {
        try (Cielo24Client client = client(configuration)) {
            helpers.submit(() -> client.findJobs("login-at-start", null))
                    .get(LONGEST_LOGIN_AT_START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Cielo24ServiceException refusal && refusal.isCertainOutage()) {
                throw refusal;
            }
            LOG.debug("Could not log in at the start", e.getCause());
        } catch (TimeoutException e) {
            LOG.debug("The service did not answer the login at the start");
        }
    }

    private Connections.Builder newConnections(
            BiFunction<HttpClientConnectionManager, Consumer<HttpClientBuilder>, HttpClient> clients) throws Exception {
        return Connections.builder()
                .maxTotal(maxTotalConnections)
                .perRoute(connectionsPerRoute)
                .timeToLive(Duration.ofMillis(connectionTimeToLive))
                .sslContext(sslContext())
                .threads(scheduler, helpers)
                .httpClients(clients, isProxied());
    }

    private HttpClient httpClient(HttpClientConnectionManager pool, Consumer<HttpClientBuilder> configurer) {
        camelHttp = new CamelHttp(this, pool, configurer);
        return camelHttp.client();
    }

    private void requireUsableOptions() {
        if ((proxyHost == null) != (proxyPort == null)) {
            throw new IllegalArgumentException("a proxy needs both proxyHost and proxyPort");
        }
        if (connectionRequestTimeout <= 0) {
            throw new IllegalArgumentException(
                    "connectionRequestTimeout must be more than 0 ms, but is " + connectionRequestTimeout);
        }
        if (proxyPort != null) {
            requireRange("proxyPort", proxyPort, 65_535);
        }
        requireRange("maxTotalConnections", maxTotalConnections, Integer.MAX_VALUE);
        requireRange("connectionsPerRoute", connectionsPerRoute, Integer.MAX_VALUE);
    }

    private static void requireRange(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(option + " must be 1 to " + most + ", but is " + value);
        }
    }

    /** camel-http also supports the older, global option for a proxy. */
    private boolean isProxied() {
        return proxyHost != null || getCamelContext().getGlobalOption("http.proxyHost") != null;
    }

    private SSLContext sslContext() throws Exception {
        SSLContextParameters parameters =
                sslContextParameters != null ? sslContextParameters : retrieveGlobalSslContextParameters();
        return parameters != null ? parameters.createSSLContext(getCamelContext()) : SSLContexts.createDefault();
    }

    /** The configurations of all endpoints; the component's own if there are none yet. */
    List<Cielo24Configuration> configurationsInUse() {
        List<Cielo24Configuration> used = getCamelContext().getEndpoints().stream()
                .filter(endpoint -> endpoint instanceof Cielo24Endpoint ours && ours.getComponent() == this)
                .map(endpoint -> ((Cielo24Endpoint) endpoint).getConfiguration())
                .toList();
        return used.isEmpty() ? List.of(configuration) : used;
    }

    /**
     * Connects to the service once, in the same way as requests do.
     *
     * @return why the service cannot be reached; {@code null} if it can
     */
    String connectionProblem(ServiceAddress address) {
        List<CamelHttp> used = new ArrayList<>();
        try {
            return newConnections((pool, configurer) -> {
                        used.add(new CamelHttp(this, pool, configurer));
                        return used.get(0).client();
                    })
                    .problem(address, LONGEST_PROBE);
        } catch (Exception e) {
            return "could not connect to " + address + ": " + e.getMessage();
        } finally {
            used.forEach(CamelHttp::close);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (connections != null) {
            if (logoutOnStop) {
                sessions.logOut(connections);
            }
            connections.close();
            camelHttp.close();
        }
        if (watch != null) {
            // last, as it is notified of how the requests ended
            watch.close();
        }
        if (scheduler != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(scheduler);
        }
        if (helpers != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(helpers);
        }
        super.doStop();
    }

    public Cielo24Configuration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(Cielo24Configuration configuration) {
        this.configuration = configuration;
    }

    public boolean isLoginAtStart() {
        return loginAtStart;
    }

    public void setLoginAtStart(boolean loginAtStart) {
        this.loginAtStart = loginAtStart;
    }

    public boolean isLogoutOnStop() {
        return logoutOnStop;
    }

    public void setLogoutOnStop(boolean logoutOnStop) {
        this.logoutOnStop = logoutOnStop;
    }

    public boolean isHealthCheckProducerEnabled() {
        return healthCheckProducerEnabled;
    }

    public void setHealthCheckProducerEnabled(boolean healthCheckProducerEnabled) {
        this.healthCheckProducerEnabled = healthCheckProducerEnabled;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public Integer getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    public String getProxyAuthScheme() {
        return proxyAuthScheme;
    }

    public void setProxyAuthScheme(String proxyAuthScheme) {
        this.proxyAuthScheme = proxyAuthScheme;
    }

    public String getProxyAuthUsername() {
        return proxyAuthUsername;
    }

    public void setProxyAuthUsername(String proxyAuthUsername) {
        this.proxyAuthUsername = proxyAuthUsername;
    }

    public String getProxyAuthPassword() {
        return proxyAuthPassword;
    }

    public void setProxyAuthPassword(String proxyAuthPassword) {
        this.proxyAuthPassword = proxyAuthPassword;
    }

    public String getNonProxyHosts() {
        return nonProxyHosts;
    }

    public void setNonProxyHosts(String nonProxyHosts) {
        this.nonProxyHosts = nonProxyHosts;
    }

    public int getMaxTotalConnections() {
        return maxTotalConnections;
    }

    public void setMaxTotalConnections(int maxTotalConnections) {
        this.maxTotalConnections = maxTotalConnections;
    }

    public int getConnectionsPerRoute() {
        return connectionsPerRoute;
    }

    public void setConnectionsPerRoute(int connectionsPerRoute) {
        this.connectionsPerRoute = connectionsPerRoute;
    }

    public long getConnectionTimeToLive() {
        return connectionTimeToLive;
    }

    public void setConnectionTimeToLive(long connectionTimeToLive) {
        this.connectionTimeToLive = connectionTimeToLive;
    }

    public long getConnectionRequestTimeout() {
        return connectionRequestTimeout;
    }

    public void setConnectionRequestTimeout(long connectionRequestTimeout) {
        this.connectionRequestTimeout = connectionRequestTimeout;
    }
}
