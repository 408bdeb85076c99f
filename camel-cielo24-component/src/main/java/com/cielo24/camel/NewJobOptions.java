package com.cielo24.camel;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/**
 * The options of an endpoint for creating and finding jobs.
 */
@UriParams
public class NewJobOptions {

    @UriParam(
            label = "producer",
            description = "The name of a new job, for people. With `addMedia` and `createJob=true` the default is the"
                    + " name of the file.")
    private String jobName;

    @UriParam(label = "producer", description = "The language of a new job's media. The service's default is `en`.")
    private String language;

    @UriParam(
            label = "producer",
            description =
                    "Your own id for a job, by which `findJob` finds it. The service refuses a second job with the"
                            + " same external id unless `allowDuplicate` is enabled. With `addMedia` and `createJob=true` the default"
                            + " is derived from the file or URL.")
    private String externalId;

    @UriParam(
            label = "common",
            description =
                    "The username of the sub-account in which a new job is created, or whose jobs `findJob` and `completedJobs` find.")
    private String subAccount;

    @UriParam(label = "producer", description = "Who requests a new job.")
    private String requestor;

    @UriParam(label = "producer", description = "Your own reference for a new job.")
    private String reference;

    @UriParam(label = "producer", description = "The number of speakers in a new job's media, 1 or more.")
    private Integer expectedSpeakers;

    public String getJobName() {
        return jobName;
    }

    public void setJobName(String jobName) {
        this.jobName = jobName;
    }

    public String getLanguage() {
        return language;
    }

    public void setLanguage(String language) {
        this.language = language;
    }

    public String getExternalId() {
        return externalId;
    }

    public void setExternalId(String externalId) {
        this.externalId = externalId;
    }

    public String getSubAccount() {
        return subAccount;
    }

    public void setSubAccount(String subAccount) {
        this.subAccount = subAccount;
    }

    public String getRequestor() {
        return requestor;
    }

    public void setRequestor(String requestor) {
        this.requestor = requestor;
    }

    public String getReference() {
        return reference;
    }

    public void setReference(String reference) {
        this.reference = reference;
    }

    public Integer getExpectedSpeakers() {
        return expectedSpeakers;
    }

    public void setExpectedSpeakers(Integer expectedSpeakers) {
        this.expectedSpeakers = expectedSpeakers;
    }
}
