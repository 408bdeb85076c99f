package com.cielo24.client;

import java.nio.file.Path;

/** A file becomes the media of a job, without Camel. */
final class StandaloneProgram {

    private StandaloneProgram() {}

    /**
     * @param arguments base URL, username, key and file
     */
    public static void main(String[] arguments) throws Cielo24Exception {
        // page: START
        try (Cielo24Client client = Cielo24Client.builder()
                .baseUrl(arguments[0])
                .securekey(arguments[1], arguments[2])
                .build()) {
            NewJob job = NewJob.withExternalId("lecture-7", "Lecture 7");
            AddMediaResult added = client.addMedia(job, Media.file(Path.of(arguments[3])));
            System.out.println("Job " + added.jobId() + ": " + added.bytesSent() + " bytes sent");
        }
        // page: END
    }
}
