package com.cielo24.camel;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import com.cielo24.camel.traffic.Call;
import com.cielo24.camel.traffic.CallMode;
import com.cielo24.camel.traffic.Outcome;
import com.cielo24.camel.traffic.OutcomeType;
import com.cielo24.camel.traffic.Traffic;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * Camel's dev console {@code cielo24}: uploads in progress and latest outcomes of all components in the context, and
 * its paused routes.
 */
@DevConsole(name = "cielo24", displayName = "cielo24", description = "Uploads in progress and latest outcomes")
public class Cielo24DevConsole extends AbstractDevConsole {

    /** Called by Camel. */
    public Cielo24DevConsole() {
        super("camel", "cielo24", "cielo24", "Uploads in progress and latest outcomes");
    }

    private List<Cielo24Component> components() {
        return getCamelContext().getComponentNames().stream()
                .map(getCamelContext()::hasComponent)
                .filter(Cielo24Component.class::isInstance)
                .map(Cielo24Component.class::cast)
                .distinct()
                .toList();
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        pausedRoutes().forEach(pause -> text.append(String.format("%s%n", pause)));
        for (Cielo24Component component : components()) {
            Traffic traffic = component.getTraffic();
            text.append(String.format("Uploads: %d, bytes sent: %d%n", component.getUploads(), traffic.bytesSent()));
            for (Call upload : traffic.uploads()) {
                text.append(String.format(
                        Locale.ROOT,
                        "    job %s: %d of %d bytes, %d %%, %.1f MB/s, for %d s%n",
                        upload.jobId(),
                        upload.sent(),
                        upload.total(),
                        upload.percent(),
                        upload.rate() / 1e6,
                        upload.age().toSeconds()));
            }
            text.append(String.format("Latest outcomes:%n"));
            for (Outcome outcome : traffic.latest()) {
                text.append(String.format(
                        Locale.ROOT,
                        "    %s %s%s job %s: %s, %d bytes in %.3f s, %s%n",
                        outcome.at(),
                        outcome.operation(),
                        outcome.mode() == CallMode.none ? "" : " by " + outcome.mode(),
                        outcome.jobId(),
                        outcome.type().label(),
                        outcome.sent(),
                        outcome.duration().toNanos() / 1e9,
                        outcome.type().isSuccess() ? "task " + outcome.taskId() : outcome.reason()));
            }
        }
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonObject root = new JsonObject();
        root.put("components", array(components(), Cielo24DevConsole::json));
        root.put("pausedRoutes", new JsonArray(pausedRoutes()));
        return root;
    }

    /** Id, time and reason of each. */
    private List<String> pausedRoutes() {
        return PausedRoutes.list(getCamelContext()).stream()
                .map(RoutePause::toString)
                .sorted()
                .toList();
    }

    private static JsonObject json(Cielo24Component component) {
        Traffic traffic = component.getTraffic();
        JsonObject json = new JsonObject();
        json.put("bytesSent", traffic.bytesSent());
        JsonObject ended = new JsonObject();
        for (OutcomeType type : OutcomeType.values()) {
            ended.put(type.label(), traffic.count(type));
        }
        json.put("ended", ended);
        json.put("sessionAgeSeconds", component.getSessionAge());
        json.put("logins", component.getLogins());
        json.put("uploads", array(traffic.uploads(), Cielo24DevConsole::json));
        json.put("outcomes", array(traffic.latest(), Cielo24DevConsole::json));
        return json;
    }

    private static <T> JsonArray array(List<T> values, Function<T, JsonObject> json) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(json.apply(value)));
        return array;
    }

    private static JsonObject json(Call upload) {
        JsonObject json = new JsonObject();
        json.put("jobId", upload.jobId());
        json.put("bytes", upload.sent());
        json.put("total", upload.total());
        json.put("percent", upload.percent());
        json.put("bytesPerSecond", Math.round(upload.rate()));
        json.put("seconds", upload.age().toMillis() / 1e3);
        return json;
    }

    private static JsonObject json(Outcome outcome) {
        JsonObject json = new JsonObject();
        json.put("at", outcome.at().toString());
        json.put("operation", outcome.operation());
        json.put("mode", outcome.mode().name());
        json.put("jobId", outcome.jobId());
        json.put("outcome", outcome.type().label());
        json.put("bytes", outcome.sent());
        json.put("total", outcome.size());
        json.put("seconds", outcome.duration().toMillis() / 1e3);
        json.put("bytesPerSecond", Math.round(outcome.rate()));
        json.put("taskId", outcome.taskId());
        json.put("reason", outcome.reason());
        return json;
    }
}
