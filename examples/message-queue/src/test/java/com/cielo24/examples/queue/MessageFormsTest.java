package com.cielo24.examples.queue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.BytesMessage;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.examples.queue.RunningQueue.file;
import static com.cielo24.examples.queue.RunningQueue.newJob;
import static com.cielo24.examples.queue.RunningQueue.url;
import static org.assertj.core.api.Assertions.assertThat;

/** What messages may look like, and what becomes of those that must not. */
class MessageFormsTest extends SharedQueue {

    private static final AtomicBoolean DESERIALIZED = new AtomicBoolean();

    private final String job = newJob();

    @Test
    void addsAUrlThatJsonNames() throws Exception {
        queue.send("{\"jobId\": \"" + job + "\", \"mediaUrl\": \"https://x.example/a.mp4?b=c&d=%20\","
                + " \"allowDuplicate\": true, \"correlationId\": \"mine\"}");

        Message outcome = queue.take(".added");
        assertThat(outcome.getJMSCorrelationID()).isEqualTo("mine");
        assertThat(outcome.getStringProperty("jobId")).isEqualTo(job);
        assertThat(outcome.getStringProperty("taskId"))
                .isEqualTo(queue.service.media(job).orElseThrow().taskId());
        assertThat(queue.service.media(job).orElseThrow().mediaUrl()).isEqualTo("https://x.example/a.mp4?b=c&d=%20");
        assertThat(queue.service
                        .requests()
                        .get(queue.service.requests().size() - 1)
                        .rawQuery())
                .contains("is_duplicate=true");
        assertThat(((TextMessage) outcome).getText())
                .contains("\"mode\" : \"url\"")
                .doesNotContain("x.example");
    }

    @Test
    void addsAFileBelowTheMediaRoot() throws Exception {
        Path file = Files.createDirectories(queue.media.resolve("a b")).resolve("c.mp4");
        Files.writeString(file, "recording");

        queue.send(file(job, "a b//./c.mp4"));
        JsonNode outcome = queue.takeAdded();
        assertThat(outcome.get("bytes").asLong()).isEqualTo(9);
        assertThat(outcome.get("mode").asText()).isEqualTo("upload");
        assertThat(outcome.get("file").asText()).isEqualTo("a b//./c.mp4");
        assertThat(outcome.get("attempt").asInt()).isEqualTo(1);
        assertThat(outcome.get("taskId").asText())
                .isEqualTo(queue.service.media(job).orElseThrow().taskId());
        assertThat(outcome.get("started").asText())
                .isLessThanOrEqualTo(outcome.get("ended").asText());
        assertThat(queue.service.media(job).orElseThrow().file()).hasContent("recording");
    }

    @Test
    void addsATextThatIsAUrlWithTheJobAsAProperty() throws Exception {
        queue.mailbox().send((Session session) -> {
            Message message = session.createTextMessage(" https://x.example/plain.mp4\n");
            message.setStringProperty("jobId", job.toUpperCase());
            message.setJMSCorrelationID("mine");
            return message;
        });

        assertThat(queue.take(".added").getJMSCorrelationID()).isEqualTo("mine");
        assertThat(queue.service.media(job).orElseThrow().mediaUrl()).isEqualTo("https://x.example/plain.mp4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-8 with a mark", "UTF-16 with a mark", "UTF-16LE with a mark", "a NUL behind"})
    void readsBytes(String form) throws Exception {
        String text = "{\"jobId\": \"" + job + "\", \"mediaUrl\": \"https://x.example/ü/" + job + "\"}";
        byte[] bytes =
                switch (form) {
                    case "UTF-8 with a mark" -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
                    case "UTF-16 with a mark" -> text.getBytes(StandardCharsets.UTF_16);
                    case "UTF-16LE with a mark" -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
                    case "a NUL behind" -> (text + "\0").getBytes(StandardCharsets.UTF_8);
                    default -> text.getBytes(StandardCharsets.UTF_8);
                };
        sendBytes(bytes);

        queue.take(".added");
        assertThat(queue.service.media(job).orElseThrow().mediaUrl()).isEqualTo("https://x.example/ü/" + job);
    }

    @Test
    void failsWhatCannotBeReadWithTheReasonAndTheMessageAsItWas() throws Exception {
        long before = queue.service.requestCount();
        String id = "\"jobId\": \"" + job + "\"";
        String url = ", \"mediaUrl\": \"https://x.example/\"}";
        assertFails("", "not a JSON object");
        assertFails("what?", "not a JSON object");
        assertFails("{" + id + ", \"file\": \"a.mp4\"", "not a JSON object");
        assertFails("{" + id + ", \"file\": \"a.mp4\"} {}", "not a JSON object");
        assertFails("{" + id + ", " + id + ", \"file\": \"a.mp4\"}", "not a JSON object");
        assertFails("[1]", "not a JSON object");
        assertFails("null", "null");
        assertFails("{" + id + "}", "neither mediaUrl nor file");
        assertFails("{" + id + ", \"file\": \"a.mp4\"" + url, "both mediaUrl and file");
        assertFails("{" + id + ", \"mediaUrl\": \"ftp://x.example/\"}", "cannot fetch ftp:// URLs");
        assertFails("{" + id + ", \"mediaUrl\": \"what?\"}", "media URL");
        assertFails("{" + id + ", \"file\": 7}", "file has a value of the wrong type");
        assertFails("{" + id + ", \"mediaURL\": \"https://x.example/\"}", "unknown field 'mediaURL'");
        assertFails("{" + id + ", \"file\": \"a.mp4\", \"allowDuplicate\": true}", "allowDuplicate is for a mediaUrl");
        assertFails("{" + id + ", \"allowDuplicate\": \"yes\"" + url, "allowDuplicate has a value of the wrong type");
        assertFails("{\"mediaUrl\": \"https://x.example/\"}", "no jobId");
        assertFails("{\"jobId\": \"lecture\"" + url, "hex");
        assertFails("https://x.example/a.mp4", "no jobId");
        assertFails("{\"createJob\": true" + url, "createJob has a value of the wrong type");
        assertFails("{\"createJob\": {\"name\": \"a\"}" + url, "unknown field 'createJob.name'; known are expected");
        assertFails("{\"createJob\": {\"jobName\": 5}" + url, "createJob.jobName has a value");
        assertFails("{\"createJob\": {\"expectedSpeakers\": 0}" + url, "xpectedSpeakers");
        assertFails("{\"createJob\": {}, \"jobId\": \"" + job + "\"" + url, "both jobId and createJob");
        sendBytes("Vorlesung \u00dc".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(queue.takeReason(".failed")).contains("not text in UTF-8");
        assertThat(queue.service.requestCount()).isEqualTo(before);
    }

    @Test
    void refusesFilesThatAreNotBelowTheMediaRoot() throws Exception {
        Path secret = Files.writeString(base.resolve("secret.txt"), "secret");
        Path recording = Files.writeString(queue.media.resolve("recording.mp4"), "recording");
        Files.createSymbolicLink(queue.media.resolve("out.mp4"), secret);
        Files.createSymbolicLink(queue.media.resolve("in.mp4"), recording);
        Files.createSymbolicLink(queue.media.resolve("folder"), base);
        Files.createSymbolicLink(queue.media.resolve("loop"), queue.media.resolve("loop"));
        Files.createDirectories(queue.media.resolve("sub"));
        long before = queue.service.requestCount();

        assertFileFails("../../secret.txt", "'..'");
        assertFileFails("sub/../../../secret.txt", "'..'");
        assertFileFails(secret.toString(), "absolute");
        assertFileFails("out.mp4", "symbolic link");
        assertFileFails("in.mp4", "symbolic link");
        assertFileFails("folder/secret.txt", "'folder' below the media folder is a symbolic link");
        assertFileFails("loop/a.mp4", "symbolic link");
        assertFileFails("not there.mp4", "there is no file");
        assertFileFails("sub", "no regular file");
        assertFileFails("recording.mp4/a.mp4", "no regular file");
        assertFileFails("recording.mp4/", "a folder");
        assertFileFails("", "a folder");
        assertFileFails(".", "a folder");
        assertFileFails("x".repeat(300) + ".mp4", "255 bytes");
        assertFileFails("a\\u0000b", "not valid");
        assertThat(queue.service.requestCount()).isEqualTo(before);
    }

    @Test
    void failsHugeAndForeignMessagesAndGoesOn() throws Exception {
        assertFails("{\"jobId\": \"" + "x".repeat(5_000_000) + "\"}", "5.0 MB");
        byte[] bytes = new byte[5_000_000];
        bytes[4_999_999] = 7;
        sendBytes(bytes);
        BytesMessage failed = (BytesMessage) queue.take(".failed");
        assertThat(queue.mailbox().lastBytes()).isEqualTo(bytes);
        assertThat(failed.getStringProperty("cielo24Reason")).contains("5.0 MB");

        queue.mailbox().send((Session session) -> {
            MapMessage message = session.createMapMessage();
            message.setString("jobId", job);
            return message;
        });
        assertThat(((MapMessage) queue.take(".failed")).getString("jobId")).isEqualTo(job);
        queue.mailbox().send((Session session) -> session.createObjectMessage(new Trap()));
        DESERIALIZED.set(false);
        assertThat(queue.take(".failed")).isInstanceOf(ObjectMessage.class);
        assertThat(DESERIALIZED).as("deserialized").isFalse();
        queue.mailbox().send((Session session) -> session.createMessage());
        assertThat(queue.takeReason(".failed")).contains("neither a TextMessage");

        queue.send(url(job));
        queue.take(".added");
    }

    @Test
    void copiesPropertiesTypeAndCorrelationIdToAFailedMessage() throws Exception {
        queue.mailbox().send((Session session) -> {
            Message message = session.createTextMessage("{\"correlationId\": \"in the text\"}");
            message.setJMSType("lecture");
            message.setJMSReplyTo(session.createQueue("somewhere"));
            message.setIntProperty("semester", 3);
            message.setStringProperty("JMSXGroupID", "group");
            message.setStringProperty("cielo24Reason", "of a failure before");
            return message;
        });

        Message failed = queue.take(".failed");
        assertThat(failed.getJMSType()).isEqualTo("lecture");
        assertThat(failed.getJMSReplyTo()).hasToString("ActiveMQQueue[somewhere]");
        assertThat(failed.getObjectProperty("semester")).isEqualTo(3);
        assertThat(failed.getStringProperty("JMSXGroupID")).isEqualTo("group");
        assertThat(failed.getJMSCorrelationID()).isEqualTo("in the text");
        assertThat(failed.getStringProperty("cielo24Reason")).contains("neither mediaUrl nor file");
        assertThat(failed.getStringProperty("cielo24What")).isEqualTo("invalid request, nothing was sent");
        assertThat(failed.getIntProperty("cielo24Attempts")).isEqualTo(1);
        assertThat(failed.getStringProperty("cielo24When")).startsWith("20");
    }

    @Test
    void refusesACorrelationIdThatNoOutcomeCanCarryBeforeAnythingIsSent() throws Exception {
        long before = queue.service.requestCount();
        String id = "x".repeat(60_000);
        queue.send(url(job).replace("}", ", \"correlationId\": \"" + id + "\"}"));
        assertThat(queue.takeReason(".failed")).contains("more than the 1000 characters");
        queue.mailbox().send((Session session) -> {
            Message message = session.createTextMessage(url(job));
            message.setJMSCorrelationID(id);
            return message;
        });
        assertThat(queue.takeReason(".failed")).contains("more than the 1000 characters");
        assertFails("{\"" + "x".repeat(40_000) + "\": 1}", "unknown field 'xxx");
        assertThat(queue.service.requestCount()).isEqualTo(before);
    }

    private void sendBytes(byte[] bytes) throws Exception {
        queue.mailbox().send((Session session) -> {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(bytes);
            return message;
        });
    }

    private void assertFileFails(String file, String reason) throws Exception {
        assertFails(file(job, file), reason);
    }

    private void assertFails(String text, String reason) throws Exception {
        queue.send(text);
        TextMessage failed = (TextMessage) queue.take(".failed");
        assertThat(failed.getText()).isEqualTo(text);
        assertThat(failed.getStringProperty("cielo24Reason")).as(text).contains(reason);
    }

    private static final class Trap extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;

        private void readObject(java.io.ObjectInputStream in) {
            DESERIALIZED.set(true);
        }
    }
}
