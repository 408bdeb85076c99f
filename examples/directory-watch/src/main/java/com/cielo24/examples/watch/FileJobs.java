package com.cielo24.examples.watch;

import java.io.IOException;
import java.util.Map;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.examples.job.JobMaker;
import org.apache.camel.Exchange;

/**
 * Gives a file that names no job the one job that is its own.
 */
final class FileJobs {

    private final AttemptRecords records;
    private final JobMaker jobs;
    private final String language;

    /**
     * @param language of the media
     */
    FileJobs(AttemptRecords records, JobMaker jobs, String language) {
        this.records = records;
        this.jobs = jobs;
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
     * its file, and so had no media before.
     */
    boolean isKnownToHaveMedia(Attempt attempt) {
        return attempt.externalId() != null && attempt.job() != null && jobs.hasMedia(attempt.job());
    }
}
