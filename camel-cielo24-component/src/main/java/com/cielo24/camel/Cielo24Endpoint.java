package com.cielo24.camel;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.cielo24.camel.traffic.Traffic;
import com.cielo24.client.CaptionFormat;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * Create cielo24 transcription and captioning jobs, add media to them, and get notified of completed jobs.
 */
@ManagedResource(description = "Managed cielo24 endpoint")
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "cielo24",
        title = "cielo24",
        syntax = "cielo24:operation",
        category = {Category.CLOUD, Category.AI},
        headersClass = Cielo24Constants.class)
public class Cielo24Endpoint extends ScheduledPollEndpoint implements EndpointServiceLocation, TrafficAttributes {

    /** In milliseconds. The service calls back within seconds; a poll is for what was not called back. */
    private static final long DELAY = 60_000;

    /** Ten thousand jobs a day for the default of {@code lookBack}, and some. */
    private static final int REMEMBERED_JOBS = 100_000;

    @UriPath(description = "The operation.")
    @Metadata(required = true)
    private final Cielo24Operation operation;

    @UriParam
    private final Cielo24Configuration configuration;

    @UriParam(label = "producer", description = "The id of the job, a hex string.")
    private String jobId;

    @UriParam(
            label = "producer",
            description =
                    "A fixed URL from which the service fetches the media, or the URL of a page for `addEmbeddedMedia`.")
    private String mediaUrl;

    @UriParam(
            label = "producer",
            defaultValue = "auto",
            description =
                    "How the media is added: with `url` the service fetches it from a URL, with `upload` the body is"
                            + " sent, and `auto` uses a URL if there is one and uploads the body otherwise.")
    private Cielo24Mode mode = Cielo24Mode.auto;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether several jobs may use the same media URL (`addMedia` in URL mode only), or have the same external id (`createJob`).")
    private boolean allowDuplicate;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether to compute the SHA-256 of an upload while it is sent, and set the header"
                    + " `CamelCielo24Sha256`.")
    private boolean checksum;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "With `addMedia`: whether to create a job if neither header nor option names one. It is created"
                            + " once the media has been checked, and later attempts find it by its external id, so that there is"
                            + " never a second job for the same media.")
    private boolean createJob;

    @UriParam(
            label = "producer",
            defaultValue = "fail",
            description =
                    "With `createJob`: what happens if a job with the external id exists. Either the exchange fails, or"
                            + " the operation returns that job.")
    private Cielo24OnExisting onExisting = Cielo24OnExisting.fail;

    @UriParam
    private final NewJobOptions newJob = new NewJobOptions();

    @UriParam
    private final TranscriptionOptions transcription = new TranscriptionOptions();

    @UriParam(
            label = "producer",
            description = "The format of the captions. Required by `getCaption` unless the header"
                    + " `CamelCielo24CaptionFormat` has it.")
    private CaptionFormat captionFormat;

    @UriParam(
            label = "producer",
            prefix = "caption.",
            multiValue = true,
            description = "Further parameters of `getCaption` by the service's names, such as"
                    + " `caption.characters_per_caption_line=32`. `remove_sound_references` is `false` unless it is set:"
                    + " captions have sounds such as `[MUSIC]`, as accessibility needs them.")
    private Map<String, Object> captionParameters = Map.of();

    @UriParam(
            label = "producer",
            prefix = "transcript.",
            multiValue = true,
            description = "Parameters of `getTranscript` by the service's names, such as"
                    + " `transcript.create_paragraphs=false`.")
    private Map<String, Object> transcriptParameters = Map.of();

    @UriParam
    private final CompletedJobsOptions completedJobs = new CompletedJobsOptions();

    @UriParam(
            label = "consumer,scheduler",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "The time between two polls. A poll costs one request for each of the `outcomes`; a"
                    + " transcription takes minutes to days.")
    private long delay = DELAY;

    private final Traffic traffic;
    private final Map<String, Object> options;
    private final String key;
    private JobDeliveries deliveries;

    /**
     * @param uri     with its secrets masked
     * @param options of the URI, with their real values
     */
    Cielo24Endpoint(
            String uri,
            Cielo24Component component,
            Cielo24Operation operation,
            Cielo24Configuration configuration,
            Map<String, Object> options) {
        super(uri, component);
        this.operation = operation;
        this.configuration = configuration;
        this.options = new HashMap<>(options);
        this.key = uri.contains(SecretOptions.MASK) ? uri + "&hash=" + component.nextMaskedEndpoint() : uri;
        this.traffic = component.getTraffic().forEndpoint();
    }

    /**
     * @throws IllegalArgumentException if options contradict each other or are out of their range
     */
    void validate() {
        if (mode == Cielo24Mode.upload && mediaUrl != null) {
            throw new IllegalArgumentException("mode=upload contradicts mediaUrl; remove one of them");
        }
        if (mode == Cielo24Mode.upload && allowDuplicate) {
            throw new IllegalArgumentException(
                    "mode=upload contradicts allowDuplicate, which applies to media URLs; remove one of them");
        }
        if (createJob && operation != Cielo24Operation.addMedia) {
            throw new IllegalArgumentException("createJob=true is an option of cielo24:addMedia; remove it");
        }
        if (onExisting == Cielo24OnExisting.find && operation != Cielo24Operation.createJob) {
            throw new IllegalArgumentException("onExisting=find is an option of cielo24:createJob; remove it"
                    + " (addMedia?createJob=true always finds the job)");
        }
        if (onExisting == Cielo24OnExisting.find && allowDuplicate) {
            throw new IllegalArgumentException(
                    "onExisting=find contradicts allowDuplicate, which always creates a job;" + " remove one of them");
        }
        if (delay <= 0) {
            throw new IllegalArgumentException("delay must be more than 0, but is " + delay);
        }
        completedJobs.validate();
        requirePath(configuration.getSpoolDirectory());
        configuration.client();
        getComponent().requirePrivate(configuration.address());
    }

    private static void requirePath(String spoolDirectory) {
        try {
            Path.of(spoolDirectory == null ? "" : spoolDirectory);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("spoolDirectory is not a valid path: " + e.getReason());
        }
    }

    @Override
    public Producer createProducer() {
        return operation == Cielo24Operation.completedJobs
                ? new CompletedJobsProducer(this)
                : Cielo24Producer.of(this, getComponent().client(configuration));
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (operation != Cielo24Operation.completedJobs) {
            throw new UnsupportedOperationException("cielo24:" + operation
                    + " cannot be used in from(), only in to(); the one operation for from() is completedJobs");
        }
        CompletedJobsConsumer consumer =
                new CompletedJobsConsumer(this, processor, getComponent().client(configuration));
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    protected void doConfigureConsumer(Consumer consumer) {
        super.doConfigureConsumer(consumer);
        if (super.getDelay() < 0 && consumer instanceof ScheduledPollConsumer poll) {
            poll.setDelay(Math.max(1, getTimeUnit().convert(DELAY, TimeUnit.MILLISECONDS)));
        }
    }

    /** They outlive a consumer: exchanges of a stopped route may still be in progress. */
    synchronized JobDeliveries deliveries() throws Exception {
        if (deliveries == null) {
            IdempotentRepository repository = completedJobs.getIdempotentRepository();
            if (repository == null) {
                repository = MemoryIdempotentRepository.memoryIdempotentRepository(REMEMBERED_JOBS);
            }
            deliveries = new JobDeliveries(started(repository), started(completedJobs.getInProgressRepository()));
        }
        return deliveries;
    }

    /** It is stopped with the context, as others may use it too. */
    private IdempotentRepository started(IdempotentRepository repository) throws Exception {
        if (repository != null) {
            getCamelContext().addService(repository);
        }
        return repository;
    }

    /** Whether the other endpoint has the account of this one, or its sub-account if this one names one. */
    boolean isAccountOf(Cielo24Endpoint other) {
        return configuration.isSameAccount(other.configuration)
                && (newJob.getSubAccount() == null || newJob.getSubAccount().equals(other.newJob.getSubAccount()));
    }

    @Override
    public Cielo24Component getComponent() {
        return (Cielo24Component) super.getComponent();
    }

    @Override
    public Traffic getTraffic() {
        return traffic;
    }

    @Override
    public String getServiceUrl() {
        return configuration.getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "http";
    }

    /** The name in JMX. Several endpoints may have the same masked URI; {@code hash} is Camel's own suffix for that. */
    @Override
    public String getEndpointKey() {
        return key;
    }

    /** Endpoints of two accounts may have the same masked URI, but must not be equal, as equal ones share producers. */
    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof Cielo24Endpoint that && options.equals(that.options);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + options.hashCode();
    }

    public Cielo24Operation getOperation() {
        return operation;
    }

    public Cielo24Configuration getConfiguration() {
        return configuration;
    }

    public NewJobOptions getNewJob() {
        return newJob;
    }

    public TranscriptionOptions getTranscription() {
        return transcription;
    }

    public CaptionFormat getCaptionFormat() {
        return captionFormat;
    }

    public void setCaptionFormat(CaptionFormat captionFormat) {
        this.captionFormat = captionFormat;
    }

    public Map<String, Object> getCaptionParameters() {
        return captionParameters;
    }

    public void setCaptionParameters(Map<String, Object> captionParameters) {
        this.captionParameters = Map.copyOf(captionParameters);
    }

    public Map<String, Object> getTranscriptParameters() {
        return transcriptParameters;
    }

    public void setTranscriptParameters(Map<String, Object> transcriptParameters) {
        this.transcriptParameters = Map.copyOf(transcriptParameters);
    }

    public CompletedJobsOptions getCompletedJobs() {
        return completedJobs;
    }

    @Override
    public long getDelay() {
        return delay;
    }

    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }

    public String getJobId() {
        return jobId;
    }

    public void setJobId(String jobId) {
        this.jobId = jobId;
    }

    public String getMediaUrl() {
        return mediaUrl;
    }

    public void setMediaUrl(String mediaUrl) {
        this.mediaUrl = mediaUrl;
    }

    public Cielo24Mode getMode() {
        return mode;
    }

    public void setMode(Cielo24Mode mode) {
        this.mode = mode;
    }

    public boolean isAllowDuplicate() {
        return allowDuplicate;
    }

    public void setAllowDuplicate(boolean allowDuplicate) {
        this.allowDuplicate = allowDuplicate;
    }

    public boolean isCreateJob() {
        return createJob;
    }

    public void setCreateJob(boolean createJob) {
        this.createJob = createJob;
    }

    public Cielo24OnExisting getOnExisting() {
        return onExisting;
    }

    public void setOnExisting(Cielo24OnExisting onExisting) {
        this.onExisting = onExisting;
    }

    public boolean isChecksum() {
        return checksum;
    }

    public void setChecksum(boolean checksum) {
        this.checksum = checksum;
    }
}
