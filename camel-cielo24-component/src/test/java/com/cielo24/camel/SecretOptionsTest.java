package com.cielo24.camel;

import java.util.Properties;

import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Endpoints that cannot be created, because an option is wrong: the reason shows no secret. */
class SecretOptionsTest {

    /** Stands for every secret. */
    private static final String SECRET = "5ec0e1d3adbeef";

    private final CamelContext context = new DefaultCamelContext();
    private WholeLog log;

    @BeforeEach
    void start() {
        Properties placeholders = new Properties();
        placeholders.setProperty("secret", SECRET);
        context.getPropertiesComponent().setInitialProperties(placeholders);
        log = new WholeLog();
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        log.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=u&securekey=SECRET&jobbId=1",
                "username=u&password=SECRET&jobbId=1",
                "apiToken=SECRET&jobbId=1",
                "apiToken=RAW(SECRET)&jobbId=1",
                "mediaUrl=RAW(https://media.example.com/a.mp4?e=1&sig=SECRET)&jobbId=1",
                "mediaUrl=RAW{https://media.example.com/a(1).mp4?sig=SECRET}&jobbId=1",
                "mediaUrl=RAW(https://media.example.com/a(1).mp4?sig=SECRET)&jobbId=1",
                "mediaUrl=https%3A%2F%2Fmedia.example.com%2Fa.mp4%3Fsig%3DSECRET&jobbId=1",
                "mediaUrl=https://media.example.com/a.mp4?sig=SECRET&jobbId=1",
                "apiToken=SECRET&mediaUrl=RAW(https://media.example.com/a.mp4?sig=SECRET)&jobbId=1",
                "username=u&securekey=SECRET&mediaUrl=RAW(https://media.example.com/a.mp4?sig=SECRET)&jobbId=1",
                "username=u&securekey=SECRET&mode=upload&mediaUrl=RAW(https://media.example.com/a.mp4?sig=SECRET)",
                "username=u&securekey=SECRET&mediaUrl=RAW(https://media.example.com/a.mp4?sig=SECRET)&stallTimeout=abc",
                "callbackUrl=RAW(https://hooks.example.com/SECRET?a=1&iwp={iwp_name})&jobbId=1",
                "callbackUri=https://hooks.example.com/SECRET/{iwp_name}",
                "username=u&secureKeyy=SECRET",
                "username=u&securkey=SECRET",
                "username=u&secure-keyy=SECRET",
                "username=u&key=SECRET",
                "username=u&pasword=SECRET",
                "username=u&pwd=SECRET",
                "api-tokenn=SECRET",
                "api_tokn=SECRET",
                "tokn=RAW(SECRET)",
                "mediaUri=RAW(https://media.example.com/a.mp4?sig=SECRET)",
                "url=RAW(https://media.example.com/a.mp4?sig=SECRET)",
                "username=u&securekey=SECRET&pasword=SECRET",
                "username=u&securekey=SECRET&password=SECRET",
                "securekey=SECRET",
                "apiToken=SECRET&stallTimeout=abc",
                "apiToken=SECRET&username=u",
                "mediaUrl=RAW(https://media.example.com/a.mp4?sig=SECRET)&securekey=SECRET&jobbId=1&username=u",
            })
    void showsNoSecretOfAnEndpointThatCannotBeCreated(String options) throws Exception {
        String uri = "cielo24:addMedia?" + options.replace("SECRET", SECRET);

        Throwable thrown = catchThrowable(() -> context.getEndpoint(uri));
        assertThat(thrown).isInstanceOfAny(ResolveEndpointFailedException.class, NoSuchEndpointException.class);
        assertThat(SecretsTest.stackTrace(thrown)).doesNotContain(SECRET);

        assertThat(log.lines().stream().filter(line -> line.contains(SECRET))).isEmpty();
    }

    /** Camel also shows the URI as it stands in the route. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=u&securekey=SECRET&jobbId=1",
                "username=u&password=RAW(SECRET)&jobbId=1",
                "apiToken=SECRET&jobbId=1",
                "mediaUrl=RAW(https://media.example.com/a.mp4?e=1&sig=SECRET)&jobbId=1",
                "mediaUrl=RAW{https://media.example.com/a(1).mp4?sig=SECRET}&jobbId=1",
                "apiToken=SECRET&mediaUrl=RAW(https://media.example.com/a.mp4?sig=SECRET)&jobbId=1",
                "username=u&secureKeyy=SECRET",
                "username=u&secure-key=SECRET&jobbId=1",
                "username=u&secure_keyy=SECRET",
                "username=u&pasword=SECRET",
                "api-tokenn=SECRET",
                "username=u&pwd={{secret}}",
                "username=u&securekey={{secret}}&pasword={{secret}}",
                "username=u&securekey={{secret}}&mediaUrl=RAW(https://media.example.com/a(1).mp4?sig={{secret}})&jobbId=1",
            })
    void showsNoSecretOfARouteThatCannotBeCreated(String options) {
        String uri = "cielo24:addMedia?" + options.replace("SECRET", SECRET);

        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").to(uri);
                    }
                }))
                .isInstanceOf(FailedToCreateRouteException.class)
                .hasMessageContaining("there is no option")
                .satisfies(thrown -> assertThat(SecretsTest.stackTrace(thrown)).doesNotContain(SECRET));
    }

    @ParameterizedTest
    @CsvSource({
        "jobbId, 'there is no option jobbId, did you mean jobId?'",
        "JobNmae, 'there is no option JobNmae, did you mean jobName?'",
        "stall-timeuot, 'there is no option stall-timeuot, did you mean stallTimeout?'",
        "securkey, 'there is no option securkey, did you mean securekey?'",
        "nonsense, there is no option nonsense",
    })
    void namesAnUnknownOptionAndTheOneThatMayBeMeant(String option, String reason) {
        assertThatThrownBy(() -> context.getEndpoint("cielo24:addMedia?" + option + "=value"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageEndingWith(reason);
    }

    /** Asks the class: what Camel masks in a URI depends on the options that were misspelt before in this JVM. */
    @ParameterizedTest
    @CsvSource({
        "caption.build_url, false",
        "caption.sound_tokens_by_caption_list, false",
        "transcript.timecode_every_paragraph_token, false",
        "jobId, false",
        "mediaUrl, true",
        "build_url, true",
        "sound_tokens, true",
    })
    void parametersOfCaptionsAreNoSecrets(String option, boolean secret) {
        assertThat(SecretOptions.isSecret(option)).isEqualTo(secret);
    }
}
