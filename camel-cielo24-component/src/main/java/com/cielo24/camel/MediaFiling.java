package com.cielo24.camel;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.client.Media;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.Service;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.util.IOHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files the media files of a folder by what became of them, each with its {@link MediaReport} beside it:
 * {@code file:inbox?recursive=true&filter=#mediaFiles&processStrategy=#filing&pollStrategy=#filing}.
 * <ul>
 * <li>{@code done}: the service has the file
 * <li>{@code failed}: its job does not have it, and sending it again cannot help
 * <li>{@code review}: a person must look, also if the service has the file and a later step failed, such as an order
 * <li>What may be added later stays in the inbox. With a ledger so does what was added and may be ordered later.
 * </ul>
 * Killed at any moment, a file is in one place, and its report is completed when files are taken again. The folders may be
 * on other file systems. Names are changed where a file or report has them already. One instance for each inbox, with a
 * folder for notes of its own; another one, in any process of the machine, is refused. Options must be set before the
 * route is started.
 */
public class MediaFiling
        implements GenericFileProcessStrategy<File>, PollingConsumerPollStrategy, CamelContextAware, Service {

    static final Logger LOG = LoggerFactory.getLogger(MediaFiling.class);

    private final Map<String, Integer> filed = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private CamelContext context;
    private File done;
    private File failed;
    private File review;
    private File work;
    private boolean sweep = true;
    private Duration retryDelay = Duration.ofMinutes(1);
    private final List<FileChannel> locks = new ArrayList<>();
    private volatile FileMoves moves;
    private volatile boolean gone;
    private boolean idleBefore;
    private volatile boolean idle;
    /** Of the endpoint; {@code null} if it has none, and before the first poll. */
    private volatile MediaFileFilter filter;

    /** With the folders {@code done}, {@code failed}, {@code review} and {@code .filing} in the working directory. */
    public MediaFiling() {
        this(new File("."));
    }

    /**
     * @param folder as {@link #setFolder}
     */
    public MediaFiling(File folder) {
        setFolder(folder);
    }

    /**
     * @param folder of the folders {@code done}, {@code failed}, {@code review} and {@code .filing}, which are created
     */
    public final void setFolder(File folder) {
        done = new File(folder, "done");
        failed = new File(folder, "failed");
        review = new File(folder, "review");
        work = new File(folder, ".filing");
    }

    /** The folder for files that the service has. */
    public final void setDone(File done) {
        this.done = done;
    }

    /** The folder for files that were refused or cannot be sent. */
    public final void setFailed(File failed) {
        this.failed = failed;
    }

    /** The folder for files at which a person must look. */
    public final void setReview(File review) {
        this.review = review;
    }

    /** The folder for notes on files that are being moved. */
    public final void setWork(File work) {
        this.work = work;
    }

    /**
     * @param sweep whether folders of the inbox are deleted when their files have gone; {@code true} by default
     */
    public final void setSweep(boolean sweep) {
        this.sweep = sweep;
    }

    /**
     * @param retryDelay how long a file that failed and stays in the inbox is left alone, one minute by default; needs a
     *                   {@link MediaFileFilter}
     */
    public final void setRetryDelay(Duration retryDelay) {
        this.retryDelay = retryDelay;
    }

    /**
     * Locks the inbox, creates the folders, and finishes what a crash has interrupted. Called by the route's first poll;
     * to be called earlier where a wrong configuration must be noticed before.
     *
     * @throws IllegalArgumentException if the folders cannot be used together, another instance has the inbox or the
     *                                  folder for notes, or this one was opened for another inbox
     * @throws IOException              if a file cannot be moved
     */
    public final synchronized void open(File inbox) throws IOException {
        if (moves == null) {
            MediaFolders folders = MediaFolders.create(inbox, done, failed, review, work);
            stop();
            lock(folders.inbox());
            lock(folders.work());
            FileMoves opened = new FileMoves(folders, sweep);
            opened.start();
            moves = opened;
        } else if (!inbox.toPath().toRealPath().equals(moves.inbox())) {
            throw new IllegalArgumentException(
                    "this filing has the inbox " + moves.inbox() + "; give the route of " + inbox + " one of its own");
        }
    }

    /** The system releases it when the process ends, however it ends. */
    private void lock(Path folder) throws IOException {
        FileChannel lock =
                FileChannel.open(folder.resolve(".filing.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        locks.add(lock);
        try {
            if (lock.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // another one in this process
        }
        stop();
        throw new IllegalArgumentException("another route or process uses " + folder
                + "; stop it first, or give this one an inbox and folders of its own");
    }

    @Override
    public void prepareOnStartup(GenericFileOperations<File> operations, GenericFileEndpoint<File> endpoint)
            throws IOException {
        refuse("doneFileName", endpoint.getDoneFileName() != null);
        refuse("idempotent", Boolean.TRUE.equals(endpoint.isIdempotent()));
        refuse("noop", endpoint.isNoop());
        refuse("delete", endpoint.isDelete());
        refuse("move", endpoint.getMove() != null);
        refuse("moveFailed", endpoint.getMoveFailed() != null);
        refuse("preMove", endpoint.getPreMove() != null);
        refuse(
                "readLock",
                endpoint.getReadLock() != null && !endpoint.getReadLock().equals("none"));
        open(((FileEndpoint) endpoint).getFile());
    }

    /** Camel would ignore them without a word, or delete or forget files that stay in the inbox. */
    private static void refuse(String option, boolean isSet) {
        if (isSet) {
            throw new IllegalArgumentException("a MediaFiling as processStrategy does not go together with the option "
                    + option + " of the file endpoint; remove it");
        }
    }

    /** A file may have waited for hours since the poll. */
    @Override
    public boolean begin(
            GenericFileOperations<File> operations,
            GenericFileEndpoint<File> endpoint,
            Exchange exchange,
            GenericFile<File> file)
            throws IOException {
        if (endpoint.getFilter() != null && !endpoint.getFilter().accept(file)) {
            return false;
        }
        MediaAttempts.of(exchange)
                .taken(MediaFileFilter.attributes(file.getFile().toPath()));
        underWay.incrementAndGet();
        return true;
    }

    @Override
    public void abort(
            GenericFileOperations<File> operations,
            GenericFileEndpoint<File> endpoint,
            Exchange exchange,
            GenericFile<File> file) {}

    @Override
    public void commit(
            GenericFileOperations<File> operations,
            GenericFileEndpoint<File> endpoint,
            Exchange exchange,
            GenericFile<File> file) {
        rollback(operations, endpoint, exchange, file);
    }

    /** Both at the end of an exchange: a route may have handled the exception. */
    @Override
    public void rollback(
            GenericFileOperations<File> operations,
            GenericFileEndpoint<File> endpoint,
            Exchange exchange,
            GenericFile<File> file) {
        Throwable cause = MediaReport.cause(exchange);
        MediaAttempts.Added added = MediaAttempts.of(exchange).added();
        BasicFileAttributes now = now(file);
        try {
            if (added != null) {
                MediaFailure problem = problem(exchange, file, now, added);
                if (problem == null && isRepeatable(exchange, cause)) {
                    stays(endpoint, exchange, file, cause);
                    return;
                }
                file(exchange, file, now, problem != null ? problem : MediaFailure.of(exchange));
            } else if (cause instanceof RejectedExecutionException) {
                LOG.debug("{}: the route was stopped", shown(file));
            } else if (now == null) {
                LOG.info("{}: taken out of the inbox before it was added", shown(file));
            } else if (cause == null || MediaFailure.mayPass(cause)) {
                stays(endpoint, exchange, file, cause);
            } else {
                MediaFailure failure = MediaFailure.of(exchange);
                if (!failure.isInDoubt() && !isUnchanged(exchange, file, now)) {
                    // the failure is that of another file, which is gone
                    stays(endpoint, exchange, file, cause);
                } else {
                    file(exchange, file, now, advise(exchange, failure));
                }
            }
        } catch (IOException | RuntimeException e) {
            stays(endpoint, exchange, file, e);
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** Whether a step after the media was added may be repeated. A ledger answers for the media then, and nothing is sent. */
    private static boolean isRepeatable(Exchange exchange, Throwable cause) {
        return cause instanceof Cielo24Exception
                && MediaFailure.mayPass(cause)
                && MediaAttempts.of(exchange).key() != null;
    }

    /** The state of a file; {@code null} if it is not in the inbox any more. */
    private static BasicFileAttributes now(GenericFile<File> file) {
        try {
            return MediaFileFilter.attributes(file.getFile().toPath());
        } catch (IOException e) {
            return null;
        }
    }

    /** Why a file that was added cannot count as done, or {@code null}. */
    private MediaFailure problem(
            Exchange exchange, GenericFile<File> file, BasicFileAttributes now, MediaAttempts.Added added)
            throws IOException {
        String job = added.result().jobId();
        Path first = added.before() && added.isUpload() ? moves.filedBefore(path(file), job) : null;
        if (first != null && !Files.exists(first)) {
            return problem(
                    true,
                    "not sent",
                    "job " + job + " has a file of this name, size and time, which is not in done any more to compare",
                    "Check at the service whether the job has this media. If not, rename the file and drop it again.");
        }
        if (first != null && now != null && Files.mismatch(first, file.getFile().toPath()) >= 0) {
            MediaFailure other = problem(
                    false,
                    "not sent",
                    "job " + job + " has another recording of this name, size and time, as from a camera whose clock"
                            + " has stopped",
                    "Rename the file and drop it again.");
            return advise(exchange, other);
        }
        return isUnchanged(exchange, file, now)
                ? null
                : problem(
                        true,
                        "changed while it was sent",
                        "the service took the media, but the file was changed, replaced or removed meanwhile",
                        "Check the media at the service. If it is not what you want, create a new job for this file.");
    }

    private static MediaFailure problem(boolean isInDoubt, String what, String why, String whatToDo) {
        return new MediaFailure(isInDoubt, what, why, whatToDo, null, null);
    }

    private static boolean isUnchanged(Exchange exchange, GenericFile<File> file, BasicFileAttributes now) {
        if (now == null) {
            return false;
        }
        MediaAttempts attempts = MediaAttempts.of(exchange);
        String key =
                Media.keyOfFile(path(file), now.size(), now.lastModifiedTime().toMillis());
        return attempts.file() != null && MediaFileFilter.isSame(now, attempts.file())
                // it changed between the poll and the upload, which took it as it is
                || key.equals(attempts.key());
    }

    /**
     * What a report says of a failure. May be overridden to add what only the application knows.
     *
     * @return the same by default
     */
    protected MediaFailure advise(Exchange exchange, MediaFailure failure) {
        return failure;
    }

    /**
     * Called when a file was filed, or stays in the inbox. Does nothing by default.
     *
     * @param outcome {@code done}, {@code failed} or {@code review}, as the folder; {@code later} if it stays
     * @param report  as beside the file
     */
    protected void ended(Exchange exchange, String outcome, Map<String, Object> report) {
        // for applications that show what happens
    }

    /**
     * @param failure {@code null} if there was none
     */
    private void file(Exchange exchange, GenericFile<File> file, BasicFileAttributes now, MediaFailure failure)
            throws IOException {
        String folder = failure == null ? "done" : failure.isInDoubt() ? "review" : "failed";
        Map<String, Object> report = MediaReport.create(exchange, failure);
        report.put("file", path(file));
        moves.file(path(file), now, folder, report);
        filed.merge(folder, 1, Integer::sum);
        if (failure == null) {
            LOG.info("{}: done, task {}, in {} ms", shown(file), report.get("task"), report.get("milliseconds"));
        } else {
            LOG.warn("{}: {}, {}: {}", shown(file), folder, failure.what(), MediaFileFilter.printable(failure.why()));
        }
        ended(exchange, folder, report);
    }

    /** The file is taken again later. What a ledger has as added is not sent again. */
    private void stays(GenericFileEndpoint<File> endpoint, Exchange exchange, GenericFile<File> file, Throwable cause) {
        Duration wait = retryDelay;
        if (!isUnchanged(exchange, file, now(file))) {
            wait = Duration.ZERO;
        } else if (cause instanceof Cielo24Exception call && call.getRetryAfter() != null) {
            boolean isLonger = call.getRetryAfter().compareTo(wait) > 0;
            wait = isLonger || call instanceof Cielo24JobBusyException ? call.getRetryAfter() : wait;
        }
        String why = cause == null
                ? "the route did not add it"
                : cause instanceof Cielo24Exception call ? call.getReason() : cause.toString();
        LOG.warn("{}: stays in the inbox: {}", shown(file), MediaFileFilter.printable(why));
        if (endpoint.getFilter() instanceof MediaFileFilter filter) {
            filter.postpone(file.getFile().toPath(), wait);
        }
        ended(exchange, "later", MediaReport.create(exchange, failure(exchange, cause)));
    }

    private static MediaFailure failure(Exchange exchange, Throwable cause) {
        boolean isAdded = MediaAttempts.of(exchange).added() != null;
        return cause == null ? null : isAdded ? MediaFailure.of(exchange) : MediaFailure.of(cause);
    }

    private static String path(GenericFile<File> file) {
        return file.getRelativeFilePath().replace(File.separatorChar, '/');
    }

    private static String shown(GenericFile<File> file) {
        return MediaFileFilter.printable(path(file));
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        File inbox = ((FileEndpoint) endpoint).getFile();
        if (!inbox.isDirectory() || !inbox.canRead()) {
            throw new IllegalStateException("the inbox " + inbox + " is not there, or cannot be read");
        }
        try {
            open(inbox);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (gone) {
            gone = false;
            LOG.info("The inbox {} is back", inbox);
        }
        moves.finishInterrupted();
        filter = ((FileEndpoint) endpoint).getFilter() instanceof MediaFileFilter media ? media : null;
        // a file that is under way may be back in the inbox after this poll
        idleBefore = getFilesUnderWay() == 0;
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        idle = polledMessages == 0 && idleBefore && (filter == null || filter.getUnsettledFiles() == 0);
    }

    /** Logs once that the inbox cannot be read. The consumer's health check is down until it can. */
    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        idle = false;
        if (!gone) {
            gone = true;
            LOG.error("Nothing is taken: {}", MediaFileFilter.printable(String.valueOf(cause.getMessage())));
        }
        return false;
    }

    /** Whether the last poll failed, as the inbox was not there. */
    public final boolean isGone() {
        return gone;
    }

    /**
     * Whether the last poll found nothing to take, while no file was under way. A {@link MediaFileFilter} may still leave
     * files alone, but none that has yet to settle.
     */
    public final boolean isIdle() {
        return idle;
    }

    /** Whether every file so far is in {@code done}, and a {@link MediaFileFilter} leaves none alone that may be media. */
    public final boolean isAllWell() {
        return count("failed") + count("review") == 0 && !gone && !isLeft();
    }

    private boolean isLeft() {
        MediaFileFilter media = filter;
        return media != null && (media.hasProblems() || media.getPostponedFiles() > 0);
    }

    /** The number of files that were taken and are neither filed nor left in the inbox yet. */
    public final int getFilesUnderWay() {
        return underWay.get();
    }

    /**
     * How many files were filed since the start.
     *
     * @param folder {@code done}, {@code failed} or {@code review}
     */
    public final int count(String folder) {
        return filed.getOrDefault(folder, 0);
    }

    /**
     * Finds a file in {@code done} by its job, also if it was given another name there.
     *
     * @param  path        within the inbox, with slashes, as in the {@code file} of its report
     * @param  jobId       its job
     * @return             the file, which somebody may have taken away; {@code null} if no report has this path and job
     * @throws IOException if a report cannot be read, or there is none and a file of this name is still in the inbox, or on
     *                     its way to {@code done}
     * @throws IllegalStateException if the inbox is not open: its route has not polled yet, or was stopped
     */
    public final Path find(String path, String jobId) throws IOException {
        FileMoves current = moves;
        if (current == null) {
            throw new IllegalStateException("the inbox is not open; start its route first, or call open");
        }
        try {
            boolean isOnItsWay = current.isOnItsWay(path);
            Path found = current.filedBefore(path, jobId);
            if (found == null && isOnItsWay) {
                throw new IOException("it is still in the inbox, or on its way to done");
            }
            return found;
        } catch (InvalidPathException e) {
            // no file can have this name
            return null;
        }
    }

    /** The context stops this when it stops. */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        if (context == camelContext) {
            return;
        }
        context = camelContext;
        try {
            context.addService(this);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void start() {}

    /** Lets others use the inbox. */
    @Override
    public final synchronized void stop() {
        moves = null;
        locks.forEach(IOHelper::close);
        locks.clear();
    }

    @Override
    public String toString() {
        return count("done") + " done, " + count("failed") + " failed, " + count("review") + " to review"
                + (isLeft() ? "; files are left in the inbox, as logged before" : "");
    }
}
