package com.example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** What a user tests: sends until it is accepted. */
final class Uploads {
    private Uploads() {}

    static void upload(URI baseUrl, String token, String job) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        URI target = baseUrl.resolve("/api/job/add_media?v=1&api_token=" + token + "&job_id=" + job);
        HttpRequest request = HttpRequest.newBuilder(target)
                .POST(BodyPublishers.ofString("a short recording"))
                .build();
        try {
            for (int attempt = 0; attempt < 5; attempt++) {
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("not accepted");
    }
}
