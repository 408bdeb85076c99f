package com.cielo24.examples.captions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

import com.cielo24.client.JobIds;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The service says with a GET that a job is complete. It signs nothing, so the path has a token that nobody can guess;
 * and whatever it says, the service is asked before anything is believed.
 */
final class Callbacks {

    private static final String TOKEN = "callback-token";
    private static final int BYTES = 32;

    private final String base;
    private final byte[] token;

    /**
     * @param base what the service calls, such as {@code https://media.example.org}
     * @param work has the token, the same after each start: orders of weeks ago have it in their callbacks
     */
    Callbacks(String base, Path work) throws IOException {
        this.base = base.replaceFirst("/+$", "");
        this.token = token(work.resolve(TOKEN));
    }

    private static byte[] token(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        // for its owner only
        Path unfinished = Files.createTempFile(file.getParent(), ".token", "");
        try {
            Files.writeString(unfinished, HexFormat.of().formatHex(random));
            if (Files.notExists(file)) {
                Files.move(unfinished, file);
            }
        } catch (FileAlreadyExistsException e) {
            // of another start
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return Files.readString(file).strip().getBytes(StandardCharsets.US_ASCII);
    }

    /** The service puts the job's id where the tag is. */
    String url() {
        return base + "/callbacks/" + new String(token, StandardCharsets.US_ASCII) + "/{job_id}";
    }

    boolean isGenuine(Exchange exchange) {
        Message call = exchange.getMessage();
        byte[] given = call.getHeader("token", "", String.class).getBytes(StandardCharsets.UTF_8);
        // in a time that tells nothing about the token
        return MessageDigest.isEqual(given, token) && JobIds.isJobId(call.getHeader("job", String.class));
    }

    /** Only now, as the job is noted on the disk: after a 200 the service does not call again. */
    void accept(Exchange exchange) {
        answer(exchange, 200);
    }

    void refuse(Exchange exchange) {
        answer(exchange, 404);
    }

    private static void answer(Exchange exchange, int status) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setBody("");
    }
}
