package com.cielo24.simulator;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** The media of the jobs: one piece of media a job, ever. */
final class MediaStore {
    private static final String TYPE = "media";

    private final JobStore jobs;
    private final Path folder;
    private final Optional<Memory> memory;
    private final boolean hashing;
    private final Map<String, ReceivedMedia> mediaByJob = new LinkedHashMap<>();
    private final Set<UsedUrl> usedUrls = new HashSet<>();

    private record UsedUrl(String account, String url) {}

    /**
     * @param folder       where the bytes of uploads are kept; null to keep none
     * @param memory       of the same folder
     * @param firstAccount owns what lies in the folder and nobody remembers
     * @param hashing      whether uploads are hashed
     * @throws IOException if the folder cannot be read
     */
    MediaStore(JobStore jobs, Path folder, Optional<Memory> memory, String firstAccount, boolean hashing)
            throws IOException {
        this.jobs = jobs;
        this.folder = folder;
        this.memory = memory;
        this.hashing = hashing;
        if (memory.isPresent()) {
            deleteLeftovers();
            memory.get().earlier().stream()
                    .filter(line -> line.path("type").asText().equals(TYPE))
                    .forEach(this::remember);
            takeInFiles(firstAccount);
        }
    }

    /** Checks what can be told before the body: that the job exists and is free, and that the URL may be used. */
    synchronized void check(AddMediaRequest request) throws Refusal {
        String jobId = request.jobId();
        jobs.require(jobId, request.account());
        // Media is never overwritten, as the page allows one piece a job; a file may also have been put there by hand
        if (mediaByJob.containsKey(jobId) || folder != null && Files.exists(folder.resolve(jobId))) {
            throw new Refusal(ServiceError.INVALID_QUERY, "The job already has media: a job takes one piece only");
        }
        if (request.mode().equals(ReceivedMedia.URL)
                && !request.allowDuplicate()
                && usedUrls.contains(new UsedUrl(request.account(), request.mediaUrl()))) {
            throw new Refusal(
                    ServiceError.INVALID_QUERY, "The media_url was used before: is_duplicate=true allows it again");
        }
    }

    /** Opens an upload under a name of its own, as two for the same job may be on their way at once. */
    IncomingMedia open(AddMediaRequest request) throws StorageException {
        try {
            return new IncomingMedia(
                    folder == null ? null : folder.resolve(request.jobId() + "." + HexId.random() + ".part"), hashing);
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    synchronized ReceivedMedia keepUrl(AddMediaRequest request) throws Refusal, StorageException {
        check(request);
        return keep(
                request.account(),
                new ReceivedMedia(
                        request.jobId(),
                        HexId.random(),
                        request.mode(),
                        request.mediaUrl(),
                        0,
                        null,
                        null,
                        Instant.now()));
    }

    /**
     * Attaches a complete upload to its job.
     *
     * @throws Refusal          if another one was complete first
     * @throws StorageException if it cannot be kept
     */
    synchronized ReceivedMedia keepUpload(AddMediaRequest request, IncomingMedia incoming)
            throws Refusal, StorageException {
        check(request);
        Path file = folder == null ? null : folder.resolve(request.jobId());
        incoming.moveTo(file);
        return keep(
                request.account(),
                new ReceivedMedia(
                        request.jobId(),
                        HexId.random(),
                        ReceivedMedia.UPLOAD,
                        null,
                        incoming.bytes(),
                        incoming.sha256(),
                        file,
                        Instant.now()));
    }

    synchronized List<ReceivedMedia> all() {
        return List.copyOf(mediaByJob.values());
    }

    synchronized Optional<ReceivedMedia> of(String jobId) {
        return Optional.ofNullable(mediaByJob.get(jobId.toLowerCase(Locale.ROOT)));
    }

    /** Forgets all media, and deletes its files. */
    synchronized void clear() throws IOException {
        for (ReceivedMedia media : mediaByJob.values()) {
            if (media.file() != null) {
                Files.deleteIfExists(media.file());
            }
        }
        mediaByJob.clear();
        usedUrls.clear();
    }

    private ReceivedMedia keep(String account, ReceivedMedia media) throws StorageException {
        if (memory.isPresent()) {
            memory.get().add(line(account, media));
        }
        return attach(account, media);
    }

    private ReceivedMedia attach(String account, ReceivedMedia media) {
        jobs.adopt(media.jobId(), account);
        if (media.mode().equals(ReceivedMedia.URL)) {
            usedUrls.add(new UsedUrl(account, media.mediaUrl()));
        }
        mediaByJob.put(media.jobId(), media);
        return media;
    }

    private static Map<String, Object> line(String account, ReceivedMedia media) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", TYPE);
        fields.put("account", account);
        fields.put("jobId", media.jobId());
        fields.put("taskId", media.taskId());
        fields.put("mode", media.mode());
        fields.put("mediaUrl", media.mediaUrl());
        fields.put("bytes", media.bytes());
        fields.put("sha256", media.sha256());
        fields.put("receivedAt", media.receivedAt());
        return fields;
    }

    private void remember(JsonNode line) {
        String jobId = line.path("jobId").asText();
        boolean upload = line.path("mode").asText().equals(ReceivedMedia.UPLOAD);
        if (upload && !Files.exists(folder.resolve(jobId))) {
            // deleted by hand, to make the job free again
            return;
        }
        attach(
                line.path("account").asText(),
                new ReceivedMedia(
                        jobId,
                        line.path("taskId").asText(),
                        line.path("mode").asText(),
                        line.path("mediaUrl").asText(null),
                        line.path("bytes").asLong(),
                        line.path("sha256").asText(null),
                        upload ? folder.resolve(jobId) : null,
                        Instant.parse(line.path("receivedAt").asText())));
    }

    /** Of a simulator that was killed between the two, or of an older version. */
    private void takeInFiles(String account) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String jobId = file.getFileName().toString();
                if (jobId.matches("[0-9a-f]+") && !mediaByJob.containsKey(jobId) && Files.isRegularFile(file)) {
                    attach(
                            account,
                            new ReceivedMedia(
                                    jobId,
                                    HexId.random(),
                                    ReceivedMedia.UPLOAD,
                                    null,
                                    Files.size(file),
                                    null,
                                    file,
                                    Files.getLastModifiedTime(file).toInstant()));
                }
            }
        }
    }

    /** A simulator that was killed could not delete its partial files itself. */
    private void deleteLeftovers() throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*.part")) {
            for (Path part : parts) {
                if (part.getFileName().toString().matches("[0-9a-f]+\\.[0-9a-f]{32}\\.part")) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }
}
