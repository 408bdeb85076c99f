package com.cielo24.examples.watch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.examples.outcome.BadInputException;
import org.apache.camel.Exchange;
import org.apache.camel.WrappedFile;

/**
 * Makes a file of the inbox ready to be sent: finds its job and its URL, and notes down that it is under way.
 */
final class Intake {

    /** The exchange property that holds the {@link Attempt}. */
    static final String ATTEMPT = "ingestAttempt";

    /** The exchange property that holds when the file was taken, in {@link System#nanoTime()}. */
    static final String SINCE = "ingestSince";

    private final Folders folders;
    private final SettledFilter settled;
    private final AttemptRecords records;
    private final Filing filing;
    private final Outcomes outcomes;
    private final Console console;
    /** Of files that name no job; {@code null} where no job is made for them. */
    private final ExternalId externalIds;

    Intake(
            Folders folders,
            SettledFilter settled,
            AttemptRecords records,
            Filing filing,
            Outcomes outcomes,
            Console console,
            ExternalId externalIds) {
        this.folders = folders;
        this.settled = settled;
        this.records = records;
        this.filing = filing;
        this.outcomes = outcomes;
        this.console = console;
        this.externalIds = externalIds;
    }

    /** Ends the exchange where there is nothing to send. */
    void take(Exchange exchange) throws IOException, BadInputException {
        Path file = ((File) exchange.getMessage().getBody(WrappedFile.class).getFile()).toPath();
        String path = folders.relative(file);
        Optional<FileState> state = FileState.of(file);
        if (state.isEmpty() || !settled.isStill(file, state.get())) {
            // taken away, or changed while it waited for its turn: a later poll sees
            exchange.setRouteStop(true);
            return;
        }
        exchange.setProperty(SINCE, System.nanoTime());
        exchange.setProperty(ATTEMPT, Attempt.begin(path, state.get(), false));
        Optional<Attempt> earlier = filing.pending(path).or(() -> records.find(path));
        if (earlier.isPresent() && earlier.get().ending() != null) {
            exchange.setRouteStop(true);
            outcomes.finish(earlier.get());
            return;
        }
        Attempt attempt = Attempt.begin(
                path, state.get(), earlier.isPresent() && earlier.get().outcomeUnknown());
        prepare(exchange, file, attempt, earlier.filter(e -> state.get().equals(e.state())));
    }

    /**
     * @param known what was noted down about this very file before
     */
    private void prepare(Exchange exchange, Path file, Attempt nameless, Optional<Attempt> known)
            throws IOException, BadInputException {
        exchange.setProperty(ATTEMPT, nameless);
        Attempt attempt = nameless;
        try {
            attempt = named(nameless, file, known);
            exchange.setProperty(ATTEMPT, attempt);
        } finally {
            console.starts(attempt);
        }
        if (Files.isSymbolicLink(file)) {
            throw new BadInputException("a symbolic link; put the file itself into the inbox");
        }
        if (attempt.state().size() == 0 && attempt.job() == null) {
            throw new BadInputException("the file is empty");
        }
        if (UrlFile.isUrlFile(file)) {
            exchange.getMessage().setHeader(Cielo24Constants.MEDIA_URL, UrlFile.read(file));
        }
        records.write(attempt);
    }

    private Attempt named(Attempt nameless, Path file, Optional<Attempt> known) throws IOException, BadInputException {
        if (externalIds == null || JobId.isNamedBy(nameless.path())) {
            return nameless.withJob(JobId.of(nameless.path()));
        }
        if (known.isPresent() && known.get().externalId() != null) {
            return nameless.withExternalId(known.get().externalId())
                    .withJob(known.get().job());
        }
        return Files.isSymbolicLink(file)
                ? nameless
                : nameless.withExternalId(externalIds.of(file, nameless.path(), nameless.state()));
    }
}
