package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.cielo24.client.Cielo24InvalidRequestException;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is refused before any connection is opened.
 */
class InvalidRequestTest {

    @TempDir
    Path folder;

    private RawService service;
    private Cielo24Camel camel;

    @BeforeEach
    void start() throws Exception {
        service = RawService.start(RawService.Peer::added);
        camel = Cielo24Camel.to(service);
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
        assertThat(service.connections()).as("connections").isZero();
        service.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "addMedia | , or createJob=true to have a job created for the media",
                "addEmbeddedMedia | ''",
                "jobInfo | ''"
            })
    void saysHowToNameAJob(String operation, String other) {
        for (Map<String, Object> headers :
                List.of(Map.<String, Object>of(), Map.<String, Object>of(Cielo24Constants.JOB_ID, " "))) {
            Exchange exchange = camel.add("cielo24:" + operation, "https://media.example.com/a.mp4", headers);

            refused(exchange, "no job id was given; set the header CamelCielo24JobId or the option jobId" + other);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/inbox/lecture.mp4", "inbox\\lecture.mp4", "C:\\lecture.mp4", "lecture.mp4"})
    void saysHowToSendTheFileOfAPath(String path) {
        refused(camel.add(path), "use a java.io.File");
    }

    /** Wherever the URL is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://example.com/a.mp4 | with camel-ftp",
                "SFTP://user:secret@example.com/a.mp4 | with camel-ftp",
                "s3://bucket/a.mp4 | download the file",
                "file:///inbox/a.mp4 | java.io.File"
            })
    void saysWhatToDoWithUrlsOfOtherSchemes(String url, String remedy) {
        String scheme = url.substring(0, url.indexOf("://"));
        for (String uri : List.of("cielo24:addMedia", "cielo24:addMedia?mode=url", "cielo24:addEmbeddedMedia")) {
            for (Object body : List.of(url, " " + url + "\n", URI.create(url))) {
                Exchange exchange = camel.add(uri, body, Map.of(Cielo24Constants.JOB_ID, JOB));

                refused(exchange, "the service cannot fetch " + scheme + ":// URLs");
                refused(exchange, remedy);
                assertThat(exchange.getException()).hasMessageNotContaining("secret");
            }
            refused(
                    camel.add(uri, new byte[1], with(Cielo24Constants.MEDIA_URL, url)),
                    "the service cannot fetch " + scheme + ":// URLs");
            refused(
                    camel.add(uri + (uri.contains("?") ? "&" : "?") + "mediaUrl=" + url, new byte[1], with("a", "b")),
                    "the service cannot fetch " + scheme + ":// URLs");
        }
    }

    @Test
    void saysThatARemoteFileHasNoContent() {
        GenericFile<Object> file = new GenericFile<>();
        file.setFile(new Object());
        file.setFileLength(5);

        refused(camel.add(file), "download=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cielo24:addMedia?mode=url", "cielo24:addEmbeddedMedia"})
    void refusesBytesThatAreNoUrl(String uri) {
        Map<String, Object> job = Map.of(Cielo24Constants.JOB_ID, JOB);
        for (Object body : List.of("a page".getBytes(), new TestCache("a page".getBytes()), new byte[0])) {
            refused(camel.add(uri, body, job), "a body that is a URL");
        }
        refused(camel.add(uri, new byte[] {'h', (byte) 0xff}, job), "not UTF-8 text");
        for (Object body : List.of(endless(), new TestCache(new byte[70_000]), new byte[70_000])) {
            refused(camel.add(uri, body, job), "more than 65536 bytes");
        }
    }

    @Test
    void refusesAJobIdThatIsNotHexadecimal() {
        refused(camel.add("cielo24:addMedia?jobId=64beg", new byte[1], Map.of()), "not hexadecimal");
        refused(
                camel.add("cielo24:addMedia", new byte[1], Map.of(Cielo24Constants.JOB_ID, "64be&media_url=x")),
                "not hexadecimal");
    }

    /** A message must not be able to write lines of its own into a log. */
    @Test
    void saysInOneLineWhatIsWrong() {
        for (String jobId : List.of("64be\r\nINFO all is well", "64be\u2028INFO", "64be\u0085INFO")) {
            refused(camel.add("cielo24:addMedia", new byte[1], Map.of(Cielo24Constants.JOB_ID, jobId)), "64be INFO");
        }
        refused(
                camel.add("cielo24:addMedia", new byte[1], Map.of(Cielo24Constants.JOB_ID, "x".repeat(5_000_000))),
                "x...: the job id is not hexadecimal");
        refused(camel.add(folder.resolve("a\nINFO.mp4")), "a INFO.mp4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "12.7", "1e3", "many", "", "99999999999999999999"})
    void refusesALengthThatIsNone(String length) {
        refused(
                camel.add("cielo24:addMedia", endless(), with(Cielo24Constants.CONTENT_LENGTH, length)),
                "CamelCielo24ContentLength is not a number of bytes: '" + length + "'");
    }

    @Test
    void refusesANameThatNoFileCanHave() {
        refused(camel.add(new File("a\u0000.mp4")), "is not a valid file name");
    }

    @Test
    void refusesToGoWithoutAToken() throws Exception {
        try (Cielo24Camel tokenless = Cielo24Camel.to(
                service.baseUrl(), component -> component.getConfiguration().setApiToken(null))) {
            refused(tokenless.add(new byte[1]), "no API token");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/a.mp4",
                "file:///etc/passwd",
                "//example.com/a.mp4",
                "example.com/a.mp4",
                "http://",
                "http:///a.mp4",
                "https://:443/a.mp4",
                "https://user@/a.mp4",
                "https://?x",
                "http:example.com",
                "",
                " ",
            })
    void refusesAMediaUrlThatIsNotAbsoluteHttp(String url) {
        refused(
                camel.add(
                        "cielo24:addMedia",
                        null,
                        Map.of(Cielo24Constants.JOB_ID, JOB, Cielo24Constants.MEDIA_URL, url)),
                "media URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://example.com/a\n.mp4", "https://example.com/a.mp4\r\nHost: x", "https://e.com/\u0000"})
    void refusesControlCharactersInAMediaUrl(String url) {
        refused(camel.add(url), "control characters");
    }

    @Test
    void refusesAMediaUrlThatIsNoUnicode() {
        refused(camel.add("https://example.com/\ud83c.mp4"), "Unicode");
    }

    @Test
    void refusesAUriBodyThatIsNoHttpUrl() {
        refused(camel.add(URI.create("ftp://example.com/a.mp4")), "absolute");
    }

    @Test
    void refusesAFileThatDoesNotExist() {
        refused(camel.add(folder.resolve("gone.mp4").toFile()), "does not exist");
    }

    @Test
    void refusesAFolder() {
        refused(camel.add(folder), "not a regular file");
    }

    @Test
    void refusesWhatIsEmpty() throws Exception {
        refused(camel.add(Files.createFile(folder.resolve("empty.mp4"))), "empty");
        refused(camel.add(new byte[0]), "empty");
        refused(camel.add(new ByteArrayInputStream(new byte[0])), "empty");
    }

    @Test
    void refusesAFileOverTheServicesLimit() throws Exception {
        refused(camel.add(sparse(10_737_418_240L)), "10737418239");
    }

    @Test
    void refusesWhatIsOverMaxUploadSize() throws Exception {
        Map<String, Object> headers = Map.of(Cielo24Constants.JOB_ID, JOB);
        String uri = "cielo24:addMedia?maxUploadSize=1000&spoolDirectory=" + folder.resolve("spool");
        refused(camel.add(uri, sparse(1001), headers), "maxUploadSize");
        refused(camel.add(uri, new byte[1001], headers), "maxUploadSize");
        refused(camel.add(uri, new ByteArrayInputStream(new byte[1001]), headers), "maxUploadSize");
        refused(camel.add(uri, endless(), headers), "maxUploadSize");
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void refusesBodiesThatAreNoMedia() {
        refused(camel.add("just text"), "text is never a media file");
        refused(camel.add(Map.of("a", 1)), "java.io.InputStream");
        refused(camel.add(List.of(new File("a"))), "supported are");
        refused(camel.add(42), "java.lang.Integer");
        refused(camel.add(null), "neither a media URL nor a body");
    }

    @Test
    void refusesAModeThatContradictsTheMessage() {
        Map<String, Object> job = Map.of(Cielo24Constants.JOB_ID, JOB);
        refused(camel.add("cielo24:addMedia?mode=url", new byte[1], job), "mode=url needs a media URL");
        refused(camel.add("cielo24:addMedia?mode=upload", "https://example.com/a.mp4", job), "mode=upload contradicts");
        refused(
                camel.add(
                        "cielo24:addMedia?mode=upload",
                        new byte[1],
                        with(Cielo24Constants.MEDIA_URL, "https://e.com/a")),
                "mode=upload contradicts");
        refused(
                camel.add("cielo24:addMedia?mode=upload", new byte[1], with(Cielo24Constants.ALLOW_DUPLICATE, true)),
                "mode=upload contradicts");
    }

    @Test
    void refusesHeadersThatAreNotWhatTheyShouldBe() {
        refused(camel.add("cielo24:addMedia", endless(), with(Cielo24Constants.CONTENT_LENGTH, 12.7)), "'12.7'");
        refused(camel.add("cielo24:addMedia", endless(), with(Cielo24Constants.CONTENT_LENGTH, 0)), "is empty");
        refused(
                camel.add("cielo24:addMedia", endless(), with(Cielo24Constants.CONTENT_LENGTH, 10_737_418_240L)),
                "10737418239");
        refused(
                camel.add("cielo24:addMedia", "https://e.com/a", with(Cielo24Constants.ALLOW_DUPLICATE, "perhaps")),
                "CamelCielo24AllowDuplicate cannot be converted to Boolean");
    }

    private static Map<String, Object> with(String header, Object value) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(Cielo24Constants.JOB_ID, JOB);
        headers.put(header, value);
        return headers;
    }

    private File sparse(long size) throws Exception {
        File file = folder.resolve("sparse.mp4").toFile();
        try (RandomAccessFile sparse = new RandomAccessFile(file, "rw")) {
            sparse.setLength(size);
        }
        return file;
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 0;
            }
        };
    }

    private static void refused(Exchange exchange, String reason) {
        assertThat(failure(exchange))
                .isInstanceOf(Cielo24InvalidRequestException.class)
                .hasMessageContaining(reason)
                .satisfies(outcome -> assertThat(outcome.isRetryable()).isFalse());
    }
}
