package com.cielo24.camel;

import java.util.Collection;
import java.util.Locale;
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

    private OperationOptions() {}

    /**
     * @param  names                    of the options in a URI
     * @throws IllegalArgumentException if one does not apply to the operation
     */
    static void requireApplicable(Cielo24Operation operation, Collection<String> names) {
        for (String name : names) {
            boolean consumers =
                    CONSUMER.contains(name.startsWith("scheduler.") ? "scheduler" : SecretOptions.normalized(name));
            if (operation == Cielo24Operation.completedJobs ? !consumers && isForOtherOperations(name) : consumers) {
                throw new IllegalArgumentException("the option " + name + " does not apply to cielo24:" + operation
                        + (consumers ? ", but to completedJobs; remove it" : "; remove it"));
            }
        }
    }

    /** The options that the component has as well apply to all operations. Unknown ones are refused elsewhere. */
    private static boolean isForOtherOperations(String name) {
        String lowerCase = SecretOptions.normalized(name).toLowerCase(Locale.ROOT);
        return !lowerCase.equals("subaccount")
                && new Cielo24EndpointConfigurer().getOptionType(lowerCase, true) != null
                && new Cielo24ComponentConfigurer().getOptionType(lowerCase, true) == null;
    }
}
