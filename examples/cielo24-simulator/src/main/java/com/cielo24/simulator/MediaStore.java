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

/** The media of the jobs: one piece of media a job, ever. */
final class MediaStore {
    private final JobStore jobs;
    private final Path folder;
    private final Map<String, ReceivedMedia> mediaByJob = new LinkedHashMap<>();
    private final Set<String> usedUrls = new HashSet<>();

    /**
     * @param folder where the bytes of uploads are kept; null to keep none
     * @throws IOException if the folder cannot be made or written
     */
    MediaStore(JobStore jobs, Path folder) throws IOException {
        this.jobs = jobs;
        this.folder = folder;
        if (folder != null) {
            Files.createDirectories(folder);
            deleteLeftovers();
        }
    }

    /** Checks what can be told before the body: that the job exists and is free, and that the URL may be used. */
    synchronized void check(AddMediaRequest request) throws Refusal {
        String jobId = request.jobId();
        if (!jobs.exists(jobId)) {
            throw new Refusal(ServiceError.ITEM_NOT_FOUND, "There is no such job");
        }
        // A file of an earlier run counts: media is never overwritten, as the page allows one piece a job.
        if (mediaByJob.containsKey(jobId) || folder != null && Files.exists(folder.resolve(jobId))) {
            throw new Refusal(ServiceError.INVALID_QUERY, "The job already has media: a job takes one piece only");
        }
        if (request.mode().equals(ReceivedMedia.URL)
                && !request.allowDuplicate()
                && usedUrls.contains(request.mediaUrl())) {
            throw new Refusal(
                    ServiceError.INVALID_QUERY, "The media_url was used before: is_duplicate=true allows it again");
        }
    }

    /** Opens an upload under a name of its own, as two for the same job may be on their way at once. */
    IncomingMedia open(AddMediaRequest request) throws IOException {
        return new IncomingMedia(
                folder == null ? null : folder.resolve(request.jobId() + "." + HexId.random() + ".part"));
    }

    synchronized ReceivedMedia keepUrl(AddMediaRequest request) throws Refusal {
        check(request);
        if (request.mode().equals(ReceivedMedia.URL)) {
            usedUrls.add(request.mediaUrl());
        }
        return keep(new ReceivedMedia(
                request.jobId(), HexId.random(), request.mode(), request.mediaUrl(), 0, null, null, Instant.now()));
    }

    /**
     * Attaches a complete upload to its job.
     *
     * @throws Refusal if another one was complete first
     */
    synchronized ReceivedMedia keepUpload(AddMediaRequest request, IncomingMedia incoming) throws Refusal, IOException {
        check(request);
        Path file = folder == null ? null : folder.resolve(request.jobId());
        incoming.moveTo(file);
        return keep(new ReceivedMedia(
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

    private ReceivedMedia keep(ReceivedMedia media) {
        mediaByJob.put(media.jobId(), media);
        return media;
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
