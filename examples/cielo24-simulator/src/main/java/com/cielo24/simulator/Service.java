package com.cielo24.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What a simulator holds, and the paths under which it is served. */
final class Service implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Service.class.getName());

    private static final Set<String> CALLS = Collections.unmodifiableSet(new TreeSet<>(List.of(
            AddMediaRequest.PATH,
            AddMediaRequest.EMBEDDED_PATH,
            AccountCalls.LOGIN,
            AccountCalls.LOGOUT,
            JobCalls.NEW,
            JobCalls.LIST,
            JobCalls.INFO,
            JobCalls.MEDIA,
            JobCalls.DELETE,
            OrderCall.PATH,
            AuthorizeCall.PATH,
            CaptionCall.PATH,
            CaptionCall.PUBLIC_PATH,
            TranscriptCall.PATH)));

    final Sessions sessions;
    final JobStore jobs;
    final MediaStore media;
    final Transcriptions transcriptions;
    final Callbacks callbacks;
    final Faults faults;
    final CallsInProgress inProgress = new CallsInProgress();
    final Journal journal = new Journal();

    /** The add_media requests. */
    final Traffic uploads = new Traffic(journal);

    /** All other calls. */
    private final Traffic calls = new Traffic(journal);

    private final String firstAccount;
    private final Optional<Memory> memory;
    private final BrowserGuard guard;
    private final Consumer<Outcome> outcomes;
    private final Handler unknown;
    private final Map<String, Handler> handlers = new LinkedHashMap<>();

    /**
     * @throws IOException if the media folder cannot be used
     */
    Service(SimulatorBuilder settings) throws IOException {
        outcomes = outcome -> notify(settings.outcomes, outcome);
        guard = new BrowserGuard(settings.bind.isLoopbackAddress(), Set.copyOf(settings.hosts));
        sessions = new Sessions(settings.accounts(), settings.apiToken, settings.tokenIdle, settings.tokenLifetime);
        firstAccount = settings.accounts().get(0).username();
        memory = remember(settings.mediaFolder);
        jobs = new JobStore(settings.jobs, firstAccount, settings.anyJob, memory);
        faults = new Faults(CALLS, jobs::canExist);
        try {
            media = new MediaStore(jobs, settings.mediaFolder, memory, settings.hashing);
        } catch (IOException e) {
            close();
            throw e;
        }
        transcriptions = new Transcriptions(jobs, memory);
        callbacks = new Callbacks(jobs, settings.callbackRetryAfter, settings.callbacksAnywhere, outcomes);
        resumeCallbacks();
        handlers.put("/", Service::frontPage);
        handlers.put("/simulator/media", new ListHandler(media::all));
        handlers.put("/simulator/jobs", new ListHandler(jobs::all));
        handlers.put("/simulator/orders", new ListHandler(transcriptions::orders));
        handlers.put("/simulator/faults", new FaultsHandler(faults));
        MediaLength length = new MediaLength(settings.lengthOfUrls);
        AddMediaCall addMedia = new AddMediaCall(sessions, media);
        AccountCalls account = new AccountCalls(sessions);
        JobCalls job = new JobCalls(
                sessions,
                jobs,
                media,
                transcriptions,
                new JobDescription(media, transcriptions, length, settings.mediaLengthAfter));
        serve(AddMediaRequest.PATH, addMedia, uploads);
        serve(AddMediaRequest.EMBEDDED_PATH, addMedia, calls);
        serve(AccountCalls.LOGIN, account::login, calls);
        serve(AccountCalls.LOGOUT, account::logout, calls);
        serve(JobCalls.NEW, job::create, calls);
        serve(JobCalls.LIST, job::list, calls);
        serve(JobCalls.INFO, job::info, calls);
        serve(JobCalls.MEDIA, job::media, calls);
        serve(JobCalls.DELETE, job::delete, calls);
        serve(
                OrderCall.PATH,
                new OrderCall(sessions, jobs, media, transcriptions, callbacks, settings.transcriptionSettings()),
                calls);
        serve(AuthorizeCall.PATH, new AuthorizeCall(sessions, jobs, transcriptions, callbacks), calls);
        Results results = new Results(jobs, media, transcriptions, length);
        CaptionCall caption = new CaptionCall(sessions, jobs, results, settings.sslContext == null ? "http" : "https");
        serve(CaptionCall.PATH, caption, calls);
        serve(CaptionCall.PUBLIC_PATH, caption::servePublic, calls);
        serve(TranscriptCall.PATH, new TranscriptCall(sessions, jobs, results), calls);
        unknown = new CallHandler(Service::unknownCall, faults, calls, inProgress, outcomes);
    }

    /** An observer that fails must not change what a client gets. */
    private static void notify(Consumer<Outcome> observer, Outcome outcome) {
        try {
            observer.accept(outcome);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "The observer of outcomes failed", e);
        }
    }

    private void serve(String path, ServiceCall call, Traffic traffic) {
        handlers.put(path, new CallHandler(call, faults, traffic, inProgress, outcomes));
    }

    private static Optional<Memory> remember(Path folder) throws IOException {
        if (folder == null) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        return Optional.of(new Memory(folder));
    }

    /** The service's own answer to this is not known. */
    private static ServiceCall.Verdict unknownCall(Call call) {
        ServiceError error = new ServiceError(ServiceError.ITEM_NOT_FOUND, "There is no such call; GET / lists them");
        return new ServiceCall.Verdict(Answer.json(404, error), "refused: there is no such call");
    }

    /** Those that an earlier simulator could not send, as the jobs were not complete. */
    private void resumeCallbacks() {
        Instant now = Instant.now();
        transcriptions.all().stream()
                .filter(transcription ->
                        transcription.endsAt().filter(now::isBefore).isPresent())
                .forEach(transcription ->
                        transcription.orders().forEach(order -> callbacks.schedule(order, transcription)));
    }

    String newJob() throws IOException {
        try {
            return jobs.create(firstAccount, Map.of(), true).jobId();
        } catch (Refusal e) {
            throw new IllegalStateException("a job without an external id is never refused", e);
        }
    }

    /** Leaves the folder to others. */
    @Override
    public void close() {
        if (callbacks != null) {
            callbacks.close();
        }
        try {
            if (memory.isPresent()) {
                memory.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Router router(Map<String, Handler> more) {
        handlers.putAll(more);
        handlers.replaceAll((path, handler) -> handler instanceof CallHandler ? handler : recorded(handler));
        return new Router(
                Map.copyOf(handlers), unknown, guard, (head, reason) -> refused(head.received(), 403, reason));
    }

    /** What is no call of the service is in the journal and the log as well. */
    private Handler recorded(Handler handler) {
        return exchange -> {
            ReceivedRequest received = exchange.head().received();
            Journal.Line line = calls.begin(received);
            exchange.observe(
                    count -> {},
                    () -> end(
                            calls,
                            line,
                            received,
                            exchange.status(),
                            exchange.isAnswered() ? "answered" : "broken off"));
            handler.handle(exchange);
        };
    }

    /** The newest requests of one path. */
    List<ReceivedRequest> requests(String path) {
        return journal.entries().stream()
                .map(JournalEntry::request)
                .filter(request -> request.path().equals(path))
                .toList();
    }

    /** Everything is as it was at the start, on disk as well. */
    void reset() throws IOException {
        inProgress.endAll();
        faults.clear();
        callbacks.clear();
        sessions.reset();
        // the files first: without their lines they would stay for ever
        media.clear();
        if (memory.isPresent()) {
            memory.get().clear();
        }
        jobs.clear();
        transcriptions.clear();
        journal.clear();
        uploads.clear();
        calls.clear();
    }

    /** A malformed request reaches no handler, but is in the journal and the log as any other. */
    void refused(BadRequest request, Answer answer) {
        refused(request.received(), answer.status(), request.getMessage());
    }

    private void refused(ReceivedRequest received, int status, String reason) {
        Traffic traffic = received.path().equals(AddMediaRequest.PATH) ? uploads : calls;
        end(traffic, traffic.begin(received), received, status, "refused: " + status + " " + reason);
    }

    private void end(Traffic traffic, Journal.Line line, ReceivedRequest received, int status, String result) {
        traffic.end(line, status, result, 0);
        outcomes.accept(new Outcome("-", received.mode(), 0, result));
    }

    private static void frontPage(Exchange exchange) throws IOException {
        exchange.answer(Answer.text(200, """
                        cielo24 simulator: accounts, jobs, media at GET and POST /api/job/add_media, orders and captions, as in the service.
                        GET /simulator/media, /simulator/jobs, /simulator/orders and /simulator/callbacks list what it has; POST /simulator/faults makes it misbehave, /simulator/requests shows what came.
                        """));
    }
}
