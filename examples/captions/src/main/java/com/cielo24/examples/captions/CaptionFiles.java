package com.cielo24.examples.captions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.camel.MediaFailure;
import com.cielo24.camel.MediaFileFilter;
import com.cielo24.camel.MediaFiling;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.JobInfo;
import com.cielo24.examples.support.Board;
import com.cielo24.examples.support.ConfigurationException;
import com.cielo24.examples.support.Settings;
import com.cielo24.examples.support.Shelf;
import com.cielo24.examples.support.Text;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.IdempotentRepository;

import static com.cielo24.examples.captions.Captions.LOG;

/**
 * Where the captions of a job go: beside its video.
 *
 * @param formats  endings of the files
 * @param givenOut jobs whose captions were fetched
 */
record CaptionFiles(
        Folders folders,
        MediaFiling filing,
        MediaFileFilter media,
        List<String> formats,
        IdempotentRepository givenOut) {

    /** The service's names, by the endings that players expect. */
    private static final Map<String, String> FORMATS = Map.of(
            "srt",
            "SRT",
            "vtt",
            "WEB_VTT",
            "dfxp",
            "DFXP",
            "sbv",
            "SBV",
            "scc",
            "SCC",
            "smi",
            "SAMI",
            "txt",
            "TRANSCRIPT");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A property of the exchange: the video, or what it was called if somebody took it away; within {@code done}. */
    private static final String VIDEO = "CaptionsVideo";

    static CaptionFiles of(
            Settings settings,
            Folders folders,
            MediaFiling filing,
            MediaFileFilter media,
            IdempotentRepository givenOut) {
        List<String> formats = Stream.of(settings.text("captions.formats").split(","))
                .map(String::trim)
                .toList();
        if (!FORMATS.keySet().containsAll(formats)) {
            throw new ConfigurationException("captions.formats is '" + settings.text("captions.formats")
                    + "', but must have one or more of "
                    + String.join(", ", FORMATS.keySet().stream().sorted().toList()));
        }
        return new CaptionFiles(folders, filing, media, formats, givenOut);
    }

    /** Others may have jobs in the same account, with any names. */
    boolean isOurs(Exchange exchange) {
        JobInfo job = exchange.getMessage().getBody(JobInfo.class);
        return job.externalId() != null && job.externalId().startsWith(OrderOptions.OURS) && isInside(job.jobName());
    }

    /** Whether it can be the name of a video within the inbox. */
    private static boolean isInside(String name) {
        if (name == null || name.isBlank()) {
            return false;
        }
        try {
            Path path = Path.of(name);
            return !path.isAbsolute() && !path.startsWith("..") && path.equals(path.normalize());
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * @throws IOException if the video is still in the inbox, or on its way, although its captions are ready: a later poll
     *                     finds it in {@code done}
     */
    void locate(Exchange exchange) throws IOException {
        JobInfo job = exchange.getMessage().getBody(JobInfo.class);
        Path video = filing.find(job.jobName(), job.jobId());
        exchange.setProperty(
                VIDEO,
                video == null
                        ? takenAway(job)
                        : folders.done().relativize(video).toString());
    }

    /** What the video was called; with the job if another video has this name now, so that it keeps its own captions. */
    private String takenAway(JobInfo job) {
        String name = job.jobName();
        boolean isOther = Files.exists(folders.done().resolve(name + ".result.json"));
        return isOther
                ? stem(name) + "." + job.jobId() + name.substring(stem(name).length())
                : name;
    }

    void choose(Exchange exchange, String ending) throws IOException {
        Message message = exchange.getMessage();
        message.setHeader(Cielo24Constants.CAPTION_FORMAT, FORMATS.get(ending));
        message.setHeader(Exchange.FILE_NAME, name(video(exchange)) + "." + ending);
    }

    /**
     * {@code lecture.srt} for {@code lecture.mp4}; {@code lecture.mov.srt} if there is a {@code lecture.mp4} as well, which
     * may have {@code lecture.mp4.srt}.
     */
    private String name(String video) throws IOException {
        Path file = folders.done().resolve(video);
        String stem = stem(video);
        if (!Files.isDirectory(file.getParent())) {
            return stem;
        }
        Path own = folders.done().resolve(stem);
        try (Stream<Path> files = Files.list(file.getParent())) {
            boolean isOnly = files.filter(other -> !other.equals(file) && media.isNameAccepted(other))
                    .noneMatch(
                            other -> other.equals(own) || stem(other.toString()).equals(own.toString()));
            return isOnly ? stem : video;
        }
    }

    private static String stem(String path) {
        return path.replaceFirst("(?<=[^/\\\\])\\.[^./\\\\]*$", "");
    }

    private static String video(Exchange exchange) {
        return exchange.getProperty(VIDEO, String.class);
    }

    /** The video that an exchange of any route is about. */
    static String subject(Exchange exchange) {
        String video = video(exchange);
        return Text.shown(video != null ? video : OrderOptions.path(exchange));
    }

    void fetched(Exchange exchange) {
        LOG.info("{}: captions are there: {}", Text.shown(video(exchange)), String.join(", ", formats));
        Board.ended(exchange, "done", Map.of("job", job(exchange)));
    }

    private static String job(Exchange exchange) {
        return exchange.getMessage().getHeader(Cielo24Constants.JOB_ID, String.class);
    }

    void warnOverdue(Exchange exchange) {
        String due = exchange.getMessage().getBody(JobInfo.class).dueDate();
        LOG.warn(
                "{}: job {} was due at {} and is not complete",
                Text.shown(video(exchange)),
                job(exchange),
                Text.shown(due));
        Board.ended(exchange, "later", Map.of("job", job(exchange), "what", "overdue", "why", "it was due at " + due));
    }

    /** Whether fetching the captions again would be refused again. */
    boolean cannotSucceed(Exchange exchange) {
        Cielo24Exception e = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Cielo24Exception.class);
        return !MediaFailure.mayPass(e);
    }

    /** Makes the body a report for {@code review}. */
    void describeProblem(Exchange exchange) throws IOException {
        Exception refused = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put(
                "what", refused == null ? "the service could not process the media" : "the captions cannot be fetched");
        report.put("why", refused instanceof Cielo24Exception e ? e.getReason() : "its status is Media Failure");
        report.put(
                "whatToDo",
                refused == null
                        ? "Play the video in done. If it is whole, ask the service; if not, drop a better one under another name."
                        : "Look at the job at the service.");
        report.put("file", video(exchange));
        report.put("job", job(exchange));
        report.put("when", Instant.now().toString());
        LOG.warn("{}: review, {}: {}", Text.shown(video(exchange)), report.get("what"), Text.shown(report.get("why")));
        Board.ended(exchange, "review", report);
        exchange.getMessage().setBody(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
        exchange.getMessage().setHeader(Exchange.FILE_NAME, video(exchange) + ".error.json");
    }

    /** How many videos are in {@code done} whose captions were not fetched yet. */
    long waiting() throws Exception {
        return Shelf.files(folders.done(), file -> file.toString().endsWith(".result.json") && isWaiting(file))
                .look()
                .count();
    }

    private boolean isWaiting(Path report) {
        try {
            JsonNode added = JSON.readTree(report.toFile());
            // other programs may file into the same folder
            return added.path("externalId").asText().startsWith(OrderOptions.OURS)
                    && !givenOut.contains(added.path("job").asText() + "/complete");
        } catch (IOException e) {
            return true;
        }
    }
}
