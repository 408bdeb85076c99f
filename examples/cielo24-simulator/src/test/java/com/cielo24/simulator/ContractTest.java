package com.cielo24.simulator;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** As strict as the documentation, sent from a raw socket. */
class ContractTest extends SimulatorTest {
    private static final String URL = "http%3A%2F%2Fh%2Fa";

    private String bob;

    @BeforeEach
    void twoAccounts() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .account(Cielo24Simulator.DEMO_ACCOUNT)
                .account(new Account("bob", "pass", null))
                .start();
        bob = json(answer("GET", "/api/account/login?v=1&username=bob&password=pass"))
                .get("ApiToken")
                .asText();
    }

    @Test
    void hasNoJobThatNobodyMade() throws Exception {
        assertThat(answer("GET", target(job) + "&media_url=" + URL))
                .startsWith("HTTP/1.1 400 ")
                .contains("ITEM_NOT_FOUND");
        assertThat(answer("GET", call("info", "&job_id=" + job)))
                .startsWith("HTTP/1.1 400 ")
                .contains("ITEM_NOT_FOUND");
        assertThat(answer("POST", target(job), "Content-Length: 5")).contains("ITEM_NOT_FOUND");
        assertThat(simulator.media()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/job/info?",
                "/api/job/media?",
                "/api/job/add_media?media_url=" + URL + "&",
                "/api/job/add_media_url?media_url=" + URL + "&"
            })
    void hasNoJobOfAnotherAccount(String call) throws Exception {
        String mine = simulator.newJob();

        assertThat(answer("GET", call + "v=1&api_token=" + bob + "&job_id=" + mine))
                .startsWith("HTTP/1.1 400 ")
                .contains("ITEM_NOT_FOUND");
        assertThat(answer("GET", call + "v=1&api_token=" + simulator.apiToken() + "&job_id=" + mine))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aUrlThatOneAccountUsedIsFreeForTheOther() throws Exception {
        String his = json(answer("GET", "/api/job/new?v=1&api_token=" + bob))
                .get("JobId")
                .asText();
        answer("GET", target(simulator.newJob()) + "&media_url=" + URL);

        assertThat(answer("GET", target(his).replace(simulator.apiToken(), bob) + "&media_url=" + URL))
                .startsWith("HTTP/1.1 200 ");
        assertThat(answer("GET", target(simulator.newJob()) + "&media_url=" + URL))
                .contains("used before");
    }

    @Test
    void whereEveryIdIsAJobItBelongsToTheAccountThatAddsMedia() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .anyJob()
                .account(Cielo24Simulator.DEMO_ACCOUNT)
                .account(new Account("bob", "pass", null))
                .start();
        bob = json(answer("GET", "/api/account/login?v=1&username=bob&password=pass"))
                .get("ApiToken")
                .asText();
        answer("GET", target(job) + "&media_url=" + URL);

        assertThat(answer("GET", call("info", "&job_id=" + job))).startsWith("HTTP/1.1 200 ");
        assertThat(answer("GET", call("info", "&job_id=" + job).replace(simulator.apiToken(), bob)))
                .contains("ITEM_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://x..com/a",
                "http://-/a",
                "http://a-/a",
                "http://.a/",
                "http://h:99999/a",
                "http://h:0/a",
                "http://999.1.1.1/a",
                "http://1.2.3/a",
                "http://[::1::2]/a",
                "http://a b/c",
                "http://a<b/c"
            })
    void refusesAUrlWhoseHostOrPortCannotExist(String url) throws Exception {
        String target = target(simulator.newJob()) + "&media_url=" + URLEncoder.encode(url, StandardCharsets.UTF_8);

        assertThat(answer("GET", target)).startsWith("HTTP/1.1 400 ").contains("INVALID_URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h/a",
                "https://a.b-c.example./a",
                "http://a_b.example:65535/a",
                "http://10.0.0.1:/a",
                "http://b\u00fccher.example/a",
                "https://user:pass@h:443/a",
                "https://[2001:db8::1]:8443/a"
            })
    void takesAUrlWhoseHostAndPortCanExist(String url) throws Exception {
        String target = target(simulator.newJob()) + "&media_url=" + URLEncoder.encode(url, StandardCharsets.UTF_8);

        assertThat(answer("GET", target)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"|", "\"", "<", "{", "`", "^", "\\"})
    void refusesWhatAUrlMayNotHaveUnescaped(String character) throws Exception {
        assertThat(answer("GET", target(simulator.newJob()) + "&media_url=http://h/" + character))
                .startsWith("HTTP/1.1 400 ")
                .contains("INVALID_QUERY");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 429, 200})
    void everyStatusMayComeAfterTheMediaWasKept(int code) throws Exception {
        String mine = simulator.newJob();
        simulator.faults().next(Fault.status(code).kept(true));

        assertThat(answer("POST", target(mine), "Content-Length: 0")).startsWith("HTTP/1.1 " + code + " ");
        assertThat(simulator.media(mine)).isEmpty();

        simulator.faults().next(Fault.status(code).kept(true));
        assertThat(answer("GET", target(mine) + "&media_url=" + URL)).startsWith("HTTP/1.1 " + code + " ");
        assertThat(simulator.media(mine)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "CreationDateFrom=2014-08-27T13:40:53, 1",
        "CreationDateFrom=2014-08-27, 1",
        "CreationDateFrom=2114-08-27T13:40:53, 0",
        "CreationDateTo=2114-08-27T13:40:53Z, 1",
        "CreationDateTo=2014-08-27T13:40:53, 0",
        "StartDateFrom=2014-08-27T13:40:53, 0",
        "DueDateTo=2114-08-27T13:40:53, 0",
        "CompleteDateTo=2114-08-27T13:40:53, 0",
        "ExternalID=one, 1",
        "ExternalId=one, 1",
        "ExternalID=two, 0",
        "Fidelity=PREMIUM, 0",
        "Fidelity=MECHANICAL, 0",
        "Priority=STANDARD, 0",
        "JobStatus=Pending, 1",
        "TurnaroundTimeHoursFrom=24, 0",
        "Username=*, 2",
        "Username=sub, 1"
    })
    void filtersTheListAsDocumented(String filter, int found) throws Exception {
        answer("GET", call("new", "&external_id=one"));
        answer("GET", call("new", "&username=sub"));

        assertThat(json(answer("GET", call("list", "&" + filter))).get("ActiveJobs"))
                .hasSize(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CreationDateFrom=yesterday", "DueDateTo=2014-13-01", "TurnaroundTimeHoursTo=soon", "Nothing=1"})
    void refusesFiltersThatCannotBe(String filter) throws Exception {
        assertThat(answer("GET", call("list", "&" + filter)))
                .startsWith("HTTP/1.1 400 ")
                .contains("INVALID_QUERY");
    }

    @Test
    void givesTheUrlOfMediaFromAUrlOnly() throws Exception {
        String fromUrl = simulator.newJob();
        answer("GET", target(fromUrl) + "&media_url=" + URL);

        assertThat(json(answer("GET", call("media", "&job_id=" + fromUrl)))
                        .get("MediaUrl")
                        .asText())
                .isEqualTo("http://h/a");
        assertThat(json(answer("GET", call("media", "&job_id=" + simulator.newJob()))))
                .isEmpty();
        assertThat(answer("GET", call("media", "&job_id=" + job))).contains("ITEM_NOT_FOUND");
    }

    @Test
    void answersCallsThatItDoesNotKnowInTheFormatOfErrors() throws Exception {
        String answer = answer("GET", call("perform_magic", ""));

        assertThat(answer).startsWith("HTTP/1.1 404 ").contains("Content-Type: application/json");
        assertThat(Json.read(answer.substring(answer.indexOf("\r\n\r\n"))).has("ErrorType"))
                .isTrue();
        assertThat(simulator.requests("/api/job/perform_magic")).hasSize(1);
    }

    private String call(String name, String parameters) {
        return "/api/job/" + name + "?v=1&api_token=" + simulator.apiToken() + parameters;
    }

    private String answer(String method, String target, String... headers) throws IOException {
        try (RawConnection connection = connect()) {
            String[] lines = new String[headers.length + 1];
            lines[0] = method + " " + target + " HTTP/1.1";
            System.arraycopy(headers, 0, lines, 1, headers.length);
            return connection.head(lines).answer();
        }
    }

    private static JsonNode json(String answer) throws Exception {
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        return Json.read(answer.substring(answer.indexOf("\r\n\r\n")));
    }
}
