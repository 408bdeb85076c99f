package com.cielo24.examples.queue;

import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.MediaUrl;
import com.cielo24.examples.support.Text;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import org.apache.camel.Exchange;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.UnitUtils;

/**
 * What a message asks for. A field that is {@code null} was left out.
 *
 * @param file relative to the media root
 */
record MediaRequest(
        String jobId, NewJob createJob, String mediaUrl, String file, Boolean allowDuplicate, String correlationId) {

    /** The job to create for the media. */
    record NewJob(
            String externalId,
            String jobName,
            String language,
            String subAccount,
            String requestor,
            String reference,
            Integer expectedSpeakers) {}

    /** In characters or bytes; far more than the longest URL. */
    private static final int LONGEST = 64 * 1024;

    /** More than this may be too long for the header of an outcome. */
    private static final int LONGEST_CORRELATION_ID = 1_000;

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .withCoercionConfigDefaults(any ->
                    List.of(CoercionInputShape.values()).forEach(shape -> any.setCoercion(shape, CoercionAction.Fail)))
            .build();

    /** Reads JSON, or a URL with the job as a property. */
    static MediaRequest of(Message message) throws JMSException, Cielo24InvalidRequestException {
        String text = text(message);
        MediaRequest read = MediaUrl.looksLike(text)
                ? new MediaRequest(message.getStringProperty("jobId"), null, text, null, null, null)
                : json(text);
        String id = read.correlationId != null ? read.correlationId : message.getJMSCorrelationID();
        return new MediaRequest(read.jobId, read.createJob, read.mediaUrl, read.file, read.allowDuplicate, id);
    }

    /** Refuses what contradicts itself, and what the outcome could not carry. */
    void check() throws Cielo24InvalidRequestException {
        refuse(mediaUrl == null && file == null, "the message has neither mediaUrl nor file");
        refuse(mediaUrl != null && file != null, "the message has both mediaUrl and file; a job takes one of them");
        refuse(jobId == null && createJob == null, "the message has no jobId, nor createJob to create a job");
        refuse(jobId != null && createJob != null, "the message has both jobId and createJob; remove one of them");
        refuse(file != null && Boolean.TRUE.equals(allowDuplicate), "allowDuplicate is for a mediaUrl, not for a file");
        refuse(
                correlationId != null && !isCorrelated(),
                "the correlation id has more than the " + LONGEST_CORRELATION_ID
                        + " characters that an outcome can carry");
    }

    /** Whether there is a correlation id that an outcome can carry. */
    boolean isCorrelated() {
        return correlationId != null && correlationId.length() <= LONGEST_CORRELATION_ID;
    }

    /** Those of {@code cielo24:addMedia}: they are called as the fields are. */
    Map<String, Object> headers() {
        Map<String, Object> headers = new HashMap<>();
        if (createJob != null) {
            JSON.convertValue(createJob, new TypeReference<Map<String, Object>>() {})
                    .forEach((name, value) -> headers.put("CamelCielo24" + StringHelper.capitalize(name), value));
        }
        headers.put(Cielo24Constants.JOB_ID, jobId);
        headers.put(Cielo24Constants.MEDIA_URL, mediaUrl);
        headers.put(Cielo24Constants.ALLOW_DUPLICATE, allowDuplicate);
        headers.put(Exchange.FILE_NAME, file);
        headers.values().removeIf(Objects::isNull);
        return headers;
    }

    /** For the log. Without the URL, whose query may be a secret. */
    @Override
    public String toString() {
        return Text.shown(mediaUrl != null ? "a URL" : file)
                + (jobId != null ? " to job " + Text.shown(jobId) : " to a job of its own");
    }

    private static String text(Message message) throws JMSException, Cielo24InvalidRequestException {
        boolean isBytes = message instanceof BytesMessage;
        refuse(
                !isBytes && !(message instanceof TextMessage),
                "the message is neither a TextMessage nor a BytesMessage");
        String text = isBytes ? null : Text.plain(((TextMessage) message).getText());
        long length = isBytes ? ((BytesMessage) message).getBodyLength() : text.length();
        refuse(
                length > LONGEST,
                "the message has " + UnitUtils.printUnitFromBytesDot(length) + ", but must not have more than "
                        + UnitUtils.printUnitFromBytesDot(LONGEST)
                        + "; it contains no media: put that below media.root and name it");
        try {
            return isBytes ? Text.decoded(message.getBody(byte[].class)) : text;
        } catch (CharacterCodingException e) {
            throw invalid("the message's bytes are not text in UTF-8, or in UTF-16 with a byte order mark");
        }
    }

    /** No message of Jackson is in a reason: it contains text of the message. */
    private static MediaRequest json(String text) throws Cielo24InvalidRequestException {
        try {
            MediaRequest request = JSON.readValue(text, MediaRequest.class);
            refuse(request == null, "the message is null");
            return request;
        } catch (UnrecognizedPropertyException e) {
            throw invalid("the message has an unknown field '" + path(e) + "'; known are "
                    + new TreeSet<>(e.getKnownPropertyIds()).toString().replaceAll("[\\[\\]]", ""));
        } catch (JsonProcessingException e) {
            String path = e instanceof JsonMappingException mapping ? path(mapping) : "";
            throw invalid(
                    "the message is not a JSON object such as {\"jobId\": \"...\", \"mediaUrl\": \"https://...\"}: "
                            + (path.isEmpty()
                                    ? "see " + e.getLocation().offsetDescription()
                                    : path + " has a value of the wrong type"));
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."));
    }

    private static void refuse(boolean isWrong, String reason) throws Cielo24InvalidRequestException {
        if (isWrong) {
            throw invalid(reason);
        }
    }

    private static Cielo24InvalidRequestException invalid(String reason) {
        return new Cielo24InvalidRequestException(null, reason);
    }
}
