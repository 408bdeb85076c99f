package com.cielo24.camel;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.cielo24.ledger.MediaLedger;
import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;

/**
 * The orders of one exchange, where there is no ledger: Camel's redelivery must not order twice. Shared by all attempts, as
 * {@link MediaAttempts}; each copy of the exchange goes on with what was ordered before.
 */
final class ExchangeOrders implements MediaLedger, SafeCopyProperty {

    private static final String PROPERTY = "CamelCielo24Orders";

    private final Map<String, Order> orders = new HashMap<>();

    /**
     * @param added {@code null} if it is not known whether the service has the order
     */
    private record Order(String key, Added added) {}

    static ExchangeOrders of(Exchange exchange) {
        ExchangeOrders orders = exchange.getExchangeExtension().getSafeCopyProperty(PROPERTY, ExchangeOrders.class);
        if (orders == null) {
            orders = new ExchangeOrders();
            exchange.getExchangeExtension().setSafeCopyProperty(PROPERTY, orders);
        }
        return orders;
    }

    @Override
    public ExchangeOrders safeCopy() {
        ExchangeOrders copy = new ExchangeOrders();
        copy.orders.putAll(orders);
        return copy;
    }

    @Override
    public Result claim(String entry, String key) {
        Order earlier = orders.get(name(entry));
        if (earlier == null) {
            return new Claim(entry, key, "", Earlier.NONE);
        }
        boolean isSame = earlier.key().equals(key);
        return earlier.added() != null
                ? new Added(isSame, earlier.added().taskId(), 0)
                : new Claim(entry, key, "", isSame ? Earlier.SAME_MEDIA : Earlier.OTHER_MEDIA);
    }

    @Override
    public void added(Claim claim, String taskId, long bytes) {
        orders.put(name(claim.jobId()), new Order(claim.mediaKey(), new Added(true, taskId, bytes)));
    }

    @Override
    public void unknown(Claim claim) {
        // the first one stays unknown, whatever was tried after it
        orders.putIfAbsent(name(claim.jobId()), new Order(claim.mediaKey(), null));
    }

    @Override
    public boolean release(Claim claim) {
        return true;
    }

    @Override
    public Optional<Added> find(String entry, String key) {
        return claim(entry, key) instanceof Added added ? Optional.of(added) : Optional.empty();
    }

    private static String name(String entry) {
        return entry.toLowerCase(Locale.ROOT);
    }
}
