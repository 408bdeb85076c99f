package com.cielo24.camel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.JobInfo;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code from("cielo24:completedJobs")}: gives out the jobs of an account that are complete, have failed or are overdue,
 * each once for an outcome. A job whose exchange fails is given out again by a later poll.
 */
final class CompletedJobsConsumer extends ScheduledBatchPollingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(CompletedJobsConsumer.class);

    private final Cielo24Client client;
    private final JobDeliveries deliveries;
    private final List<JobSearch> searches;
    private final PollFailures failures;

    /** One poll at a time: those of the scheduler, and those that were asked for. */
    private final Lock turn = new ReentrantLock();

    private final AtomicBoolean woken = new AtomicBoolean();
    private ExecutorService pollsAskedFor;

    CompletedJobsConsumer(Cielo24Endpoint endpoint, Processor processor, Cielo24Client client) throws Exception {
        super(endpoint, processor);
        this.client = client;
        CompletedJobsOptions options = endpoint.getCompletedJobs();
        this.deliveries = endpoint.deliveries();
        ServiceDates dates = new ServiceDates(endpoint.getComponent().clock());
        this.searches = options.outcomeSet().stream()
                .map(outcome -> JobSearch.of(outcome, Duration.ofMillis(options.getLookBack()), dates))
                .toList();
        this.failures = new PollFailures(
                getExceptionHandler(),
                endpoint.toString(),
                endpoint.getComponent().clock());
        setExceptionHandler(failures);
        setMaxMessagesPerPoll(options.getMaxMessagesPerPoll());
    }

    @Override
    protected int poll() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        failures.requireRetryAfterPassed();
        List<FoundJob> found = new ArrayList<>();
        Cielo24Exception failure = find(found);
        if (failure == null) {
            // a batch may take long
            forceConsumerAsReady();
        }
        int given = processBatch(inTurn(found));
        if (failure != null) {
            throw failure;
        }
        return given;
    }

    /**
     * One search that the service refuses must not hold up the others.
     *
     * @return the first failure, or {@code null}
     */
    private Cielo24Exception find(List<FoundJob> found) {
        int enough = getMaxMessagesPerPoll() == 0 ? Integer.MAX_VALUE : getMaxMessagesPerPoll();
        Cielo24Exception failure = null;
        for (JobSearch search : searches) {
            try {
                search.find(client, getEndpoint().getNewJob().getSubAccount(), deliveries, enough, found);
            } catch (Cielo24Exception e) {
                failure = failure == null ? e : failure;
                if (!(e instanceof Cielo24ServiceException) || e.isRetryable()) {
                    break;
                }
            }
        }
        if (failure == null) {
            failures.ended();
        } else {
            failures.failed(failure);
        }
        return failure;
    }

    /** Those that have failed must keep neither the others waiting nor each other. */
    private Queue<Object> inTurn(List<FoundJob> found) {
        // what other threads report meanwhile must not change the order
        Map<String, Long> failures = new HashMap<>();
        found.forEach(job -> failures.put(job.key(), deliveries.lastFailure(job.key())));
        return found.stream()
                .sorted(Comparator.comparing(job -> failures.get(job.key())))
                .limit(getMaxMessagesPerPoll() == 0 ? Long.MAX_VALUE : getMaxMessagesPerPoll())
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    @Override
    public int processBatch(Queue<Object> jobs) throws Exception {
        int size = jobs.size();
        int given = 0;
        int first = 0;
        while (!jobs.isEmpty() && isBatchAllowed()) {
            FoundJob found = (FoundJob) jobs.poll();
            pendingExchanges = jobs.size();
            // only now: another machine may take what waits here
            if (deliveries.claim(found.key())) {
                Exchange exchange = exchange(found);
                exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, given);
                exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, size);
                exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, jobs.isEmpty());
                given++;
                first += deliveries.hasFailed(found.key()) ? 0 : 1;
                getAsyncProcessor().process(exchange, defaultConsumerCallback(exchange, true));
            }
        }
        // what has failed before waits for the next poll
        return isGreedy() ? first : given;
    }

    private Exchange exchange(FoundJob found) {
        Exchange exchange = createExchange(true);
        JobInfo job = found.job();
        Message message = exchange.getMessage();
        message.setBody(job);
        message.setHeader(Cielo24Constants.JOB_ID, job.jobId());
        message.setHeader(Cielo24Constants.JOB_OUTCOME, found.outcome().name());
        setHeader(message, Cielo24Constants.EXTERNAL_ID, job.externalId());
        setHeader(message, Cielo24Constants.JOB_NAME, job.jobName());
        setHeader(message, Cielo24Constants.COMPLETED_DATE, job.completedDate());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                if (done.isRollbackOnly() || done.isRollbackOnlyLast()) {
                    deliveries.failed(found.key());
                } else {
                    deliveries.handled(found.key());
                }
            }

            @Override
            public void onFailure(Exchange failed) {
                deliveries.failed(found.key());
            }
        });
        return exchange;
    }

    private static void setHeader(Message message, String name, String value) {
        if (value != null) {
            message.setHeader(name, value);
        }
    }

    /**
     * Lets the consumer poll now. Returns at once. If a poll is running, another one follows it, as the running one may
     * have listed the jobs before the event that the caller knows of.
     */
    void wakeUp() {
        if (!woken.getAndSet(true)) {
            try {
                pollsAskedFor.execute(this::runAtOnce);
            } catch (RejectedExecutionException e) {
                LOG.debug("{} is being stopped; it polls when it is started", getEndpoint(), e);
            }
        }
    }

    @Override
    public void run() {
        turn.lock();
        try {
            // first: who wakes the consumer from now on gets another poll
            woken.set(false);
            super.run();
        } finally {
            turn.unlock();
        }
    }

    /** A backoff of an idle consumer makes no sense if there is something to be found. */
    private void runAtOnce() {
        turn.lock();
        int threshold = getBackoffIdleThreshold();
        try {
            setBackoffIdleThreshold(0);
            run();
        } finally {
            setBackoffIdleThreshold(threshold);
            turn.unlock();
        }
    }

    @Override
    protected void doStart() throws Exception {
        woken.set(false);
        pollsAskedFor = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadExecutor(this, "Cielo24CompletedJobs");
        super.doStart();
        getEndpoint().getComponent().started(this);
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        // Camel would wait for the rest of the delay
        wakeUp();
    }

    @Override
    protected void doStop() throws Exception {
        getEndpoint().getComponent().stopped(this);
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdown(pollsAskedFor);
        super.doStop();
    }

    @Override
    public Cielo24Endpoint getEndpoint() {
        return (Cielo24Endpoint) super.getEndpoint();
    }
}
