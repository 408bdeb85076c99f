package com.cielo24.camel;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import com.cielo24.camel.traffic.Outcome;
import com.cielo24.client.Credentials;
import com.cielo24.client.ServiceAddress;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness check: credentials or a token are configured, the service has not refused them, it can be reached, and no
 * route is paused by an {@link OutageRoutePolicy}. The check sends no request, and so no token.
 */
final class Cielo24HealthCheck extends AbstractHealthCheck {

    private static final String TOKEN_REFUSED = "BAD_API_TOKEN";

    private final Cielo24Component component;

    /**
     * @param name of the component in its context
     */
    Cielo24HealthCheck(Cielo24Component component, String name) {
        super("camel", "producer:" + name);
        this.component = component;
    }

    /** An unreachable service is no reason to restart this process. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<Cielo24Configuration> configurations = component.configurationsInUse();
        List<ServiceAddress> addresses = configurations.stream()
                .map(Cielo24Configuration::address)
                .distinct()
                .toList();
        builder.detail("service", addresses.toString());
        component.sessions().age().ifPresent(age -> builder.detail("session.age.seconds", age.toSeconds()));
        String problem = first(configurations, this::loginProblem);
        if (problem == null) {
            problem = first(addresses, component::connectionProblem);
        }
        if (problem == null) {
            problem = first(PausedRoutes.list(component.getCamelContext()), RoutePause::toString);
        }
        if (problem == null) {
            builder.up();
        } else {
            builder.message(problem).detail("error", problem).down();
        }
    }

    private static <T> String first(List<T> subjects, Function<T, String> problem) {
        return subjects.stream()
                .map(problem)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private String loginProblem(Cielo24Configuration configuration) {
        Credentials credentials = configuration.credentials();
        if (credentials != null) {
            return component.sessions().problem(configuration.address(), credentials);
        }
        if (configuration.getApiToken() == null || configuration.getApiToken().isBlank()) {
            return "no API token is configured (apiToken, or username with securekey or password)";
        }
        return isTokenRefused() ? "the service refused the API token; set a new one, or username with securekey" : null;
    }

    /** Decided by the latest outcome that says so. A configured token is never renewed. */
    private boolean isTokenRefused() {
        for (Outcome outcome : component.getTraffic().latest()) {
            if (outcome.type().isSuccess()) {
                return false;
            }
            if (TOKEN_REFUSED.equals(outcome.errorType())) {
                return true;
            }
        }
        return false;
    }
}
