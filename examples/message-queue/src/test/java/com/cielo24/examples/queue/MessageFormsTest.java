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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.queue.RunningQueue.job;
import static org.assertj.core.api.Assertions.assertThat;

/** What messages may look like, and what becomes of those that must not. */
class MessageFormsTest {

    private static final AtomicBoolean DESERIALIZED = new AtomicBoolean();

    @TempDir
    Path base;

    private RunningQueue queue;

    @BeforeEach
    void start() {
        queue = RunningQueue.on(base);
    }

    @AfterEach
    void stop() throws Exception {
        queue.close();
    }

    @Test
    void addsAUrlThatJsonNames() throws Exception {
        queue.send("{\"jobId\": \"" + job(0xA) + "\", \"mediaUrl\": \"https://x.example/a.mp4?b=c&d=%20\","
                + " \"allowDuplicate\": true, \"correlationId\": \"mine\"}");

        Message outcome = queue.take(".added");
        assertThat(outcome.getJMSCorrelationID()).isEqualTo("mine");
        assertThat(outcome.getStringProperty("jobId")).isEqualTo(job(0xA));
        assertThat(queue.service.media(job(0xA)).orElseThrow().mediaUrl())
                .isEqualTo("https://x.example/a.mp4?b=c&d=%20");
        assertThat(queue.service.requests().get(0).rawQuery()).contains("is_duplicate=true");
        assertThat(((TextMessage) outcome).getText())
                .contains("\"mode\" : \"url\"")
                .doesNotContain("x.example");
    }

    @Test
    void addsAFileBelowTheMediaRoot() throws Exception {
        Path file = Files.createDirectories(queue.media.resolve("a b")).resolve("c.mp4");
        Files.writeString(file, "recording");
        Files.createSymbolicLink(queue.media.resolve("link.mp4"), file);

        queue.send("{\"jobId\": \"" + job(1) + "\", \"file\": \"a b/c.mp4\"}");
        JsonNode outcome = queue.takeAdded();
        assertThat(outcome.get("bytes").asLong()).isEqualTo(9);
        assertThat(outcome.get("mode").asText()).isEqualTo("upload");
        assertThat(outcome.get("file").asText()).isEqualTo("a b/c.mp4");
        assertThat(outcome.get("attempt").asInt()).isEqualTo(1);
        assertThat(outcome.get("taskId").asText())
                .isEqualTo(queue.service.media(job(1)).orElseThrow().taskId());
        assertThat(outcome.get("started").asText())
                .isLessThanOrEqualTo(outcome.get("ended").asText());
        assertThat(queue.service.media(job(1)).orElseThrow().file()).hasContent("recording");

        // a link that stays inside
        queue.send("{\"jobId\": \"" + job(2) + "\", \"file\": \"link.mp4\"}");
        assertThat(queue.takeAdded().get("bytes").asLong()).isEqualTo(9);
    }

    @Test
    void addsATextThatIsAUrlWithTheJobAsAProperty() throws Exception {
        queue.mailbox().send((Session session) -> {
            Message message = session.createTextMessage(" https://x.example/a.mp4\n");
            message.setStringProperty("jobId", job(1).toUpperCase());
            message.setJMSCorrelationID("mine");
            return message;
        });

        assertThat(queue.take(".added").getJMSCorrelationID()).isEqualTo("mine");
        assertThat(queue.service.media(job(1)).orElseThrow().mediaUrl()).isEqualTo("https://x.example/a.mp4");
    }

    @Test
    void takesTheSameAsBytesInUtf8() throws Exception {
        queue.mailbox().send((Session session) -> {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(("{\"jobId\": \"" + job(1) + "\", \"mediaUrl\": \"https://x.example/ü.mp4\"}")
                    .getBytes(StandardCharsets.UTF_8));
            return message;
        });

        queue.take(".added");
        assertThat(queue.service.media(job(1)).orElseThrow().mediaUrl()).isEqualTo("https://x.example/ü.mp4");
    }

    @Test
    void failsWhatCannotBeReadWithTheReasonAndTheMessageAsItWas() throws Exception {
        String job = "\"jobId\": \"" + job(1) + "\"";
        assertFails("", "not a JSON object");
        assertFails("what?", "not a JSON object");
        assertFails("{" + job + ", \"file\": \"a.mp4\"", "not a JSON object");
        assertFails("{" + job + ", \"file\": \"a.mp4\"} {}", "not a JSON object");
        assertFails("{" + job + ", " + job + ", \"file\": \"a.mp4\"}", "not a JSON object");
        assertFails("[1]", "not a JSON object");
        assertFails("null", "null");
        assertFails("{" + job + "}", "neither mediaUrl nor file");
        assertFails(
                "{" + job + ", \"file\": \"a.mp4\", \"mediaUrl\": \"https://x.example/\"}", "both mediaUrl and file");
        assertFails("{" + job + ", \"mediaUrl\": \"ftp://x.example/\"}", "mediaUrl is no");
        assertFails("{" + job + ", \"file\": 7}", "file must be a string");
        assertFails("{" + job + ", \"mediaURL\": \"https://x.example/\"}", "unknown field 'mediaURL'");
        assertFails("{" + job + ", \"file\": \"a.mp4\", \"allowDuplicate\": true}", "allowDuplicate is for a mediaUrl");
        assertFails(
                "{" + job + ", \"mediaUrl\": \"https://x.example/\", \"allowDuplicate\": \"yes\"}", "true or false");
        assertFails("{\"mediaUrl\": \"https://x.example/\"}", "no jobId");
        assertFails("{\"jobId\": \"lecture\", \"mediaUrl\": \"https://x.example/\"}", "jobId is not made of hex");
        assertFails("https://x.example/a.mp4", "no jobId");
        assertThat(queue.service.requestCount()).isZero();
        queue.assertNothingElse(".added", ".failed", ".review");
    }

    @Test
    void refusesFilesThatAreNotBelowTheMediaRoot() throws Exception {
        Path secret = Files.writeString(base.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(queue.media.resolve("out.mp4"), secret);
        Files.createSymbolicLink(queue.media.resolve("folder"), base);
        Files.createDirectories(queue.media.resolve("sub"));

        assertFileFails("../../secret.txt", "'..'");
        assertFileFails("sub/../../../secret.txt", "'..'");
        assertFileFails(secret.toString(), "absolute");
        assertFileFails("out.mp4", "leads out of media.root");
        assertFileFails("folder/secret.txt", "leads out of media.root");
        assertFileFails("not there.mp4", "there is no file");
        assertFileFails("sub", "no regular file");
        assertFileFails("a\\u0000b", "cannot be one");
        assertThat(queue.service.requestCount()).isZero();
    }

    @Test
    void failsHugeAndForeignMessagesAndGoesOn() throws Exception {
        String huge = "{\"jobId\": \"" + "x".repeat(5_000_000) + "\"}";
        assertFails(huge, "5.0 MB");
        byte[] bytes = new byte[5_000_000];
        bytes[4_999_999] = 7;
        queue.mailbox().send((Session session) -> {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(bytes);
            return message;
        });
        BytesMessage failed = (BytesMessage) queue.take(".failed");
        assertThat(queue.mailbox().lastBytes()).isEqualTo(bytes);
        assertThat(failed.getStringProperty("cielo24Reason")).contains("5.0 MB");

        queue.mailbox().send((Session session) -> {
            MapMessage message = session.createMapMessage();
            message.setString("jobId", job(1));
            return message;
        });
        assertThat(((MapMessage) queue.take(".failed")).getString("jobId")).isEqualTo(job(1));
        queue.mailbox().send((Session session) -> session.createObjectMessage(new Trap()));
        DESERIALIZED.set(false);
        assertThat(queue.take(".failed")).isInstanceOf(ObjectMessage.class);
        assertThat(DESERIALIZED).as("deserialized").isFalse();
        queue.mailbox().send((Session session) -> session.createMessage());
        assertThat(queue.take(".failed").getStringProperty("cielo24Reason")).contains("neither a TextMessage");

        queue.send("{\"jobId\": \"" + job(1) + "\", \"mediaUrl\": \"https://x.example/\"}");
        queue.take(".added");
    }

    @Test
    void copiesPropertiesTypeAndCorrelationIdToAFailedMessage() throws Exception {
        queue.mailbox().send((Session session) -> {
            Message message = session.createTextMessage("{\"correlationId\": \"in the text\"}");
            message.setJMSType("lecture");
            message.setIntProperty("semester", 3);
            message.setStringProperty("JMSXGroupID", "group");
            return message;
        });

        Message failed = queue.take(".failed");
        assertThat(failed.getJMSType()).isEqualTo("lecture");
        assertThat(failed.getObjectProperty("semester")).isEqualTo(3);
        assertThat(failed.getStringProperty("JMSXGroupID")).isEqualTo("group");
        assertThat(failed.getJMSCorrelationID()).isEqualTo("in the text");
    }

    private void assertFileFails(String file, String reason) throws Exception {
        assertFails("{\"jobId\": \"" + job(1) + "\", \"file\": \"" + file + "\"}", reason);
    }

    private void assertFails(String text, String reason) throws Exception {
        queue.send(text);
        TextMessage failed = (TextMessage) queue.take(".failed");
        assertThat(failed.getText()).isEqualTo(text);
        assertThat(failed.getStringProperty("cielo24Reason")).contains(reason);
        assertThat(failed.getStringProperty("cielo24What")).isEqualTo("bad input");
    }

    private static final class Trap extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;

        private void readObject(java.io.ObjectInputStream in) {
            DESERIALIZED.set(true);
        }
    }
}
