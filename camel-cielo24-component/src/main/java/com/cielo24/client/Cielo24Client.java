package com.cielo24.client;

import java.io.IOException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service's call {@code /api/job/add_media}: one call, one request, one outcome. Safe for any number of threads.
 */
public final class Cielo24Client {

    private static final Logger LOG = LoggerFactory.getLogger(Cielo24Client.class);
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");

    private final Supplier<ServiceHttp> http;
    private final Cielo24Settings settings;
    private final RequestConfig requestConfig;
    private final Secrets secrets;

    /**
     * @param http     shared by all clients of a component; asked for at each request, as a component that is
     *                 stopped and started has another one
     * @param settings where the service is, and how long to wait for it
     */
    @SuppressWarnings("deprecation") // the timeout for connecting differs by endpoint, while the pool is shared
    public Cielo24Client(Supplier<ServiceHttp> http, Cielo24Settings settings) {
        this.http = http;
        this.settings = settings;
        this.secrets = new Secrets(settings.apiToken());
        this.requestConfig = RequestConfig.custom()
                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                .setResponseTimeout(Timeout.of(settings.responseTimeout()))
                .setConnectionRequestTimeout(Timeout.of(http.get().connectionRequestTimeout()))
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    /**
     * Adds media to a job (page "Add Media To Job"): a GET for a URL, a POST with the raw bytes for an upload.
     *
     * @param  jobId                          the job, a hex string
     * @param  media                          the one piece of media it gets; an upload has 1 to
     *                                        {@link Cielo24Settings#maxUploadSize()} bytes
     * @param  progress                       told how an upload moves on
     * @return                                the service's word that the media is the job's
     * @throws Cielo24InvalidRequestException if the request cannot be right; nothing was sent
     * @throws Cielo24TransportException      if the service cannot have the media
     * @throws Cielo24ServiceException        if the service said no
     * @throws Cielo24UnknownOutcomeException if everything was sent and no usable answer came
     */
    public AddedMedia addMedia(String jobId, Media media, UploadProgress progress) throws Cielo24Exception {
        requireJobAndToken(jobId);
        if (media instanceof Media.Url url) {
            requireUrl(jobId, url);
            return send(jobId, media, null, progress);
        }
        Media.Content content = open(jobId, (Media.Upload) media);
        try {
            requireSize(jobId, content.length());
            return send(jobId, media, content, progress);
        } finally {
            close(jobId, content);
        }
    }

    private void requireJobAndToken(String jobId) throws Cielo24InvalidRequestException {
        if (jobId == null || jobId.isBlank()) {
            throw new Cielo24InvalidRequestException(jobId, "no job id was given");
        }
        if (!HEX.matcher(jobId).matches()) {
            throw new Cielo24InvalidRequestException(
                    jobId, "the job id is not hexadecimal; use the id that the service gave the job");
        }
        if (settings.apiToken() == null || settings.apiToken().isBlank()) {
            throw new Cielo24InvalidRequestException(jobId, "no API token is configured (apiToken)");
        }
    }

    private static void requireUrl(String jobId, Media.Url media) throws Cielo24InvalidRequestException {
        String problem = MediaUrl.problem(media.url());
        if (problem != null) {
            throw new Cielo24InvalidRequestException(jobId, problem);
        }
    }

    private static Media.Content open(String jobId, Media.Upload upload) throws Cielo24Exception {
        try {
            return upload.open();
        } catch (InvalidMediaException e) {
            throw new Cielo24InvalidRequestException(jobId, e.getMessage());
        } catch (IOException | RuntimeException e) {
            // streams and caches of others throw whatever they like
            throw new Cielo24TransportException(jobId, "the media could not be made ready: " + e, e);
        }
    }

    private void requireSize(String jobId, long length) throws Cielo24InvalidRequestException {
        if (length < 1) {
            throw new Cielo24InvalidRequestException(jobId, "the media is empty");
        }
        if (length > settings.maxUploadSize()) {
            throw new Cielo24InvalidRequestException(
                    jobId,
                    "the media has " + length + " bytes, but an upload may have " + settings.maxUploadSize()
                            + " (maxUploadSize); give the service a URL of it, or a smaller rendition");
        }
    }

    private static void close(String jobId, Media.Content content) {
        try {
            content.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("Job {}: could not close the media", jobId, e);
        }
    }

    private AddedMedia send(String jobId, Media media, Media.Content content, UploadProgress progress)
            throws Cielo24Exception {
        long size = content == null ? 0 : content.length();
        Transmission transmission =
                new Transmission(AddMediaTarget.of(settings, jobId, media), settings, size, progress);
        ClassicHttpRequest request = new BasicClassicHttpRequest(
                content == null ? Method.GET : Method.POST,
                settings.address().host(),
                settings.address().addMediaPath());
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        if (content != null) {
            request.setEntity(new UploadEntity(content, transmission));
        }
        LOG.debug("Job {}: {} of {} bytes to {}", jobId, request.getMethod(), size, settings.address());
        Secrets hidden = media instanceof Media.Url url ? secrets.andThoseOf(url.url()) : secrets;
        ServiceAnswer answer = exchange(jobId, request, transmission, hidden);
        if (!transmission.isBegun()) {
            throw new Cielo24TransportException(
                    jobId, "the proxy answered " + answer.status() + " and did not connect to the service", null);
        }
        LOG.debug("Job {}: the service answered {}", jobId, answer.status());
        return outcome(jobId, answer, transmission.isEverythingSent(), size, hidden);
    }

    private ServiceAnswer exchange(String jobId, ClassicHttpRequest request, Transmission transmission, Secrets hidden)
            throws Cielo24Exception {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(requestConfig);
        context.setAttribute(ServiceRequestExecutor.TRANSMISSION, transmission);
        ServiceHttp client = http.get();
        client.watchdog().watch(transmission);
        try {
            ClassicHttpResponse response =
                    client.httpClient().executeOpen(settings.address().host(), request, context);
            ServiceAnswer answer = ServiceAnswer.read(response);
            if (!answer.whole()) {
                // closing would read on, however much that is
                transmission.abandon();
            }
            // the service has said its word, however the connection ends
            Closer.closeQuietly(response);
            return answer;
        } catch (IOException | IllegalStateException e) {
            // the second is the pool's, when it is closed
            throw broken(jobId, transmission, hidden, e);
        } finally {
            client.watchdog().forget(transmission);
        }
    }

    private static Cielo24Exception broken(String jobId, Transmission transmission, Secrets hidden, Exception e) {
        String reason = transmission.givenUp() != null
                ? transmission.givenUp()
                : hidden.mask(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        if (transmission.isEverythingSent()) {
            return new Cielo24UnknownOutcomeException(
                    jobId, "everything was sent, but no answer came: " + reason, hidden.mask(e));
        }
        return new Cielo24TransportException(jobId, "the media did not reach the service: " + reason, hidden.mask(e));
    }

    private static AddedMedia outcome(
            String jobId, ServiceAnswer answer, boolean everythingSent, long size, Secrets hidden)
            throws Cielo24Exception {
        int status = answer.status();
        if (status < 300) {
            String taskId = answer.text("TaskId");
            if (taskId == null || !everythingSent) {
                throw new Cielo24UnknownOutcomeException(
                        jobId, "the service answered " + status + flaw(answer, everythingSent), null);
            }
            return new AddedMedia(taskId, size);
        }
        if (status == 502 || status == 504) {
            String reason = "a gateway in front of the service answered " + status;
            throw everythingSent
                    ? new Cielo24UnknownOutcomeException(jobId, reason, null)
                    : new Cielo24TransportException(jobId, reason + " before the whole media was sent", null);
        }
        throw new Cielo24ServiceException(
                jobId,
                status,
                hidden.mask(answer.text("ErrorType")),
                hidden.mask(answer.text("ErrorComment")),
                answer.retryAfter());
    }

    private static String flaw(ServiceAnswer answer, boolean everythingSent) {
        if (!everythingSent) {
            return " before it had the whole media";
        }
        return answer.whole() ? " without a task id" : ", but its answer was cut off or had no end";
    }
}
