package com.cielo24.camel.recipes;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import com.cielo24.camel.MediaFailure;
import com.cielo24.camel.MediaFolder;
import com.cielo24.client.Cielo24InvalidRequestException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A message of others names a file. */
class MediaFolderTest extends Recipe {

    @TempDir
    Path elsewhere;

    @Test
    void sendsTheFileThatAMessageNamesAndNoOther() throws Exception {
        Path secret = Files.writeString(elsewhere.resolve("secret.mp4"), "secret");
        Files.writeString(Files.createDirectories(folder.resolve("a b")).resolve("c.mp4"), "recording");
        Files.createSymbolicLink(folder.resolve("a b/link.mp4"), secret);
        Files.createSymbolicLink(folder.resolve("out"), elsewhere);
        context.addComponent("jms", new DirectComponent());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                interceptSendToEndpoint("cielo24:*").setProperty("opened", body());
                from("jms:recordings")
                        .setHeader(Exchange.FILE_NAME, body())
                        .process(new MediaFolder(folder))
                        .to("cielo24:addMedia?createJob=true");
            }
        });
        context.start();

        Exchange sent = send("a b//./c.mp4");
        assertThat(sent.getException()).isNull();
        assertThat(sent.getProperty("opened", FileChannel.class).isOpen()).isFalse();
        assertThat(service.jobs()).singleElement().satisfies(job -> {
            assertThat(job.parameters().get("job_name")).isEqualTo("c.mp4");
            assertThat(job.parameters().get("external_id")).contains("a b/c.mp4");
            assertThat(service.media(job.jobId()).orElseThrow().bytes()).isEqualTo(9);
        });
        assertRefused("../secret.mp4", "'..'");
        assertRefused(secret.toString(), "absolute");
        assertRefused("a b/link.mp4", "'a b/link.mp4' below the media folder is a symbolic link");
        assertRefused("out/secret.mp4", "'out' below the media folder is a symbolic link");
        assertRefused("a b", "no regular file");
        assertRefused("a b/none.mp4", "there is no file 'a b/none.mp4'");
        assertRefused("x".repeat(256), "255 bytes");
        assertRefused("", "a folder");
        assertThat(service.jobs()).hasSize(1);
    }

    /** As that of a file server that is not mounted: no message is to be given up for it. */
    @Test
    void failsForNowWhereTheFolderIsAway() {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(Exchange.FILE_NAME, "a.mp4");
        assertThatThrownBy(() -> new MediaFolder(folder.resolve("away")).process(exchange))
                .isInstanceOf(IOException.class)
                .matches(MediaFailure::mayPass);
    }

    private void assertRefused(String name, String reason) {
        assertThat(send(name).getException())
                .isInstanceOf(Cielo24InvalidRequestException.class)
                .hasMessageContaining(reason);
    }

    private Exchange send(String name) {
        return template.send("jms:recordings", exchange -> exchange.getMessage().setBody(name));
    }
}
