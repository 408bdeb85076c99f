package com.cielo24.camel;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which options of an endpoint apply to its operation. */
final class OperationOptions {

    /** Normalized names: Camel's options of consumers, and those of {@link CompletedJobsOptions}. */
    private static final Set<String> CONSUMER = Set.of(
            "backofferrorthreshold",
            "backoffidlethreshold",
            "backoffmultiplier",
            "delay",
            "exceptionhandler",
            "exchangepattern",
            "greedy",
            "idempotentrepository",
            "initialdelay",
            "inprogressrepository",
            "lookback",
            "maxmessagesperpoll",
            "outcomes",
            "pollstrategy",
            "repeatcount",
            "runlogginglevel",
            "scheduledexecutorservice",
            "scheduler",
            "schedulerproperties",
            "sendemptymessagewhenidle",
            "startscheduler",
            "timeunit",
            "usefixeddelay");

    /** Normalized names. On another operation they would look like an order, which is never sent. */
    private static final Map<String, Cielo24Operation> OF_ONE = Map.of(
            "captionformat", Cielo24Operation.getCaption,
            "fidelity", Cielo24Operation.performTranscription,
            "priority", Cielo24Operation.performTranscription,
            "turnaroundhours", Cielo24Operation.performTranscription,
            "targetlanguages", Cielo24Operation.performTranscription,
            "callbackurl", Cielo24Operation.performTranscription,
            "options", Cielo24Operation.performTranscription);

    private OperationOptions() {}

    /**
     * @param  names                    of the options in a URI
     * @throws IllegalArgumentException if one does not apply to the operation
     */
    static void requireApplicable(Cielo24Operation operation, Collection<String> names) {
        for (String name : names) {
            Cielo24Operation only = only(name);
            boolean applies = only != null
                    ? only == operation
                    : operation != Cielo24Operation.completedJobs || !isForOtherOperations(name);
            if (!applies) {
                throw new IllegalArgumentException("the option " + name + " does not apply to cielo24:" + operation
                        + (only == null ? "; remove it" : ", but to " + only + "; remove it"));
            }
        }
    }

    /** The one operation to which an option applies; {@code null} if it may apply to several. */
    private static Cielo24Operation only(String name) {
        if (name.startsWith(SecretOptions.CAPTION)) {
            return Cielo24Operation.getCaption;
        }
        if (name.startsWith(SecretOptions.TRANSCRIPT)) {
            return Cielo24Operation.getTranscript;
        }
        String normalized = name.startsWith("scheduler.") ? "scheduler" : SecretOptions.normalized(name);
        return CONSUMER.contains(normalized) ? Cielo24Operation.completedJobs : OF_ONE.get(normalized);
    }

    /** The options that the component has as well apply to all operations. Unknown ones are refused elsewhere. */
    private static boolean isForOtherOperations(String name) {
        String lowerCase = SecretOptions.normalized(name).toLowerCase(Locale.ROOT);
        return !lowerCase.equals("subaccount")
                && new Cielo24EndpointConfigurer().getOptionType(lowerCase, true) != null
                && new Cielo24ComponentConfigurer().getOptionType(lowerCase, true) == null;
    }
}
