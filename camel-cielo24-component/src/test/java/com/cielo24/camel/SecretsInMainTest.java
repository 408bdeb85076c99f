package com.cielo24.camel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import com.cielo24.simulator.Account;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.util.ReflectionUtils;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Camel's main, which logs at its start what it was configured with. (At DEBUG it logs all of it as it was written.)
 */
class SecretsInMainTest {

    private static final Account DEMO = Cielo24Simulator.DEMO_ACCOUNT;
    private static final String COMPONENT = "camel.component.cielo24.";

    private final Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
    private final Main main = new Main();
    private final List<String> properties = new ArrayList<>();
    private WholeLog log;

    @TempDir
    Path folder;

    @BeforeEach
    void configure() {
        log = new WholeLog(Level.INFO);
        property(COMPONENT + "base-url", service.baseUrl().toString());
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("cielo24:addMedia?jobId=" + JOB);
            }
        });
    }

    @AfterEach
    void stop() {
        main.stop();
        service.close();
        log.close();
    }

    /** With the keywords of the user, if any: they still count. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "securekey | ''",
                "securekey | foo, bar",
                "securekey | apiToken,securekey",
                "secure-key | ''",
                "configuration.securekey | ''",
            })
    void masksASecurekeyInItsSummary(String option, String keywords) throws Exception {
        if (!keywords.isEmpty()) {
            property("camel.main.additional-sensitive-keywords", keywords);
        }
        property(COMPONENT + "username", DEMO.username());
        property(COMPONENT + option, DEMO.securekey());

        assertAddsAndShowsNo(DEMO.securekey());
        assertThat(main.getCamelContext().getCamelContextExtension().getAdditionalSensitiveKeywords())
                .contains(keywords.split(", ?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiToken", "api-token"})
    void masksATokenInItsSummary(String option) throws Exception {
        property(COMPONENT + option, service.apiToken());

        assertAddsAndShowsNo(service.apiToken());
    }

    @Test
    void masksAPasswordInItsSummary() throws Exception {
        property(COMPONENT + "username", DEMO.username());
        property(COMPONENT + "password", DEMO.password());

        assertAddsAndShowsNo(DEMO.password());
    }

    /** As README and the component's page configure it. */
    @ParameterizedTest
    @ValueSource(strings = {"dev", "test", "prod"})
    void startsWithPlaceholders(String profile) throws Exception {
        System.setProperty("cielo24.test.secret", DEMO.securekey());
        property("camel.main.profile", profile);
        property(COMPONENT + "username", "{{env:CIELO24_TEST_USERNAME:" + DEMO.username() + "}}");
        property(COMPONENT + "securekey", "{{env:CIELO24_TEST_SECUREKEY:{{sys:cielo24.test.secret}}}}");

        assertAddsAndShowsNo(DEMO.securekey());
        System.clearProperty("cielo24.test.secret");
    }

    /** As it refuses a password of any component, since Camel 4.22 or a little earlier. */
    @ParameterizedTest
    @ValueSource(strings = {"securekey", "password", "api-token"})
    @EnabledIf("hasSecurityPolicies")
    void refusesAPlainSecretInProduction(String option) {
        property("camel.main.profile", "prod");
        property(COMPONENT + option, DEMO.securekey());

        assertThatThrownBy(this::start)
                .hasMessageContaining("Security policy violations")
                .hasMessageNotContaining(DEMO.securekey());
        assertShowsNo(DEMO.securekey());
    }

    /** In plain text, and as a placeholder, which Camel resolves before it looks for the option. */
    @ParameterizedTest
    @CsvSource({
        "securekeyy, securekeyy",
        "secure-keyy, secureKeyy",
        "securkey, securkey",
        "api-tokn, apiTokn",
        "pasword, pasword",
    })
    void namesAMisspeltOptionWithoutItsValue(String option, String named) {
        property("demo.key", DEMO.securekey());
        property(COMPONENT + "username", DEMO.username());
        property(COMPONENT + option, option.contains("-") ? DEMO.securekey() : "{{demo.key}}");

        assertThatThrownBy(this::start)
                .hasStackTraceContaining("there is no option " + named)
                .satisfies(thrown -> assertThat(SecretsTest.stackTrace(thrown)).doesNotContain(DEMO.securekey()));
        assertShowsNo(DEMO.securekey());
    }

    @Test
    void leavesOtherMisspeltOptionsToCamel() {
        property(COMPONENT + "stall-timeuot", "5s");

        assertThatThrownBy(this::start)
                .isInstanceOf(PropertyBindingException.class)
                .hasMessageContaining("stallTimeuot");
    }

    static boolean hasSecurityPolicies() {
        return ReflectionUtils.tryToLoadClass("org.apache.camel.util.SecurityUtils")
                .toOptional()
                .isPresent();
    }

    private void property(String key, String value) {
        properties.add(key + " = " + value);
    }

    private void start() throws Exception {
        Path file = Files.write(folder.resolve("application.properties"), properties);
        main.setPropertyPlaceholderLocations("file:" + file);
        main.start();
    }

    private void assertAddsAndShowsNo(String secret) throws Exception {
        start();
        assertThat(main.getCamelTemplate().requestBody("direct:in", new byte[10]))
                .isNotNull();
        main.stop();

        assertThat(service.media(JOB)).isPresent();
        assertThat(log.lines().stream().filter(line -> line.matches(".*cielo24\\.\\S+ = xxxxxx")))
                .isNotEmpty();
        assertShowsNo(secret);
    }

    private void assertShowsNo(String secret) {
        List<String> lines = log.lines();
        assertThat(lines).isNotEmpty();
        assertThat(lines.stream().filter(line -> line.contains(secret))).isEmpty();
    }
}
