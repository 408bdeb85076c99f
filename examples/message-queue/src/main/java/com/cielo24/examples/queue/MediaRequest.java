package com.cielo24.examples.queue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.MediaUrl;
import com.cielo24.examples.support.Amount;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;

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

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    static MediaRequest of(Message message) throws JMSException, Cielo24InvalidRequestException {
        String text = text(message);
        String jmsId = message.getJMSCorrelationID();
        MediaRequest request = MediaUrl.looksLike(text)
                ? new MediaRequest(message.getStringProperty("jobId"), null, text, null, null, jmsId)
                : json(text).withDefault(jmsId);
        request.check();
        return request;
    }

    /** The sender's own id in a message that cannot be read otherwise; {@code null} if it has none. */
    static String correlationId(Message message) throws JMSException {
        try {
            String id = JSON.readTree(text(message)).path("correlationId").textValue();
            return id == null || id.isBlank() || id.length() > LONGEST_CORRELATION_ID ? null : id;
        } catch (JsonProcessingException | Cielo24InvalidRequestException e) {
            return null;
        }
    }

    private MediaRequest withDefault(String jmsId) {
        return correlationId != null && !correlationId.isBlank()
                ? this
                : new MediaRequest(jobId, createJob, mediaUrl, file, allowDuplicate, jmsId);
    }

    private void check() throws Cielo24InvalidRequestException {
        if ((mediaUrl == null) == (file == null)) {
            throw invalid("the message has " + (file == null ? "neither mediaUrl nor file" : "both mediaUrl and file")
                    + "; a job takes one piece of media");
        }
        if ((jobId == null) == (createJob == null)) {
            throw invalid(
                    jobId == null
                            ? "the message has no jobId: give the hex digits of the job, or createJob to create one"
                            : "the message has both jobId and createJob; remove one of them");
        }
        if (file != null && Boolean.TRUE.equals(allowDuplicate)) {
            throw invalid("allowDuplicate is for a mediaUrl, not for a file; remove it");
        }
        if (correlationId != null && correlationId.length() > LONGEST_CORRELATION_ID) {
            throw invalid("the correlation id has " + correlationId.length() + " characters; the outcome cannot carry"
                    + " more than " + LONGEST_CORRELATION_ID);
        }
    }

    /** The headers of {@code cielo24:addMedia}, without those of a file. */
    void addHeaders(Map<String, Object> headers) {
        headers.put(Cielo24Constants.JOB_ID, jobId == null ? null : jobId.toLowerCase(Locale.ROOT));
        headers.put(Cielo24Constants.MEDIA_URL, mediaUrl);
        headers.put(Cielo24Constants.ALLOW_DUPLICATE, mediaUrl == null ? null : allowDuplicate);
        if (createJob != null) {
            headers.put(Cielo24Constants.EXTERNAL_ID, createJob.externalId);
            headers.put(Cielo24Constants.JOB_NAME, createJob.jobName != null ? createJob.jobName : file);
            headers.put(Cielo24Constants.LANGUAGE, createJob.language);
            headers.put(Cielo24Constants.SUB_ACCOUNT, createJob.subAccount);
            headers.put(Cielo24Constants.REQUESTOR, createJob.requestor);
            headers.put(Cielo24Constants.REFERENCE, createJob.reference);
            headers.put(Cielo24Constants.EXPECTED_SPEAKERS, createJob.expectedSpeakers);
        }
        headers.values().removeIf(Objects::isNull);
    }

    /** For the log. Without the URL, whose query may be a secret. */
    @Override
    public String toString() {
        return (mediaUrl != null ? "a URL" : file) + (jobId != null ? " to job " + jobId : " to a job of its own");
    }

    private static String text(Message message) throws JMSException, Cielo24InvalidRequestException {
        String text;
        if (message instanceof TextMessage texts) {
            text = texts.getText() == null ? "" : texts.getText();
            requireShort(text.length());
        } else if (message instanceof BytesMessage bytes) {
            requireShort(bytes.getBodyLength());
            byte[] body = new byte[(int) bytes.getBodyLength()];
            bytes.reset();
            bytes.readBytes(body);
            text = decoded(body);
        } else {
            throw invalid("the message is neither a TextMessage nor a BytesMessage");
        }
        // senders leave a byte order mark before the text, and C programs a NUL behind it
        return text.replaceFirst("^\uFEFF", "").replaceFirst("\0+$", "").strip();
    }

    private static String decoded(byte[] body) throws Cielo24InvalidRequestException {
        boolean hasUtf16Mark = body.length > 1 && (body[0] & body[1] & 0xFE) == 0xFE && body[0] != body[1];
        Charset charset = hasUtf16Mark ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw invalid("the message's bytes are not " + charset + " text");
        }
    }

    private static void requireShort(long length) throws Cielo24InvalidRequestException {
        if (length > LONGEST) {
            throw invalid("the message has " + Amount.bytes(length) + ", but must not have more than "
                    + Amount.bytes(LONGEST) + "; a message contains no media: put it below media.root and name it");
        }
    }

    private static MediaRequest json(String text) throws Cielo24InvalidRequestException {
        try {
            MediaRequest request = JSON.readValue(text, MediaRequest.class);
            if (request != null) {
                return request;
            }
        } catch (UnrecognizedPropertyException e) {
            throw invalid("the message has an unknown field '" + name(e) + "'; known are "
                    + e.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", ")));
        } catch (JsonProcessingException e) {
            // never its message: that contains text of the message, which may be a secret
            if (e instanceof MismatchedInputException mismatch
                    && !name(mismatch).isEmpty()) {
                throw invalid(name(mismatch) + " must be " + form(mismatch.getTargetType()));
            }
            throw invalid("the message is not a JSON object such as {\"jobId\": \"...\", \"mediaUrl\":"
                    + " \"https://...\"}"
                    + (e.getLocation() == null
                            ? ""
                            : ", see line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr()));
        }
        throw invalid("the message is null, not a JSON object");
    }

    private static String name(MismatchedInputException e) {
        return e.getPath().stream().map(Reference::getFieldName).collect(Collectors.joining("."));
    }

    private static String form(Class<?> type) {
        return type == Boolean.class
                ? "true or false"
                : type == Integer.class ? "a number" : type == String.class ? "a string" : "an object, such as {}";
    }

    private static Cielo24InvalidRequestException invalid(String reason) {
        return new Cielo24InvalidRequestException(null, reason);
    }
}
