package com.cielo24.examples.watch;

import java.io.IOException;
import java.util.Map;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.JobInfo;
import com.cielo24.examples.job.JobMaker;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a file that names no job the one job that is its own.
 */
final class FileJobs {

    private static final Logger LOG = LoggerFactory.getLogger(FileJobs.class);

    private final AttemptRecords records;
    private final JobMaker jobs;
    private final ProducerTemplate template;
    private final String language;

    /**
     * @param language of the media
     */
    FileJobs(AttemptRecords records, ProducerTemplate template, String language) {
        this.records = records;
        this.jobs = new JobMaker(template);
        this.template = template;
        this.language = language;
    }

    /** Does nothing for a file that names its job, or whose job was noted down before. */
    void provide(Exchange exchange) throws Cielo24Exception, IOException {
        Attempt attempt = exchange.getProperty(Intake.ATTEMPT, Attempt.class);
        if (attempt.job() == null) {
            attempt = attempt.withJob(jobs.makeOrFind(Map.of(
                    Cielo24Constants.EXTERNAL_ID, attempt.externalId(),
                    Cielo24Constants.JOB_NAME, attempt.path(),
                    Cielo24Constants.LANGUAGE, language)));
            records.write(attempt);
            exchange.setProperty(Intake.ATTEMPT, attempt);
        }
        exchange.getMessage().setHeader(Cielo24Constants.JOB_ID, attempt.job());
    }

    /**
     * Whether an attempt of unknown outcome has worked, as far as the service knows. Only for a job that was made for
     * its file, and so had no media before: that it is there now settles it. That none is there settles nothing.
     */
    boolean isKnownToHaveMedia(Attempt attempt) {
        if (attempt.externalId() == null || attempt.job() == null) {
            return false;
        }
        try {
            return template.requestBodyAndHeader(
                            WatchRoutes.JOB_INFO, null, Cielo24Constants.JOB_ID, attempt.job(), JobInfo.class)
                    .hasMedia();
        } catch (CamelExecutionException e) {
            LOG.debug("{}: the service does not tell whether its job has it", attempt.path(), e);
            return false;
        }
    }
}
