package com.cielo24.simulator;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The media of the jobs: one piece of media a job, ever. In its folder it touches only the files that its memory knows,
 * and its own partial ones. Thread-safe.
 */
final class MediaStore {
    private final JobStore jobs;
    private final Path folder;
    private final Optional<Memory> memory;
    private final boolean hashing;
    private final Map<String, ReceivedMedia> mediaByJob = new LinkedHashMap<>();
    private final Set<UsedUrl> usedUrls = new HashSet<>();

    private record UsedUrl(String account, String url) {}

    /**
     * @param folder  where the bytes of uploads are kept; null to keep none
     * @param memory  of the same folder
     * @param hashing whether uploads are hashed
     * @throws IOException if the folder cannot be read
     */
    MediaStore(JobStore jobs, Path folder, Optional<Memory> memory, boolean hashing) throws IOException {
        this.jobs = jobs;
        this.folder = folder;
        this.memory = memory;
        this.hashing = hashing;
        if (memory.isPresent()) {
            deleteLeftovers();
            for (OwnedMedia earlier : memory.get().media()) {
                if (!isThere(earlier.media())) {
                    continue;
                }
                if (jobs.isDeleted(earlier.media().jobId())) {
                    // a simulator that was killed could not delete it itself
                    deleteFile(earlier.media());
                } else {
                    attach(earlier);
                }
            }
        }
    }

    /** Checks what the headers show, before the body: that the job exists and is free, and that the URL may be used. */
    synchronized void check(AddMediaRequest request) throws Refusal {
        String jobId = request.jobId();
        jobs.require(jobId, request.account());
        // The page, "Add Media To Job": a job may only have a single piece of media
        if (mediaByJob.containsKey(jobId)) {
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
        refuseToOverwrite(file(request));
        try {
            return new IncomingMedia(
                    folder == null ? null : folder.resolve(request.jobId() + "." + HexId.random() + ".part"), hashing);
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    synchronized ReceivedMedia keepUrl(AddMediaRequest request) throws Refusal, StorageException {
        check(request);
        OwnedMedia added = owned(request, 0, null, null);
        remember(added);
        return attach(added);
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
        Path file = file(request);
        refuseToOverwrite(file);
        OwnedMedia added = owned(request, incoming.bytes(), incoming.sha256(), file);
        // A line without its file is nothing, also after a restart; a file without its line would stay for ever
        remember(added);
        incoming.moveTo(file);
        return attach(added);
    }

    private static OwnedMedia owned(AddMediaRequest request, long bytes, String sha256, Path file) {
        return new OwnedMedia(
                request.account(),
                new ReceivedMedia(
                        request.jobId(),
                        HexId.random(),
                        request.mode(),
                        request.mediaUrl(),
                        bytes,
                        sha256,
                        file,
                        Instant.now()));
    }

    private void remember(OwnedMedia added) throws StorageException {
        if (memory.isPresent()) {
            memory.get().add(added);
        }
    }

    private ReceivedMedia attach(OwnedMedia added) {
        ReceivedMedia media = added.media();
        jobs.adopt(media.jobId(), added.account());
        if (media.mode().equals(ReceivedMedia.URL)) {
            usedUrls.add(new UsedUrl(added.account(), media.mediaUrl()));
        }
        mediaByJob.put(media.jobId(), media);
        return media;
    }

    synchronized List<ReceivedMedia> all() {
        return List.copyOf(mediaByJob.values());
    }

    synchronized Optional<ReceivedMedia> of(String jobId) {
        return Optional.ofNullable(mediaByJob.get(jobId.toLowerCase(Locale.ROOT)));
    }

    /** Forgets the media of a job that is deleted, and deletes its file. Its URL may be used again. */
    synchronized void delete(String jobId) throws StorageException {
        ReceivedMedia media = mediaByJob.remove(jobId);
        if (media == null) {
            return;
        }
        usedUrls.removeIf(used -> used.url().equals(media.mediaUrl()));
        try {
            deleteFile(media);
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    private static void deleteFile(ReceivedMedia media) throws IOException {
        if (media.file() != null) {
            Files.deleteIfExists(media.file());
        }
    }

    /** Forgets all media, and deletes its files. */
    synchronized void clear() throws IOException {
        for (ReceivedMedia media : mediaByJob.values()) {
            deleteFile(media);
        }
        mediaByJob.clear();
        usedUrls.clear();
    }

    /** A file may have been deleted by hand, to make the job free again, and another may have its name now. */
    private static boolean isThere(ReceivedMedia media) throws IOException {
        Path file = media.file();
        return file == null || Files.isRegularFile(file) && Files.size(file) == media.bytes();
    }

    private Path file(AddMediaRequest request) {
        return folder == null ? null : folder.resolve(request.jobId());
    }

    private static void refuseToOverwrite(Path file) throws StorageException {
        if (file != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException(new FileSystemException(
                    file.toString(), null, "the file is not the simulator's; move it elsewhere"));
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
