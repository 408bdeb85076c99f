package com.cielo24.examples.queue;

import java.nio.file.Path;
import java.time.Duration;

import com.cielo24.examples.support.ConfigurationException;
import com.cielo24.examples.support.Settings;
import org.apache.camel.CamelContext;

/**
 * The {@code ingest.*}, {@code broker.*} and {@code media.root} keys.
 *
 * @param folder     where a broker and a database of one's own are kept
 * @param mediaRoot  the only folder whose files are sent
 * @param queue      what the queue with the messages is called, and how the names of the others start
 * @param broker     which broker it is on
 * @param database   where the ledger is
 * @param consumers  how many messages are worked on at once; 0 for a broker that works on none
 * @param retries    how often to try again after a retryable failure
 * @param backoff    how long to wait before the first retry
 * @param backoffMax how long to wait before a retry at most
 * @param busyDelay  when to look again at a message whose job another worker has media under way for
 * @param checksum   whether to take a SHA-256 while sending
 * @param progress   how often to tell how far a long upload is
 */
record QueueSettings(
        Path folder,
        Path mediaRoot,
        String queue,
        Broker broker,
        Database database,
        int consumers,
        int retries,
        Duration backoff,
        Duration backoffMax,
        Duration busyDelay,
        boolean checksum,
        Duration progress) {

    /**
     * @param url      of the broker; {@code null} to start one in this process
     * @param username or {@code null}
     * @param password or {@code null}
     * @param port     where the broker of this process listens
     */
    record Broker(String url, String username, String password, int port) {
        @Override
        public String toString() {
            return "Broker";
        }
    }

    /**
     * @param url      of the database; {@code null} for one in the folder
     * @param username or {@code null}
     * @param password or {@code null}
     */
    record Database(String url, String username, String password) {
        @Override
        public String toString() {
            return "Database";
        }
    }

    /**
     * @throws ConfigurationException if a value cannot be used
     */
    static QueueSettings of(CamelContext context) {
        Settings source = new Settings(context);
        return new QueueSettings(
                source.folder("ingest.folder"),
                source.folder("media.root"),
                source.text("ingest.queue"),
                new Broker(
                        source.optional("broker.url").orElse(null),
                        source.optional("broker.username").orElse(null),
                        source.optional("broker.password").orElse(null),
                        source.number("broker.port", 1, 65535)),
                new Database(
                        source.optional("ingest.jdbc.url").orElse(null),
                        source.optional("ingest.jdbc.username").orElse(null),
                        source.optional("ingest.jdbc.password").orElse(null)),
                source.number("ingest.consumers", 0, 1000),
                source.number("ingest.retries", 0, 1_000_000),
                source.duration("ingest.backoff"),
                source.duration("ingest.backoff.max"),
                source.duration("ingest.busy"),
                source.flag("ingest.checksum"),
                source.duration("ingest.progress"));
    }

    /** The same, with everything that is kept on disk in another folder. */
    QueueSettings in(Path other) {
        return new QueueSettings(
                other,
                other.resolve("media"),
                queue,
                broker,
                database,
                consumers,
                retries,
                backoff,
                backoffMax,
                busyDelay,
                checksum,
                progress);
    }

    String addedQueue() {
        return queue + ".added";
    }

    String failedQueue() {
        return queue + ".failed";
    }

    String reviewQueue() {
        return queue + ".review";
    }
}
