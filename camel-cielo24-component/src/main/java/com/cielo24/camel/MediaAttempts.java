package com.cielo24.camel;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import com.cielo24.client.AddMediaResult;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;

/**
 * How often an exchange has tried to add media, and with what result; and whether an order failed. Mutable and shared by
 * all attempts, as Camel's redelivery resets headers and properties to what they were before the first one; each copy of
 * the exchange counts on its own, as it may add other media.
 */
final class MediaAttempts implements SafeCopyProperty {

    private static final String PROPERTY = "CamelCielo24Attempts";

    private int count;
    private Instant started;
    private String key;
    private Added added;
    private boolean unknown;
    private boolean notOrdered;
    private boolean ordered;
    private BasicFileAttributes file;

    /**
     * @param sha256 {@code null} if not known
     * @param before whether the job had the media already
     */
    record Added(AddMediaResult result, boolean isUpload, String sha256, boolean before) {}

    static MediaAttempts of(Exchange exchange) {
        MediaAttempts attempts = exchange.getExchangeExtension().getSafeCopyProperty(PROPERTY, MediaAttempts.class);
        if (attempts == null) {
            attempts = new MediaAttempts();
            exchange.getExchangeExtension().setSafeCopyProperty(PROPERTY, attempts);
        }
        return attempts;
    }

    static MediaAttempts begin(Exchange exchange) {
        MediaAttempts attempts = of(exchange);
        if (attempts.added != null) {
            // these are other media
            attempts.added = null;
            attempts.count = 0;
            attempts.started = null;
            attempts.unknown = false;
        }
        attempts.started = attempts.started == null ? now() : attempts.started;
        attempts.count++;
        return attempts;
    }

    @Override
    public MediaAttempts safeCopy() {
        MediaAttempts copy = new MediaAttempts();
        copy.count = count;
        copy.started = started;
        copy.key = key;
        copy.added = added;
        copy.unknown = unknown;
        copy.notOrdered = notOrdered;
        copy.ordered = ordered;
        copy.file = file;
        return copy;
    }

    /** The last attempt failed. It does not count if it ended before the service was asked. */
    void failed(Cielo24Exception failure) {
        if (failure instanceof Cielo24InvalidRequestException || failure instanceof Cielo24JobBusyException) {
            count--;
        } else if (failure instanceof Cielo24UnknownOutcomeException) {
            unknown = true;
        }
    }

    void end(Added result) {
        added = result;
    }

    /** Whether the service may have the media from an attempt, whatever it answered to later ones. */
    boolean isUnknown() {
        return unknown;
    }

    /** An order begins; it has failed until {@link #ordered}. */
    void ordering() {
        notOrdered = true;
    }

    void ordered() {
        notOrdered = false;
        ordered = true;
    }

    /** Whether media is not added, or something is not ordered. */
    boolean isIncomplete() {
        // without media to add, an order is all there was
        return notOrdered || added == null && (started != null || !ordered);
    }

    /** Whether the last order failed. */
    boolean isNotOrdered() {
        return notOrdered;
    }

    /** The file as it was when a route took it. It is kept here, as routes may remove properties. */
    void taken(BasicFileAttributes state) {
        file = state;
    }

    /** {@code null} if the media is no file that was {@link #taken}. */
    BasicFileAttributes file() {
        return file;
    }

    /** The media that is sent, as the ledger knows it. */
    void opened(String mediaKey) {
        key = mediaKey;
    }

    /** Of the last attempt; {@code null} without a ledger. */
    String key() {
        return key;
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** When the first attempt began; {@code null} if there was none. */
    Instant started() {
        return started;
    }

    int count() {
        return count;
    }

    /** The result of the last attempt; {@code null} if it failed, or there was none. */
    Added added() {
        return added;
    }
}
