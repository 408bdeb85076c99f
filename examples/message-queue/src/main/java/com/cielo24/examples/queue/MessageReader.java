package com.cielo24.examples.queue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.cielo24.client.MediaUrl;
import com.cielo24.examples.outcome.BadInputException;
import com.cielo24.examples.support.Amount;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;

/**
 * From message to request: JSON, or a URL with the job as the property {@code jobId}; as text, or as bytes in UTF-8.
 */
final class MessageReader {

    /** Characters or bytes; far more than the longest URL. */
    private static final int LONGEST = 64 * 1024;

    private static final Set<String> FIELDS =
            Set.of("jobId", "createJob", "mediaUrl", "file", "allowDuplicate", "correlationId");
    private static final Pattern JOB_ID = Pattern.compile("[0-9a-fA-F]{1,64}");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // what follows may be part of a message that was put together wrongly
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private MessageReader() {}

    /**
     * @throws BadInputException if the message asks for nothing that could be done
     */
    static MediaRequest read(Message message) throws JMSException, BadInputException {
        String text = text(message).strip();
        if (MediaUrl.looksLike(text)) {
            return new MediaRequest(
                    jobId(message.getObjectProperty("jobId")), null, text, null, false, message.getJMSCorrelationID());
        }
        Map<?, ?> fields = fields(text);
        String mediaUrl = string(fields, "mediaUrl");
        String file = string(fields, "file");
        if ((mediaUrl == null) == (file == null)) {
            throw new BadInputException(
                    "the message has " + (file == null ? "neither mediaUrl nor file" : "both mediaUrl" + " and file")
                            + "; a job takes one piece of media");
        }
        if (mediaUrl != null && !MediaUrl.looksLike(mediaUrl)) {
            throw new BadInputException("mediaUrl is no http:// or https:// URL");
        }
        boolean allowDuplicate = flag(fields.get("allowDuplicate"));
        if (file != null && allowDuplicate) {
            throw new BadInputException("allowDuplicate is for a mediaUrl, not for a file; remove it");
        }
        String correlationId = string(fields, "correlationId");
        boolean makesJob = fields.get("createJob") != null;
        if (makesJob && fields.get("jobId") != null) {
            throw new BadInputException("the message has both jobId and createJob; remove one of them");
        }
        return new MediaRequest(
                makesJob ? null : jobId(fields.get("jobId")),
                makesJob ? NewJob.headers(fields.get("createJob")) : null,
                mediaUrl,
                file,
                allowDuplicate,
                correlationId != null ? correlationId : message.getJMSCorrelationID());
    }

    /** The sender's own id in a message that asks for nothing that could be done; {@code null} if that has none either. */
    static String correlationId(Message message) throws JMSException {
        try {
            return JSON.readTree(text(message)).path("correlationId").textValue();
        } catch (JsonProcessingException | BadInputException e) {
            return null;
        }
    }

    private static String text(Message message) throws JMSException, BadInputException {
        if (message instanceof TextMessage text) {
            String body = text.getText();
            requireShort(body == null ? 0 : body.length());
            return body == null ? "" : body;
        }
        if (message instanceof BytesMessage bytes) {
            requireShort(bytes.getBodyLength());
            bytes.reset();
            byte[] body = new byte[(int) bytes.getBodyLength()];
            bytes.readBytes(body);
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(body))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new BadInputException("the message's bytes are not UTF-8 text");
            }
        }
        throw new BadInputException("the message is neither a TextMessage nor a BytesMessage");
    }

    private static void requireShort(long length) throws BadInputException {
        if (length > LONGEST) {
            throw new BadInputException("the message has " + Amount.bytes(length) + ", but must not have more than "
                    + Amount.bytes(LONGEST) + "; media itself is no message: put it below media.root and name it");
        }
    }

    private static Map<?, ?> fields(String text) throws BadInputException {
        Map<?, ?> fields;
        try {
            fields = JSON.readValue(text, Map.class);
        } catch (JsonProcessingException e) {
            // not its message: that shows what is in the text, which may be a secret
            throw new BadInputException("the message is not a JSON object such as {\"jobId\": \"...\", \"mediaUrl\":"
                    + " \"https://...\"}"
                    + (e.getLocation() == null
                            ? ""
                            : ", see line "
                                    + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr()));
        }
        if (fields == null) {
            throw new BadInputException("the message is null");
        }
        for (Object name : fields.keySet()) {
            if (!FIELDS.contains(name)) {
                throw new BadInputException("the message has an unknown field '" + name
                        + "'; known are jobId, createJob, mediaUrl," + " file, allowDuplicate and correlationId");
            }
        }
        return fields;
    }

    private static String jobId(Object given) throws BadInputException {
        if (given == null) {
            throw new BadInputException("no jobId: give the hex digits of the job, or createJob to have one made");
        }
        if (!(given instanceof String id) || !JOB_ID.matcher(id).matches()) {
            throw new BadInputException("jobId is not made of hex digits");
        }
        return id.toLowerCase(Locale.ROOT);
    }

    private static String string(Map<?, ?> fields, String name) throws BadInputException {
        Object value = fields.get(name);
        if (value != null && !(value instanceof String text && !text.isBlank())) {
            throw new BadInputException(name + " must be a string that is not empty");
        }
        return (String) value;
    }

    private static boolean flag(Object value) throws BadInputException {
        if (value != null && !(value instanceof Boolean)) {
            throw new BadInputException("allowDuplicate must be true or false");
        }
        return Boolean.TRUE.equals(value);
    }
}
