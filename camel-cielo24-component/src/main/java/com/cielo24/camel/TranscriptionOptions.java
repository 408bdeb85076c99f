package com.cielo24.camel;

import com.cielo24.client.Fidelity;
import com.cielo24.client.Priority;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/**
 * The options of an endpoint for ordering transcriptions.
 */
@UriParams
public class TranscriptionOptions {

    @UriParam(
            label = "producer",
            description = "The quality that `performTranscription` orders, and with it the price. Required there unless"
                    + " the header `CamelCielo24Fidelity` has it: there is no default for what costs money.")
    private Fidelity fidelity;

    @UriParam(
            label = "producer",
            defaultValue = "STANDARD",
            description = "How soon the transcript is due, and with it the price.")
    private Priority priority = Priority.STANDARD;

    @UriParam(
            label = "producer",
            description = "The time until the transcript is due in hours, 1 or more. The service's default is 48 with"
                    + " `STANDARD` and 24 with `PRIORITY`. A shorter time than 48 makes it raise the priority, and the"
                    + " price, without notice.")
    private Integer turnaroundHours;

    @UriParam(
            label = "producer",
            description = "Languages into which the transcript is translated: codes separated by commas, such as"
                    + " `es,fr`.")
    private String targetLanguages;

    @UriParam(
            label = "producer",
            secret = true,
            description = "The URL that the service requests with GET when the job is complete. It replaces tags such"
                    + " as `{job_id}` and `{iwp_name}`. Write it as `RAW(...)`, or use the header"
                    + " `CamelCielo24CallbackUrl`.")
    private String callbackUrl;

    @UriParam(
            label = "producer",
            description = "Further options of an order, as a JSON object by the service's names, such as"
                    + " `RAW({\"speaker_id\":true})`.")
    private String options;

    public Fidelity getFidelity() {
        return fidelity;
    }

    public void setFidelity(Fidelity fidelity) {
        this.fidelity = fidelity;
    }

    public Priority getPriority() {
        return priority;
    }

    public void setPriority(Priority priority) {
        this.priority = priority;
    }

    public Integer getTurnaroundHours() {
        return turnaroundHours;
    }

    public void setTurnaroundHours(Integer turnaroundHours) {
        this.turnaroundHours = turnaroundHours;
    }

    public String getTargetLanguages() {
        return targetLanguages;
    }

    public void setTargetLanguages(String targetLanguages) {
        this.targetLanguages = targetLanguages;
    }

    public String getCallbackUrl() {
        return callbackUrl;
    }

    public void setCallbackUrl(String callbackUrl) {
        this.callbackUrl = callbackUrl;
    }

    public String getOptions() {
        return options;
    }

    public void setOptions(String options) {
        this.options = options;
    }
}
